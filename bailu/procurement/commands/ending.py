"""A procedure that leads nowhere: cancelled before its notice, failed after it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import refuse, require
from bailu.planning import progress as planning
from bailu.procurement import policies, progress, queries, rules, tasks
from bailu.procurement.enums import FailureKind
from bailu.procurement.models import Procedure


@act
def fail_procedure(actor: Actor, *, procedure_id: int, kind: str, reason: str) -> Procedure:
    """Declare the procedure failed on one of the four grounds of PL2014:36 (CK214:34): public, with the reason; bids that were not
    opened go back unopened; the project may be bought anew (PL2014:37). Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_fail(actor, procedure))
    ground = FailureKind(kind)
    count, prices = queries.valid_bids(procedure)
    if ground == FailureKind.TOO_FEW and procedure.closed_at is None:
        require(refuse(_("尚未截止，供应商家数还不能确定。"), "PL2014:36", code="open"))
    require(rules.failure_ground(ground, count, prices, procedure.budget_amount, procedure.method, procedure.regime))
    if not reason.strip():
        require(refuse(_("废标须写明理由，并通知所有投标人。"), "PL2014:36", code="reason"))
    return progress.fail(actor, procedure_id, ground, reason)


@act
def cancel_procedure(actor: Actor, *, procedure_id: int, reason: str) -> Procedure:
    """Give up a procedure that was never published. Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_cancel(actor, procedure))
    if not reason.strip():
        require(refuse(_("请写明撤销的理由。"), "PL2014:42", code="reason"))
    procedure.move("cancel")
    procedure.ended_at, procedure.end_reason = clock.now(), reason.strip()
    procedure.save(update_fields=["state", "ended_at", "end_reason"])
    record(actor, "procurement.cancelled", procedure, basis="PL2014:42", reason=reason.strip())
    tasks.settle_open(actor, procedure)
    planning.move(actor, procedure.project_no, "reopen")
    return procedure
