"""The registers of contracts and of payment claims."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.contracts import policies, queries
from bailu.contracts.enums import ClaimState, ContractState
from bailu.organisations.registers import PROVIDER, PURCHASER, within
from bailu.ui.addresses import purchase
from bailu.ui.registers import PAGE, PROJECT_NO, STATE, Column, Register, by_state, day, due, moment, money, named


def _kept(row: Any) -> str:
    """A claim that was paid is no longer overdue."""
    return "ok" if row.state == ClaimState.PAID else ""


class ContractRegister(Register):
    title = pgettext_lazy("名册", "合同")
    intro = _("每一个购买项目一份合同：六项内容、目标、分期付款和期限。")
    search_hint = _("项目编号、名称、单位")
    empty = (_("还没有合同"), _("中标（成交）结果公告后，由购买主体起草合同。"))
    columns = (
        Column("no", _("合同编号"), link=PAGE, sort="no"),
        named(_("项目"), link=lambda row: purchase(row.project_no), sub=PROJECT_NO),
        PURCHASER,
        PROVIDER,
        money("amount", _("合同金额")),
        day("term_from", _("开始")),
        day("term_to", _("结束")),
        moment("signed_at", _("签订时间")),
        STATE,
    )
    filters = (by_state(ContractState), within("purchaser", queries.contracts), within("provider", queries.contracts))
    rows = queries.contracts


class ClaimRegister(Register):
    title = _("请款")
    intro = _("承接主体按期申请合同款：购买主体审核，财政部门支付。付款条件达到后，在合同页申请。")
    search_field = "contract__search"
    search_hint = _("项目编号、名称、单位")
    empty = (_("还没有请款"), _("付款条件达到后，由承接主体在合同页申请。"))
    columns = (
        Column("contract", _("合同"), "contract.no", link=PAGE),
        named(_("项目"), "contract.title", link=lambda row: purchase(row.contract.project_no)),
        Column("milestone", _("期次"), "milestone.no", sub=Column("kind", _("付款节点"), "milestone.get_kind_display")),
        Column("provider", _("承接主体"), "contract.provider", look="org"),
        money("amount", _("请款金额")),
        due("pay_due", _("付款期限"), tone=_kept),
        moment("paid_at", _("支付时间")),
        replace(STATE, sub=Column("returned_reason", _("退回原因"))),
    )
    filters = (by_state(ClaimState),)
    rows = queries.claims
    #: A claim is made on the page of its contract.
    begins = (_("选合同申请合同款"), "contracts:register", policies.may_choose_to_claim)
