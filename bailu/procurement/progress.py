"""Steps by which the rooms above (award, contracts) move a procedure on."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.errors import OutOfScope
from bailu.procurement.models import Procedure

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
        stream=procedure.project_no,
        basis=procedure.LIFECYCLE.moves[name].basis,
        data={"state": procedure.state},
    )
    return procedure
