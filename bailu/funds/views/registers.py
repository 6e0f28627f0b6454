"""The registers of budget lines and of payment orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.funds import policies, queries
from bailu.funds.enums import FundingSource, LinePurpose, LineState, OrderState
from bailu.funds.models import BudgetLine
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.ui.addresses import purchase
from bailu.ui.registers import Column, Filter, Register

TONES: dict[str, str] = {
    LineState.APPROVED: "ok",
    LineState.SUBMITTED: "warn",
    LineState.RETURNED: "stop",
    OrderState.PAID: "ok",
    OrderState.REQUESTED: "warn",
    OrderState.CHECKED: "warn",
    OrderState.REJECTED: "stop",
}


def years() -> list[tuple[int, Words]]:
    found = BudgetLine.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


def purchasers() -> list[tuple[int, Words]]:
    found = Organisation.objects.filter(pk__in=BudgetLine.objects.values("purchaser_id")).order_by("sort_key")
    return [(pk, name) for pk, name in found.values_list("pk", "name")]


class BudgetRegister(Register):
    title = _("预算")
    intro = _("各单位购买服务的预算项目，和每一项还可用多少。")
    search_field = "search"
    search_hint = _("编号、名称、单位")
    default_sort = "-no"
    empty_title = _("还没有预算项目")
    empty_text = _("预算由购买主体编制，经财政部门批准后用于项目。")
    columns = (
        Column("no", _("编号"), link=lambda row: row.get_absolute_url(), sort="no"),
        Column("title", _("名称"), lead=True, link=lambda row: row.get_absolute_url(), sub=lambda row: row.giver),
        Column("purchaser", _("购买主体"), look="org"),
        Column("source", _("资金来源"), value=lambda row: row.get_source_display(), sub=lambda row: row.get_purpose_display()),
        Column("amount", _("金额"), look="money", sort="amount"),
        Column("available", _("可用"), look="money", sort="available"),
        Column("encumbered", _("已占用"), look="money", sort="encumbered"),
        Column("paid", _("已支付"), look="money", sort="paid"),
        Column("state", _("状态"), value=lambda row: row.state_label, look="tag", tone=lambda row: TONES.get(row.state, "")),
    )
    filters = (
        Filter("year", _("年度"), years),
        Filter("purchaser", _("购买主体"), purchasers, field="purchaser_id"),
        Filter("source", _("资金来源"), FundingSource.choices),
        Filter("purpose", _("用途"), LinePurpose.choices),
        Filter("state", _("状态"), LineState.choices),
    )

    def get_queryset(self) -> QuerySet[Any]:
        return queries.lines(self.actor)

    def actions(self) -> Sequence[tuple[Words, str]]:
        return ((_("编制预算"), reverse("funds:propose_line")),) if policies.may_propose_line(self.actor).allowed else ()


class PaymentRegister(Register):
    title = pgettext_lazy("名册", "支付")
    intro = _("支付令：先由财政经办人审核，再由财政负责人支付。")
    search_field = "search"
    search_hint = _("项目编号、事由、收款单位")
    default_sort = "-pk"
    empty_title = _("还没有支付令")
    empty_text = _("合同款和评估费到期申请后，支付令在这里审核和支付。")
    columns = (
        Column("project_no", _("项目"), link=lambda row: purchase(row.project_no), sort="project_no"),
        Column("title", _("事由"), lead=True, link=lambda row: row.get_absolute_url()),
        Column("payee", _("收款单位"), look="org"),
        Column("amount", _("金额"), look="money", sort="amount"),
        Column("purchaser", _("购买主体"), value="encumbrance.line.purchaser.name", sub="encumbrance.line.no", sub_label=_("预算项目")),
        Column("state", _("状态"), value=lambda row: row.state_label, look="tag", tone=lambda row: TONES.get(row.state, "")),
        Column("created_at", _("申请时间"), look="moment", sort="created_at"),
        Column("paid_at", _("支付时间"), look="moment", sort="paid_at"),
    )
    filters = (
        Filter("state", _("状态"), OrderState.choices),
        Filter("year", _("支付年份"), queries.recent_years, apply=queries.paid_in_year),
        Filter("month", _("支付月份"), queries.recent_months, apply=queries.paid_in),
        Filter("source", _("资金来源"), FundingSource.choices, field="encumbrance__line__source"),
        Filter("purchaser", _("购买主体"), purchasers, field="encumbrance__line__purchaser_id"),
    )

    def get_queryset(self) -> QuerySet[Any]:
        return queries.orders(self.actor)
