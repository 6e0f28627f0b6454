"""Asking the treasury to pay: a step of the rooms above."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.funds import ledger, queries, rules
from bailu.funds.enums import OrderState
from bailu.funds.models import Encumbrance, PaymentOrder
from bailu.funds.tasks import CHECK
from bailu.inbox.commands import ask
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.money import yuan
from bailu.kernel.verdict import refuse, require
from bailu.organisations.models import Organisation
from bailu.ui.search import vector


@step
def request_payment(
    actor: Actor, *, encumbrance_id: int, amount: Decimal, payee_id: int, reference: str, title: str, due: dt.date | None = None
) -> PaymentOrder:
    """Ask the treasury of the encumbrance's line to pay, by the day ``due`` where there is a term.

    Refused when the same ``reference`` has an order already that was not rejected, and when this order and those that wait
    would together exceed what is left of the encumbrance (XM2015:3.6). The evaluation fee is paid to an evaluator only (XM2015:3.7).
    """
    amount = yuan(amount)
    held = Encumbrance.objects.get(pk=encumbrance_id)
    line = ledger.lock_line(held.line_id)
    held.refresh_from_db()
    if PaymentOrder.objects.filter(reference=reference).exclude(state=OrderState.REJECTED).exists():
        require(refuse(_("这笔款已经申请过支付，不会重复支付。"), rules.FUNDS, code="twice"))
    require(rules.positive(amount))
    require(rules.within_encumbrance(held.left - queries.waiting(held.pk), amount))
    payee = Organisation.objects.get(pk=payee_id)
    require(queries.fee_fits(held, payee_id))
    order = PaymentOrder.objects.create(
        encumbrance=held,
        project_no=held.project_no,
        amount=amount,
        payee=payee,
        reference=reference,
        title=title,
        due=due,
        requested_by_id=actor.user_id,
        search=vector(held.project_no, title, payee.name, line.no),
    )
    data = {"amount": amount, "payee": payee.name, "title": title, "line": line.no}
    record(actor, "funds.payment_requested", order, stream=held.project_no, basis=rules.FUNDS, data=data)
    ask(actor, CHECK, order, ref=str(order.pk))
    return order
