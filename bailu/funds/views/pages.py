"""Pages to read: a budget line with its ledger, a payment order."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.funds import grounds, ledger, policies, queries
from bailu.funds.enums import AccountKind, LineState, OrderState
from bailu.funds.models import BudgetLine, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.ui.steps import Step
from bailu.ui.views_base import ActorView

Offer = tuple[str, str, Callable[[Actor, PaymentOrder], Verdict]]


def line_steps(actor: Actor, line: BudgetLine) -> list[Step]:
    """What can be done with the line in its state, by whomever."""
    offers = {
        LineState.DRAFT: (("submit_line", _("报送预算"), policies.may_submit_line), ("revise_line", _("修改"), policies.may_revise_line)),
        LineState.RETURNED: (
            ("revise_line", _("修改"), policies.may_revise_line),
            ("submit_line", _("报送预算"), policies.may_submit_line),
        ),
        LineState.SUBMITTED: (
            ("approve_line", _("批准预算"), policies.may_approve_line),
            ("return_line", _("退回预算"), policies.may_return_line),
        ),
        LineState.APPROVED: (
            ("supplement_line", _("追加预算"), policies.may_supplement_line),
            ("transfer", _("预算调剂"), policies.may_propose_movement),
            ("carry_over", _("年末结转"), policies.may_propose_movement),
            ("give_back", _("结余交回"), policies.may_propose_movement),
            ("close_line", _("结清预算"), policies.may_close_line),
        ),
    }
    found = offers.get(LineState(line.state), ())
    return [
        Step(label, reverse(f"funds:{name}", args=[line.no]), may(actor, line), basis="XM2015:3.6", primary=at == 0)
        for at, (name, label, may) in enumerate(found)
    ]


def order_steps(actor: Actor, order: PaymentOrder) -> list[Step]:
    offers: dict[OrderState, tuple[Offer, ...]] = {
        OrderState.REQUESTED: (("check_payment", _("审核支付"), policies.may_check_payment),),
        OrderState.CHECKED: (("pay", _("支付"), policies.may_pay),),
    }
    found = offers.get(OrderState(order.state), ())
    if found:
        found = (*found, ("reject_payment", _("不予支付"), policies.may_reject_payment))
    return [
        Step(label, reverse(f"funds:{name}", args=[order.pk]), may(actor, order), basis="XM2015:3.6", primary=at == 0)
        for at, (name, label, may) in enumerate(found)
    ]


class LinePage(ActorView):
    """What was given, what is spoken for by which purchase, what was paid, and every movement."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        line = queries.line_by_no(self.actor, no)
        balances = ledger.balances(line.pk)
        parts = [(AccountKind(kind).label, balances[kind]) for kind in (AccountKind.PAID, AccountKind.ENCUMBERED, AccountKind.AVAILABLE)]
        context = {
            "line": line,
            "given": balances[AccountKind.APPROPRIATION],
            "parts": parts,
            "held": line.encumbrances.order_by("-pk")[: queries.SHOWN],
            "entries": queries.book(line.pk)[: queries.SHOWN],
            "shown": queries.SHOWN,
            "steps": line_steps(self.actor, line),
        }
        return self.render("funds/line.html", context)


class PaymentPage(ActorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = queries.order(self.actor, pk)
        context = {
            "order": order,
            "steps": order_steps(self.actor, order),
            "grounds": grounds.of(order.reference),
        }
        return self.render("funds/payment.html", context)
