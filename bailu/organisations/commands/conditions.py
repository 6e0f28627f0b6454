"""Showing and deciding the six conditions of clause 3.2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.documents.commands import acceptable, attach
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations import events, policies, queries, rules
from bailu.organisations.commands.bodies import stream
from bailu.organisations.enums import ConditionKind, Decision, OrganisationState
from bailu.organisations.models import Condition, Organisation


@act
def submit_conditions(actor: Actor, *, organisation_id: int, conditions: Iterable[Mapping[str, Any]]) -> Organisation:
    """A provider shows evidence: for admission all six conditions, for a renewal those that change.

    Each mapping: ``kind``, ``statement``, and optionally ``evidence``, ``valid_until`` and ``upload``, the file that proves it.
    Refused while one of the six is neither accepted nor among what is submitted, and for evidence that has ended already.
    """
    organisation = queries.lock(actor, organisation_id)
    require(policies.may_submit_conditions(actor, organisation))
    shown = [dict(c) for c in conditions]
    require(_not_ended(shown))
    require(_nothing_pending(organisation, shown))
    today = clock.today()
    standing = queries.accepted_conditions(organisation.pk, today)
    offered = tuple(rules.ConditionFacts(str(c["kind"]), c.get("valid_until")) for c in shown)
    require(rules.six_conditions((*standing, *offered), today, queries.conditions_url(organisation.pk)))
    require(acceptable(c["upload"] for c in shown if c.get("upload") is not None))
    for condition in shown:
        _keep(actor, organisation, condition)
    if organisation.state != OrganisationState.QUALIFIED:
        organisation.move("submit")
        organisation.save(update_fields=["state"])
    record(
        actor,
        "organisations.conditions_submitted",
        organisation,
        stream=stream(organisation.pk),
        basis=rules.PROVIDER_CLAUSE,
        data={"conditions": {str(c["kind"]): c.get("valid_until") for c in shown}},
    )
    publish(actor, events.ConditionsSubmitted(organisation.pk))
    return organisation


@act
def decide_conditions(actor: Actor, *, organisation_id: int, decisions: Iterable[Mapping[str, Any]]) -> Organisation:
    """The bureau decides on everything pending: accepts each with its validity, or returns it with reasons.

    Each mapping: ``kind``, ``accept``, ``valid_until`` (as the bureau read it in the evidence), ``note``. With one returned the whole
    goes back; a qualified provider whose renewal is returned keeps what was accepted before.
    """
    organisation = queries.lock(actor, organisation_id)
    require(policies.may_decide_conditions(actor, organisation))
    pending = {c.kind: c for c in organisation.conditions.filter(decision=Decision.PENDING).select_for_update()}
    decided = {str(d["kind"]): d for d in decisions}
    require(_all_decided(set(pending), decided))
    for kind, condition in pending.items():
        _decide(actor, condition, decided[kind])
    accepted = all(decided[kind]["accept"] for kind in pending)
    _settle(organisation, accepted)
    verb = "organisations.conditions_accepted" if accepted else "organisations.conditions_returned"
    reasons = "；".join(f"{ConditionKind(k).label}：{c.note}" for k, c in pending.items() if c.decision == Decision.RETURNED)
    outcome = {k: {"accept": bool(decided[k]["accept"]), "valid_until": c.valid_until} for k, c in pending.items()}
    record(
        actor,
        verb,
        organisation,
        stream=stream(organisation.pk),
        basis=rules.PROVIDER_CLAUSE,
        reason=reasons,
        data={"conditions": outcome, "valid_to": organisation.valid_to},
    )
    publish(actor, events.ConditionsDecided(organisation.pk, accepted))
    return organisation


@act
def expire_qualification(actor: Actor, *, organisation_id: int) -> Organisation:
    """The tick: a qualification whose day is over is entered as expired. Refused before its end."""
    organisation = queries.lock(actor, organisation_id)
    over = organisation.valid_to is not None and organisation.valid_to < clock.today()
    require(ALLOWED if over else refuse(_("承接资格尚未到期。"), rules.PROVIDER_CLAUSE, code="not_over"))
    organisation.move("expire")
    organisation.save(update_fields=["state"])
    record(
        actor,
        "organisations.qualification_expired",
        organisation,
        stream=stream(organisation.pk),
        basis=rules.PROVIDER_CLAUSE,
        data={"valid_to": organisation.valid_to},
    )
    publish(actor, events.StandingChanged(organisation.pk))
    return organisation


def _keep(actor: Actor, organisation: Organisation, facts: Mapping[str, Any]) -> None:
    """The condition, and its file as an attachment that is read by whom ``policies.may_read_conditions`` lets."""
    given = {key: value for key, value in facts.items() if key != "upload"}
    condition = Condition.objects.create(provider=organisation, **given)
    if facts.get("upload") is None:
        return
    condition.attachment = attach(
        actor,
        owner=f"organisations.Condition:{condition.pk}",
        kind="condition",
        title=condition.evidence or str(ConditionKind(condition.kind).label),
        upload=facts["upload"],
        organisation_id=organisation.pk,
        valid_until=condition.valid_until,
    )
    condition.save(update_fields=["attachment"])


def _decide(actor: Actor, condition: Condition, decision: Mapping[str, Any]) -> None:
    condition.decision = Decision.ACCEPTED if decision["accept"] else Decision.RETURNED
    condition.note = decision.get("note", "")
    if decision["accept"] and "valid_until" in decision:
        condition.valid_until = decision["valid_until"]
    condition.decided_by_id, condition.decided_on = actor.user_id, clock.today()
    condition.save(update_fields=["decision", "note", "valid_until", "decided_by", "decided_on"])


def _settle(organisation: Organisation, accepted: bool) -> None:
    """The state and the end of validity that follow from what is accepted now."""
    today = clock.today()
    standing = queries.accepted_conditions(organisation.pk, today)
    if organisation.state == OrganisationState.SUBMITTED:
        if accepted:
            require(rules.six_conditions(standing, today, queries.conditions_url(organisation.pk)))
        organisation.move("qualify" if accepted else "return")
    ends = [c.valid_until for c in standing if c.valid_until is not None]
    organisation.valid_to = min(ends, default=None) if organisation.state == OrganisationState.QUALIFIED else None
    organisation.save(update_fields=["state", "valid_to"])


def _not_ended(shown: Iterable[Mapping[str, Any]]) -> Verdict:
    today: dt.date = clock.today()
    ended = [ConditionKind(c["kind"]).label for c in shown if (end := c.get("valid_until")) is not None and end < today]
    if not ended:
        return ALLOWED
    names = "、".join(map(str, ended))
    return refuse(_("材料已过有效期，不能提交：%(conditions)s。") % {"conditions": names}, rules.PROVIDER_CLAUSE, code="ended")


def _nothing_pending(organisation: Organisation, shown: Iterable[Mapping[str, Any]]) -> Verdict:
    kinds = [c["kind"] for c in shown]
    if not kinds:
        return refuse(_("没有要提交的材料。"), rules.PROVIDER_CLAUSE, code="empty")
    if organisation.conditions.filter(decision=Decision.PENDING, kind__in=kinds).exists():
        return refuse(_("这项条件已有待审核的材料，请等审核结论。"), rules.PROVIDER_CLAUSE, code="pending")
    return ALLOWED


def _all_decided(pending: set[str], decided: Mapping[str, Mapping[str, Any]]) -> Verdict:
    if not pending:
        return refuse(_("没有待审核的材料。"), rules.PROVIDER_CLAUSE, code="nothing_pending")
    if left := pending - set(decided):
        names = "、".join(str(ConditionKind(k).label) for k in sorted(left))
        return refuse(_("还有条件没有审核结论：%(conditions)s。") % {"conditions": names}, rules.PROVIDER_CLAUSE, code="undecided")
    silent = [k for k in pending if not decided[k]["accept"] and not str(decided[k].get("note", "")).strip()]
    if silent:
        return refuse(_("退回须写明原因。"), rules.PROVIDER_CLAUSE, code="reason")
    today = clock.today()
    if any(decided[k]["accept"] and (end := decided[k].get("valid_until")) is not None and end < today for k in pending):
        return refuse(_("有效期早于今天，不能通过。"), rules.PROVIDER_CLAUSE, code="ended")
    return ALLOWED
