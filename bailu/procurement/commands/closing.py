"""The deadline: bidding closes by itself."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.audit.commands import record
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import Refused
from bailu.kernel.verdict import refuse, require
from bailu.planning import progress as planning
from bailu.planning.enums import Station
from bailu.procurement import policies, queries, tasks
from bailu.procurement.enums import ProcedureState
from bailu.procurement.lifecycle import OPENERS
from bailu.procurement.models import Procedure


@act
def close_bidding(actor: Actor, *, procedure_id: int) -> Procedure:
    """Close at the deadline and ask for the opening. The tick does it; the buyer's side may, too.

    Raises OutOfScope, Forbidden, and Refused before the deadline.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_close(actor, procedure))
    return close(actor, procedure)


@step
def close(actor: Actor, procedure: Procedure) -> Procedure:
    """The deadline has passed: no bid is taken any more."""
    deadline = queries.deadline_of(procedure)
    if clock.now() < deadline:
        require(refuse(_("未到投标截止时间，不能截止。"), "PL2014:35", code="early"))
    procedure.move("close")
    procedure.closed_at = clock.now()
    procedure.save(update_fields=["state", "closed_at"])
    record(actor, "procurement.closed", procedure, basis="PL2014:35", data={"deadline": deadline})
    for role in OPENERS[:2]:
        office = procedure.handler_id if role == OPENERS[0] else procedure.purchaser_id
        ask(actor, tasks.OPEN, procedure, role=role, organisation_id=office, due=procedure.opens_at)
    planning.advance(actor, procedure.project_no, Station.OPENING, due_at=procedure.opens_at, what=gettext_noop("开标"))
    return procedure


def close_due() -> int:
    """The sweep of the tick: every procedure whose deadline has passed, each in an act of its own."""
    due = Procedure.objects.filter(state=ProcedureState.PUBLISHED, deadline__lte=clock.now()).order_by("deadline", "pk")
    closed = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            close_bidding(SYSTEM, procedure_id=pk)
            closed += 1
        except Refused:  # another process closed it meanwhile, or the deadline was moved
            continue
    return closed
