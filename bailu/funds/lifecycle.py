"""How a budget line, a movement between lines and a payment order go: tables of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import BatchState as B
from bailu.funds.enums import ImportState as I
from bailu.funds.enums import LineState as L
from bailu.funds.enums import MovementState as M
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

MOVEMENT = Lifecycle(
    "funds.Movement",
    states=M,
    initial=(M.PROPOSED,),
    tones={M.PROPOSED: "warn", M.DONE: "ok", M.REFUSED: "stop"},
    moves=(
        Move("approve", (M.PROPOSED,), M.DONE, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("批准")),
        Move("refuse", (M.PROPOSED,), M.REFUSED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("不批准")),
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

PAYMENT_BATCH = Lifecycle(
    "funds.PaymentBatch",
    states=B,
    initial=(B.CHECKED,),
    tones={B.CHECKED: "warn", B.RELEASED: "warn", B.CLOSED: "ok"},
    moves=(
        Move("release", (B.CHECKED,), B.RELEASED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("批量支付")),
        Move(
            "withdraw",
            (B.CHECKED,),
            B.WITHDRAWN,
            roles=(Role.FINANCE_OFFICER, Role.FINANCE_CHIEF),
            basis="XM2015:3.6",
            label=_("撤回批次"),
        ),
        Move("reconcile", (B.RELEASED,), B.RELEASED, roles=(Role.FINANCE_OFFICER,), basis="XM2015:3.6", label=_("登记银行回单")),
        Move("close", (B.RELEASED,), B.CLOSED, roles=(Role.FINANCE_OFFICER,), basis="XM2015:3.6", label=_("对账完毕")),
    ),
)

LINE_IMPORT = Lifecycle(
    "funds.LineImport",
    states=I,
    initial=(I.READ,),
    tones={I.READ: "warn", I.WRITTEN: "warn", I.APPROVED: "ok"},
    moves=(
        Move("write", (I.READ,), I.WRITTEN, roles=(Role.FINANCE_OFFICER,), basis="XM2015:3.6", label=_("写入预算")),
        Move("drop", (I.READ,), I.DROPPED, roles=(Role.FINANCE_OFFICER,), basis="XM2015:3.6", label=_("放弃导入")),
        Move("approve", (I.WRITTEN,), I.APPROVED, roles=(Role.FINANCE_CHIEF,), basis="XM2015:3.6", label=_("批准全部")),
    ),
)
