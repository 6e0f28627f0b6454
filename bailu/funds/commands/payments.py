"""The treasury's two people: one checks the order, another pays it. Paid once, whatever is clicked."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.funds import events, ledger, policies, queries, rules
from bailu.funds.models import PaymentOrder
from bailu.funds.tasks import CHECK, PAY
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish
from bailu.kernel.verdict import require


@act
def check_payment(actor: Actor, *, order_id: int, note: str = "") -> PaymentOrder:
    """The finance officer finds the order in order; the chief is asked to pay."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_check_payment(actor, order))
    order.move("check")
    order.checked_by_id, order.checked_at, order.note = actor.user_id, clock.now(), note
    order.save(update_fields=["state", "checked_by", "checked_at", "note"])
    settle(actor, CHECK, order, ref=str(order.pk))
    ask(actor, PAY, order, ref=str(order.pk))
    record(
        actor,
        "funds.payment_checked",
        order,
        basis=rules.FUNDS,
        reason=note,
        data={"amount": order.amount, "title": order.title},
    )
    return order


@act
def pay(actor: Actor, *, order_id: int) -> PaymentOrder:
    """Pay: the money leaves the encumbrance, and the room that asked is told. Not by who checked or asked for it."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_pay(actor, order))
    order.move("pay")
    order.paid_by_id, order.paid_at = actor.user_id, clock.now()
    order.save(update_fields=["state", "paid_by", "paid_at"])
    ledger.pay(actor, encumbrance_id=order.encumbrance_id, amount=order.amount, payee_id=order.payee_id, reference=order.reference)
    settle(actor, PAY, order, ref=str(order.pk))
    record(
        actor,
        "funds.paid",
        order,
        basis=rules.FUNDS,
        data={"amount": order.amount, "payee": order.payee.name, "title": order.title, "line": order.encumbrance.line.no},
    )
    publish(actor, events.Paid(order.pk, order.reference, order.encumbrance_id, order.amount))
    return order


@act
def reject_payment(actor: Actor, *, order_id: int, reason: str) -> PaymentOrder:
    """Do not pay, saying why; what it was asked for may be asked for again."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_reject_payment(actor, order))
    order.move("reject")
    order.note = reason
    order.save(update_fields=["state", "note"])
    for kind in (CHECK, PAY):
        settle(actor, kind, order, ref=str(order.pk))
    record(actor, "funds.payment_rejected", order, basis=rules.FUNDS, reason=reason, data={"amount": order.amount})
    publish(actor, events.Rejected(order.pk, order.reference, order.encumbrance_id, reason))
    return order
