"""The treasury's two people: one checks the order, another pays it. Paid once, whatever is clicked."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.funds import events, ledger, policies, queries, rules
from bailu.funds.models import PaymentOrder
from bailu.funds.tasks import CHECK, PAY
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.events import publish
from bailu.kernel.verdict import require


@act
def check_payment(actor: Actor, *, order_id: int, note: str = "") -> PaymentOrder:
    """The finance officer finds the order in order; the chief is asked to pay."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_check_payment(actor, order))
    check(actor, order, note)
    ask(actor, PAY, order, ref=str(order.pk))
    return order


@step
def check(actor: Actor, order: PaymentOrder, note: str) -> None:
    """An order is found in order, alone or in a batch."""
    order.move("check")
    order.checked_by_id, order.checked_at, order.note = actor.user_id, clock.now(), note
    order.save(update_fields=["state", "checked_by", "checked_at", "note"])
    settle(actor, CHECK, order, ref=str(order.pk))
    record(
        actor,
        "funds.payment_checked",
        order,
        basis=rules.FUNDS,
        reason=note,
        data={"amount": order.amount, "title": order.title},
    )


@act
def pay(actor: Actor, *, order_id: int) -> PaymentOrder:
    """Pay: the money leaves the encumbrance, and the room that asked is told. Not by who checked or asked for it."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_pay(actor, order))
    pay_out(actor, order, payer_id=actor.user_id)
    return order


@step
def pay_out(actor: Actor, order: PaymentOrder, *, payer_id: int | None, bank_reference: str = "") -> None:
    """The money leaves: on the payer's word at once, or when the bank confirms what he released."""
    order.move("pay")
    order.paid_by_id, order.paid_at, order.bank_reference = payer_id, clock.now(), bank_reference
    order.save(update_fields=["state", "paid_by", "paid_at", "bank_reference"])
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


@act
def reject_payment(actor: Actor, *, order_id: int, reason: str) -> PaymentOrder:
    """Do not pay, saying why; what it was asked for may be asked for again."""
    order = queries.lock_order(actor, order_id)
    require(policies.may_reject_payment(actor, order))
    turn_down(actor, order, reason)
    return order


@step
def turn_down(actor: Actor, order: PaymentOrder, reason: str) -> None:
    """Not paid: by the treasury's decision, or because the bank gave it back."""
    order.move("reject")
    order.note = reason
    order.save(update_fields=["state", "note"])
    for kind in (CHECK, PAY):
        settle(actor, kind, order, ref=str(order.pk))
    record(actor, "funds.payment_rejected", order, basis=rules.FUNDS, reason=reason, data={"amount": order.amount})
    publish(actor, events.Rejected(order.pk, order.reference, order.encumbrance_id, reason))
