"""The registers of budget lines and of payment orders."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.funds import policies, queries
from bailu.funds.enums import FundingSource, LinePurpose, LineState, OrderState
from bailu.funds.models import BudgetLine
from bailu.organisations.registers import PURCHASER, by_purchaser
from bailu.ui.addresses import purchase
from bailu.ui.registers import NO, STATE, Column, Filter, Register, by_state, by_year, moment, money, named

BY_SOURCE = Filter("source", _("资金来源"), FundingSource.choices)


class BudgetRegister(Register):
    title = _("预算")
    intro = _("各单位购买服务的预算项目，和每一项还可用多少。")
    search_hint = _("编号、名称、单位")
    default_sort = "-no"
    empty = (_("还没有预算项目"), _("预算由购买主体编制，经财政部门批准后用于项目。"))
    columns = (
        NO,
        named(_("名称"), sub=Column("giver", _("出资方"))),
        PURCHASER,
        Column("source", _("资金来源"), "get_source_display", sub=Column("purpose", _("用途"), "get_purpose_display")),
        money("amount", _("金额"), sub=Column("given", _("调整后"), look="money")),
        money("available", _("可用")),
        money("encumbered", _("已占用")),
        money("paid", _("已支付")),
        STATE,
    )
    filters = (
        by_year(BudgetLine),
        by_purchaser(BudgetLine),
        BY_SOURCE,
        Filter("purpose", _("用途"), LinePurpose.choices),
        by_state(LineState),
    )
    rows = queries.lines
    begins = (_("编制预算"), "funds:propose_line", policies.may_propose_line)


class PaymentRegister(Register):
    title = pgettext_lazy("名册", "支付")
    intro = _("支付令：先由财政经办人审核，再由财政负责人支付。")
    search_hint = _("项目编号、事由、收款单位")
    empty = (_("还没有支付令"), _("合同款和评估费到期申请后，支付令在这里审核和支付。"))
    columns = (
        Column("project_no", _("项目"), link=lambda row: purchase(row.project_no), sort="project_no"),
        named(_("事由")),
        Column("payee", _("收款单位"), look="org"),
        money("amount", _("金额")),
        Column("purchaser", _("购买主体"), "encumbrance.line.purchaser.name", sub=Column("line", _("预算项目"), "encumbrance.line.no")),
        STATE,
        moment("created_at", _("申请时间")),
        moment("paid_at", _("支付时间")),
    )
    filters = (
        by_state(OrderState),
        Filter("year", _("支付年份"), queries.recent_years, apply=queries.paid_in_year),
        Filter("month", _("支付月份"), queries.recent_months, apply=queries.paid_in),
        replace(BY_SOURCE, field="encumbrance__line__source"),
        by_purchaser(BudgetLine, field="encumbrance__line__purchaser_id"),
    )
    rows = queries.orders
