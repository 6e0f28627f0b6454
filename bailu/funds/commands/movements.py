"""Free money changes lines or goes back to its treasury: one proposes, the treasury's chief approves (clause 3.6)."""

from __future__ import annotations

from decimal import Decimal

from bailu.audit.commands import record
from bailu.funds import ledger, policies, queries, rules
from bailu.funds.enums import MovementKind
from bailu.funds.models import BudgetLine, Movement
from bailu.funds.tasks import MOVE
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.money import yuan
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, require


def _lawful(kind: str, source: BudgetLine, target: BudgetLine | None, amount: Decimal) -> Verdict:
    return all_of(
        rules.positive(amount),
        rules.may_move(kind, queries.whose(source), queries.whose(target) if target else None),
        rules.line_open(target.state, target.no) if target else ALLOWED,
        rules.year_over(kind, source.year, clock.today()),
        rules.within_available(ledger.available(source.pk), amount, source.no),
    )


@act
def propose_movement(actor: Actor, *, line_id: int, kind: str, amount: Decimal, reason: str, target_id: int | None = None) -> Movement:
    """Propose that free money of a line goes to another line of the year, to the next year's, or back to the treasury.

    Refused between treasuries, sources, givers or purposes, above what is available (PL2014:6), and before the year is over for a carry-over.
    """
    source = queries.lock_line(actor, line_id)
    require(policies.may_propose_movement(actor, source))
    target = queries.target_line(actor, source, target_id) if target_id and kind != MovementKind.RETURN else None
    amount = yuan(amount)
    require(_lawful(kind, source, target, amount))
    assert actor.user_id is not None
    moved = Movement.objects.create(kind=kind, source=source, target=target, amount=amount, reason=reason, proposed_by_id=actor.user_id)
    data = {"kind": str(kind), "from": source.no, "to": target.no if target else "", "amount": amount}
    record(actor, "funds.movement_proposed", moved, basis=rules.FUNDS, reason=reason, data=data)
    ask(actor, MOVE, moved, ref=f"movement:{moved.pk}")
    return moved


def _lock(actor: Actor, movement_id: int) -> Movement:
    """The movement in scope, its lines held before it. Raises OutOfScope."""
    found = Movement.objects.visible_to(actor).filter(pk=movement_id).values_list("source_id", "target_id").first()
    if found is None:
        raise OutOfScope
    lines = ledger.lock_lines(pk for pk in found if pk)
    moved = Movement.objects.select_for_update().get(pk=movement_id)
    moved.source = lines[moved.source_id]
    if moved.target_id:
        moved.target = lines[moved.target_id]
    return moved


@act
def approve_movement(actor: Actor, *, movement_id: int, note: str = "") -> Movement:
    """Approve, and carry it out in the same moment: a transaction on each line names the movement. Never by who proposed it."""
    moved = _lock(actor, movement_id)
    require(policies.may_approve_movement(actor, moved))
    require(_lawful(moved.kind, moved.source, moved.target, moved.amount))
    moved.move("approve")
    _decide(actor, moved, note)
    ledger.carry_out(actor, moved)
    data = {"kind": moved.kind, "from": moved.source.no, "to": moved.target.no if moved.target else "", "amount": moved.amount}
    record(actor, "funds.movement_approved", moved, basis=rules.FUNDS, reason=note, data=data)
    if moved.target:
        record(actor, "funds.movement_received", moved, stream=moved.target.stream, basis=rules.FUNDS, data=data)
    return moved


@act
def refuse_movement(actor: Actor, *, movement_id: int, reason: str) -> Movement:
    """Do not approve, saying why; the money stays where it is."""
    moved = _lock(actor, movement_id)
    require(policies.may_refuse_movement(actor, moved))
    moved.move("refuse")
    _decide(actor, moved, reason)
    record(actor, "funds.movement_refused", moved, basis=rules.FUNDS, reason=reason, data={"amount": moved.amount})
    return moved


def _decide(actor: Actor, moved: Movement, note: str) -> None:
    moved.decided_by_id, moved.decided_at, moved.note = actor.user_id, clock.now(), note
    moved.save(update_fields=["state", "decided_by", "decided_at", "note"])
    settle(actor, MOVE, moved, ref=f"movement:{moved.pk}")
