"""Steps by which the rooms above (award, contracts) move a procedure on."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.events import publish
from bailu.planning import progress as planning
from bailu.planning.enums import Station
from bailu.procurement import events, tasks
from bailu.procurement.enums import BidState
from bailu.procurement.models import Bid, Procedure

#: The moves made from above, the column that keeps their moment, and the verb of the audit line.
ABOVE = {
    "begin_review": "review_begun_at",
    "finish_review": "reviewed_at",
    "decide": "decided_at",
    "decide_next": "decided_at",
    "award": "awarded_at",
    "contract": "contracted_at",
}


@step
def lock(procedure_id: int) -> Procedure:
    """The procedure, locked until the act ends; without scope, for rooms above that have checked theirs. Raises ``OutOfScope``."""
    found = Procedure.objects.select_for_update().filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


@step
def move(actor: Actor, procedure_id: int, name: str) -> Procedure:
    """Move a procedure on after its opening: ``begin_review``, ``finish_review``, ``decide``, ``decide_next``, ``award``, ``contract``.

    Raises ``Refused`` when the state does not allow it; keeps the moment of the move.
    """
    column = ABOVE[name]
    procedure = lock(procedure_id)
    procedure.move(name)
    setattr(procedure, column, clock.now())
    procedure.save(update_fields=["state", column])
    record(
        actor,
        f"procurement.{name}",
        procedure,
        basis=procedure.LIFECYCLE.moves[name].basis,
        data={"state": procedure.state},
    )
    return procedure


@step
def fail(actor: Actor, procedure_id: int, kind: str, reason: str) -> Procedure:
    """End a published procedure as failed, with its public reason; sealed bids go back unopened and the project may be bought anew.

    Rooms above call it when the review or the award comes to nothing (PL2014:36, IR2015:49). Raises ``Refused``.
    """
    procedure = lock(procedure_id)
    procedure.move("fail")
    procedure.ended_at, procedure.failure_kind, procedure.end_reason = clock.now(), str(kind), reason.strip()
    procedure.save(update_fields=["state", "ended_at", "failure_kind", "end_reason"])
    for bid in Bid.objects.select_for_update().filter(procedure=procedure, state=BidState.SUBMITTED):
        bid.move("return_unopened")
        bid.sealed = None
        bid.save(update_fields=["state", "sealed"])
    record(
        actor,
        "procurement.failed",
        procedure,
        basis="PL2014:36",
        reason=procedure.end_reason,
        data={"kind": procedure.failure_kind},
    )
    tasks.settle_open(actor, procedure)
    planning.move(actor, procedure.project_no, "reopen")
    planning.advance(actor, procedure.project_no, Station.NOTICE)
    ask(actor, tasks.RESTART, procedure)
    publish(actor, events.ProcedureFailed(procedure.pk))
    return procedure
