"""Orders paid together: one person checks them, another releases them to the bank, the bank's return decides each (clause 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bailu.audit.commands import record
from bailu.funds import policies, queries, rules
from bailu.funds.commands.payments import check, pay_out, turn_down
from bailu.funds.enums import OrderState
from bailu.funds.models import PaymentBatch, PaymentOrder
from bailu.funds.numbering import next_no
from bailu.funds.tasks import PAY, RECONCILE, RELEASE
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import refuse, require


@act
def put_together(actor: Actor, *, order_ids: Sequence[int], note: str = "") -> PaymentBatch:
    """Check all these orders and hand them to the chief as one. Refused whole when one of them is not to be checked any more."""
    require(policies.may_batch(actor))
    require(rules.some_chosen(len(order_ids)))
    orders = queries.lock_orders(actor, order_ids)
    if len(orders) != len(set(order_ids)):
        raise OutOfScope
    for order in orders:
        require(policies.may_put_in_batch(actor, order))
    assert actor.organisation_id is not None and actor.user_id is not None
    total = sum((order.amount for order in orders), Decimal("0.00"))
    batch = PaymentBatch.objects.create(
        no=next_no("F", clock.today().year), treasury_id=actor.organisation_id, count=len(orders), total=total, note=note,
        checked_by_id=actor.user_id,
    )  # fmt: skip
    for order in orders:
        if order.state == OrderState.REQUESTED:
            check(actor, order, note)
        order.batch = batch
        order.save(update_fields=["batch"])
        settle(actor, PAY, order, ref=str(order.pk))  # it waits with its batch now
    ask(actor, RELEASE, batch, ref=batch.no)
    record(actor, "funds.batch_made", batch, basis=rules.FUNDS, reason=note, data=_data(batch))
    return batch


def _data(batch: PaymentBatch) -> dict[str, object]:
    return {"no": batch.no, "count": batch.count, "total": batch.total}


@act
def release_batch(actor: Actor, *, batch_id: int) -> PaymentBatch:
    """Release the batch to the bank. Not by who put it together, nor by who checked or asked for any order in it."""
    batch = queries.lock_batch(actor, batch_id)
    require(policies.may_release_batch(actor, batch))
    for order in queries.orders_in(batch):
        require(policies.may_pay_in_batch(actor, order))
    batch.move("release")
    batch.released_by_id, batch.released_at = actor.user_id, clock.now()
    batch.save(update_fields=["state", "released_by", "released_at"])
    settle(actor, RELEASE, batch, ref=batch.no)
    ask(actor, RECONCILE, batch, ref=batch.no)
    record(actor, "funds.batch_released", batch, basis=rules.FUNDS, data=_data(batch))
    return batch


@act
def withdraw_batch(actor: Actor, *, batch_id: int, reason: str) -> PaymentBatch:
    """Take the batch apart before it is released; its orders stay checked and are paid otherwise."""
    batch = queries.lock_batch(actor, batch_id)
    require(policies.may_withdraw_batch(actor, batch))
    batch.move("withdraw")
    batch.note = reason
    batch.save(update_fields=["state", "note"])
    for order in queries.orders_in(batch):
        order.batch = None
        order.save(update_fields=["batch"])
        ask(actor, PAY, order, ref=str(order.pk))
    settle(actor, RELEASE, batch, ref=batch.no)
    record(actor, "funds.batch_withdrawn", batch, basis=rules.FUNDS, reason=reason, data=_data(batch))
    return batch


@act
def record_return(actor: Actor, *, batch_id: int, lines: Sequence[rules.BankLine]) -> PaymentBatch:
    """Record what the bank says of a released batch: paid orders are paid, refused ones may be asked for again.

    Refused whole, and nothing is changed, when a line names an order that is not waiting in this batch or another amount.
    The payer is who released the batch; the bank's return only says that the money has gone.
    """
    batch = queries.lock_batch(actor, batch_id)
    require(policies.may_record_return(actor, batch))
    orders = {order.no: order for order in queries.lock_orders(actor, [order.pk for order in queries.orders_in(batch)])}
    found = queries.mismatches(batch, lines)
    if found or not lines:
        require(refuse("".join(found[:3]) or rules.NO_LINES, rules.FUNDS, code="mismatch"))
    waiting = sum(order.state == OrderState.CHECKED for order in orders.values())
    for line in lines:
        _decide(actor, orders[line.no], line, batch)
    batch.move("reconcile")
    left = waiting - len(lines)
    if not left:
        batch.move("close")
        batch.closed_at = clock.now()
        settle(actor, RECONCILE, batch, ref=batch.no)
    batch.save(update_fields=["state", "closed_at"])
    data = _data(batch) | {"paid": sum(line.paid for line in lines), "refused": sum(not line.paid for line in lines), "left": left}
    record(actor, "funds.batch_reconciled", batch, basis=rules.FUNDS, data=data)
    return batch


def _decide(actor: Actor, order: PaymentOrder, line: rules.BankLine, batch: PaymentBatch) -> None:
    if line.paid:
        pay_out(actor, order, payer_id=batch.released_by_id, bank_reference=line.reference)
    else:
        turn_down(actor, order, line.reason)
