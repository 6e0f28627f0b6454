"""The registers of contracts and of payment claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.contracts import queries
from bailu.contracts.enums import ClaimState, ContractState
from bailu.contracts.models import Contract
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.ui.addresses import purchase
from bailu.ui.registers import Column, Filter, Register

TONES: dict[str, str] = {
    ContractState.DRAFT: "warn",
    ContractState.OFFERED: "warn",
    ContractState.SIGNED: "now",
    ContractState.IN_SERVICE: "now",
    ContractState.ACCEPTED: "ok",
    ContractState.SETTLED: "ok",
    ClaimState.SUBMITTED: "warn",
    ClaimState.APPROVED: "now",
    ClaimState.PAID: "ok",
    ClaimState.RETURNED: "stop",
}


def _tone(row: Any) -> str:
    return TONES.get(row.state, "")


def _kept(row: Any) -> str:
    """A claim that was paid is no longer overdue."""
    return "ok" if row.state == ClaimState.PAID else ""


class ContractRegister(Register):
    title = pgettext_lazy("名册", "合同")
    intro = _("每一个购买项目一份合同：六项内容、目标、分期付款和期限。")
    search_field = "search"
    search_hint = _("项目编号、名称、单位")
    default_sort = "-pk"
    empty_title = _("还没有合同")
    empty_text = _("中标（成交）结果公告后，由购买主体起草合同。")
    columns = (
        Column("no", _("合同编号"), link=lambda row: row.get_absolute_url(), sort="no"),
        Column("title", _("项目"), lead=True, link=lambda row: purchase(row.project_no), sub="project_no"),
        Column("purchaser", _("购买主体"), look="org"),
        Column("provider", _("承接主体"), look="org"),
        Column("amount", _("合同金额"), look="money", sort="amount"),
        Column("term_from", _("开始"), look="date", sort="term_from"),
        Column("term_to", _("结束"), look="date", sort="term_to"),
        Column("signed_at", _("签订时间"), look="moment", sort="signed_at"),
        Column("state", _("状态"), value="state_label", look="tag", tone=_tone),
    )

    @property
    def filters(self) -> tuple[Filter, ...]:  # type: ignore[override]
        """Only parties of contracts in the reader's scope can be chosen."""
        rows = Contract.objects.visible_to(self.actor)
        return (
            Filter("state", _("状态"), ContractState.choices),
            Filter("purchaser", _("购买主体"), lambda: _parties(rows, "purchaser_id"), field="purchaser_id"),
            Filter("provider", _("承接主体"), lambda: _parties(rows, "provider_id"), field="provider_id"),
        )

    def get_queryset(self) -> QuerySet[Any]:
        return queries.contracts(self.actor)


def _parties(rows: QuerySet[Contract], side: str) -> list[tuple[int, Words]]:
    found = Organisation.objects.filter(pk__in=rows.values(side)).order_by("sort_key")
    return [(pk, name) for pk, name in found.values_list("pk", "name")]


class ClaimRegister(Register):
    title = _("请款")
    intro = _("承接主体按期申请合同款：购买主体审核，财政部门支付。付款条件达到后，在合同页申请。")
    search_field = "contract__search"
    search_hint = _("项目编号、名称、单位")
    default_sort = "-pk"
    empty_title = _("还没有请款")
    empty_text = _("付款条件达到后，由承接主体在合同页申请。")
    columns = (
        Column("contract", _("合同"), value="contract.no", link=lambda row: row.get_absolute_url()),
        Column("title", _("项目"), value="contract.title", lead=True, link=lambda row: purchase(row.contract.project_no)),
        Column("milestone", _("期次"), value=lambda row: row.milestone.no, sub=lambda row: row.milestone.get_kind_display()),
        Column("provider", _("承接主体"), value="contract.provider", look="org"),
        Column("amount", _("请款金额"), look="money", sort="amount"),
        Column("pay_due", _("付款期限"), look="due", sort="pay_due", tone=_kept),
        Column("paid_at", _("支付时间"), look="moment", sort="paid_at"),
        Column("state", _("状态"), value="state_label", look="tag", tone=_tone, sub="returned_reason"),
    )
    filters = (Filter("state", _("状态"), ClaimState.choices),)

    def get_queryset(self) -> QuerySet[Any]:
        return queries.claims(self.actor)

    def actions(self) -> Sequence[tuple[Words, str]]:
        """A claim is made on the page of its contract."""
        serves = self.actor.has(Role.PROVIDER_CLERK, Role.PROVIDER_HEAD)
        return ((_("选合同申请合同款"), reverse("contracts:register")),) if serves else ()
