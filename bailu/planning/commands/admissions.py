"""Widening the pilot: groups and fields beyond those clause 2 names, each with who admitted it and why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.funds.numbering import next_number
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import refuse, require
from bailu.planning import policies, queries, rules
from bailu.planning.enums import AdmissionKind, AdmissionState, Population, ServiceField
from bailu.planning.models import AdmittedPopulation
from bailu.planning.tasks import ADMIT


@step
def _next_code(kind: str) -> str:
    """POP09 follows the eight, FLD12 the eleven."""
    listed, prefix = (Population, "POP") if kind == AdmissionKind.POPULATION else (ServiceField, "FLD")
    return f"{prefix}{len(listed) + next_number(prefix):02d}"


@act
def request_population(
    actor: Actor, *, name: str, reason: str, kind: str = AdmissionKind.POPULATION, name_en: str = ""
) -> AdmittedPopulation:
    """Ask the leading group's office to admit a further group or field. Refused when it is listed, admitted or asked for already."""
    require(policies.may_request_population(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    name = name.strip()
    listed = Population if kind == AdmissionKind.POPULATION else ServiceField
    if name in {str(label) for label in listed.labels}:
        require(refuse(_("“%(name)s”已在名单上，可以直接选择。") % {"name": name}, rules.SCOPE, code="listed"))
    if AdmittedPopulation.objects.filter(kind=kind, name=name).exclude(state=AdmissionState.REFUSED).exists():
        require(refuse(_("“%(name)s”已经申请过或已经纳入。") % {"name": name}, rules.SCOPE, code="asked"))
    asked = AdmittedPopulation.objects.create(
        code=_next_code(kind),
        kind=kind,
        name=name,
        name_en=name_en.strip(),
        reason=reason.strip(),
        requested_for_id=actor.organisation_id,
        requested_by_id=actor.user_id,
    )
    office = queries.leading_office()
    if office is not None:
        ask(actor, ADMIT, asked, organisation_id=office.pk)
    data = {"code": asked.code, "name": name, "kind": kind}
    record(actor, "planning.population_requested", asked, basis=rules.SCOPE, reason=reason, data=data)
    return asked


@act
def admit_population(actor: Actor, *, admission_id: int, decision: str) -> AdmittedPopulation:
    """The office admits it, saying why; from now on needs and projects may name it."""
    return _decide(actor, admission_id, "admit", decision)


@act
def refuse_population(actor: Actor, *, admission_id: int, decision: str) -> AdmittedPopulation:
    """The office does not admit it, saying why."""
    return _decide(actor, admission_id, "refuse", decision)


def _decide(actor: Actor, admission_id: int, move: str, decision: str) -> AdmittedPopulation:
    asked = queries.lock_admission(actor, admission_id)
    require(policies.may_decide_population(actor, asked))
    require(rules.reason_given(decision))
    asked.move(move)
    asked.decision, asked.decided_at = decision.strip(), clock.now()
    asked.decided_by_id, asked.decided_for_id = actor.user_id, actor.organisation_id
    asked.save(update_fields=["state", "decision", "decided_at", "decided_by", "decided_for"])
    settle(actor, ADMIT, asked)
    verb = "planning.population_admitted" if move == "admit" else "planning.population_refused"
    data = {"code": asked.code, "name": asked.name}
    record(actor, verb, asked, basis=rules.SCOPE, reason=decision, data=data)
    return asked
