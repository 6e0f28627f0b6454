"""How a budget line and a payment order go: two tables of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import LineState as L
from bailu.funds.enums import OrderState as O
from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role

BUDGET_LINE = Lifecycle(
    "funds.BudgetLine",
    states=L,
    initial=(L.DRAFT,),
    tones={L.SUBMITTED: "warn", L.APPROVED: "ok", L.RETURNED: "stop"},
    moves=(
        Move("submit", (L.DRAFT, L.RETURNED), L.SUBMITTED, roles=(Role.PURCHASER_CLERK,), basis="XM2015:3.6", label=_("报送预算")),
        Move("approve", (L.SUBMITTED,), L.APPROVED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("批准预算")),
        Move("return", (L.SUBMITTED,), L.RETURNED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("退回预算")),
        Move("supplement", (L.APPROVED,), L.APPROVED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("追加预算")),
        Move("close", (L.APPROVED,), L.CLOSED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("结清预算")),
    ),
)

PAYMENT_ORDER = Lifecycle(
    "funds.PaymentOrder",
    states=O,
    initial=(O.REQUESTED,),
    tones={O.REQUESTED: "warn", O.CHECKED: "warn", O.PAID: "ok", O.REJECTED: "stop"},
    moves=(
        Move("check", (O.REQUESTED,), O.CHECKED, roles=(Role.FINANCE_OFFICER,), basis="XM2015:3.6", label=_("审核支付")),
        Move("pay", (O.CHECKED,), O.PAID, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("支付")),
        Move(
            "reject",
            (O.REQUESTED, O.CHECKED),
            O.REJECTED,
            roles=(Role.FINANCE_OFFICER, Role.FINANCE_CHIEF),
            basis="XM2015:3.6",
            label=_("不予支付"),
        ),
    ),
)
