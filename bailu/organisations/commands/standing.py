"""Keeping an organisation out for a time, or for good, and letting it in again."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish
from bailu.kernel.verdict import refuse, require
from bailu.organisations import events, policies, queries, rules
from bailu.organisations.commands.bodies import stream
from bailu.organisations.lifecycle import ORGANISATION
from bailu.organisations.models import Organisation


@act
def suspend(actor: Actor, *, organisation_id: int, reason: str, until: dt.date | None = None) -> Organisation:
    """Suspend an organisation, to the end of a day or until lifted (clause 5.4)."""
    return _restrict(actor, organisation_id, "suspend", "organisations.suspended", reason, until)


@act
def bar(actor: Actor, *, organisation_id: int, reason: str, until: dt.date | None = None) -> Organisation:
    """Keep an organisation out of government procurement (采购法 77), to the end of a day or until lifted."""
    return _restrict(actor, organisation_id, "bar", "organisations.barred", reason, until)


@act
def lift_restriction(actor: Actor, *, organisation_id: int, reason: str) -> Organisation:
    """Let an organisation in again. A provider whose conditions no longer hold applies anew."""
    organisation = queries.lock(actor, organisation_id)
    conditions = queries.accepted_conditions(organisation.pk, clock.today())
    move = policies.lift_move(organisation, conditions_hold=rules.six_conditions(conditions, clock.today()).allowed)
    require(policies.may_restrict(actor, organisation, move))
    organisation.move(move)
    organisation.standing_until, organisation.standing_reason = None, ""
    organisation.save(update_fields=["state", "standing_until", "standing_reason"])
    record(actor, "organisations.restored", organisation, stream=stream(organisation.pk), basis="XM2015:5.4", reason=reason)
    publish(actor, events.StandingChanged(organisation.pk))
    return organisation


def _restrict(actor: Actor, organisation_id: int, move: str, verb: str, reason: str, until: dt.date | None) -> Organisation:
    organisation = queries.lock(actor, organisation_id)
    require(policies.may_restrict(actor, organisation, move))
    basis = ORGANISATION.moves[move].basis
    if not reason.strip():
        require(refuse(_("暂停或禁止须写明原因。"), basis, code="reason"))
    if until is not None and until < clock.today():
        require(refuse(_("限制期不得早于今天。"), basis, code="until"))
    organisation.move(move)
    organisation.standing_until, organisation.standing_reason = until, reason.strip()
    organisation.save(update_fields=["state", "standing_until", "standing_reason"])
    record(actor, verb, organisation, stream=stream(organisation.pk), basis=basis, reason=reason, data={"until": until})
    publish(actor, events.StandingChanged(organisation.pk))
    return organisation
