"""The three public registers: notices, results, contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.organisations.enums import DivisionLevel
from bailu.organisations.models import Division
from bailu.planning.enums import Population
from bailu.planning.models import Project
from bailu.procurement.enums import Method, ProcedureState
from bailu.procurement.models import Procedure
from bailu.publicity.queries import everyday, home, purchases
from bailu.ui import search
from bailu.ui.registers import PROJECT_NO, Column, Filter, Register, day, moment, money, named


def districts() -> list[tuple[str, Words]]:
    found = Division.objects.filter(level__in=(DivisionLevel.CITY, DivisionLevel.DISTRICT)).order_by("code")
    return [(division.code, division.name) for division in found]


def page(row: Any) -> str:
    return reverse("publicity:purchase", args=[row.project_no])


def of_population(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(project_no__in=Project.objects.filter(populations__contains=[value]).values("no"))


def of_district(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Where it serves; where the plan names no division, the purchaser's own."""
    served = Q(division_id__startswith=value) | Q(division=None, county=value)
    return rows.filter(project_no__in=Project.objects.filter(served).values("no"))


class PublicRegister(Register):
    public = True
    base_template = "ui/public_base.html"
    search_hint = _("项目、编号、机构或服务人群，两个字就够")
    where: ClassVar[Sequence[Filter]] = (
        Filter("district", _("区域"), districts, apply=of_district),
        Filter("population", _("服务人群"), Population.choices, apply=of_population),
    )

    def get_queryset(self) -> QuerySet[Any]:
        """The same for everybody."""
        rows: QuerySet[Any] = type(self).rows()  # type: ignore[call-arg, misc]
        return rows

    def found(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """By the words of the purchase, or for the group that is meant."""
        asked, meant = search.query(self.query), everyday.groups(self.query)
        if asked is None or not meant:
            return super().found(rows)
        for_them = Project.objects.filter(populations__overlap=meant).values("no")
        return rows.filter(Q(**{self.search_field: asked}) | Q(project_no__in=for_them))


def stage(row: Procedure) -> str:
    """The value of the filter that finds this row."""
    if row.ended_at is not None:
        return "ended"
    if row.awarded_at is not None and row.state in (ProcedureState.AWARDED, ProcedureState.CONTRACTED):
        return "awarded"
    return "open" if row.deadline is not None and row.deadline > clock.now() else "review"


STAGES: dict[str, Words] = {"open": _("接受投标"), "review": _("评审中"), "awarded": _("已公告结果"), "ended": _("已终止")}


def state(row: Procedure) -> Words:
    """How far it is as far as the public knows: what is decided but not announced is still being reviewed."""
    return STAGES[stage(row)]


def _tone(row: Procedure) -> str:
    return {"ended": "stop", "open": "now", "awarded": "ok"}.get(stage(row), "line")


def _by_stage(rows: QuerySet[Procedure], value: str) -> QuerySet[Procedure]:
    now = clock.now()
    if value == "open":
        return rows.filter(ended_at=None, deadline__gt=now)
    if value == "ended":
        return rows.filter(ended_at__isnull=False)
    known = rows.filter(ended_at=None, deadline__lte=now)
    done = (ProcedureState.AWARDED, ProcedureState.CONTRACTED)
    return known.filter(state__in=done) if value == "awarded" else known.exclude(state__in=done)


def _standing(row: Any) -> Words:
    return _("已作废") if row.fallen else _("有效")


BUYER = Column("purchaser", _("购买主体"), "purchaser.name")
SELLER = Column("provider", _("承接主体"), "provider.name", sort="provider__sort_key")
BY_METHOD = Filter("method", _("采购方式"), Method.choices)


class Notices(PublicRegister):
    title = pgettext_lazy("名册", "采购公告")
    intro = _("依法公开的采购公告，从发布当天起。")
    default_sort = "-published_at"
    empty = (_("还没有采购公告"), _("购买主体发布公告后，当天在这里公开。"))
    columns: ClassVar[Sequence[Column]] = (
        named(_("项目"), link=page, sub=Column("number", _("采购编号"))),
        BUYER,
        Column("method", _("采购方式"), "get_method_display"),
        money("budget_amount", _("预算金额")),
        moment("published_at", _("公告时间")),
        moment("deadline", _("投标截止时间")),
        Column("state", _("进展"), state, look="tag", tone=_tone),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Filter("stage", _("进展"), tuple(STAGES.items()), apply=_by_stage),
        BY_METHOD,
        *PublicRegister.where,
    )
    rows = purchases.notices


class Results(PublicRegister):
    title = pgettext_lazy("名册", "中标（成交）结果")
    intro = _("结果公告含供应商、金额和评审专家名单，见各项目页面。")
    default_sort = "-noticed_at"
    search_field = "procedure__search"
    empty = (_("还没有结果公告"), _("确定供应商后两个工作日内公告。"))
    columns = (
        named(_("项目"), "procedure.title", link=page, sub=PROJECT_NO),
        replace(BUYER, value="procedure.purchaser.name"),
        replace(SELLER, label=_("中标（成交）供应商")),
        money("amount", _("金额")),
        moment("noticed_at", _("公告时间")),
        Column("state", _("状态"), _standing, look="tag", tone=lambda row: "stop" if row.fallen else "ok"),
    )
    filters = (replace(BY_METHOD, field="procedure__method"), *PublicRegister.where)
    rows = home.results


class Contracts(PublicRegister):
    title = pgettext_lazy("名册", "合同")
    intro = _("签订后两个工作日内公告的政府采购合同。")
    default_sort = "-published_at"
    empty = (_("还没有公告的合同"), _("合同签订后两个工作日内公告。"))
    columns = (
        named(_("项目"), link=page, sub=Column("no", _("合同编号"))),
        BUYER,
        SELLER,
        money("amount", _("合同金额")),
        day("term_from", _("服务开始")),
        day("term_to", _("服务结束")),
        moment("published_at", _("公告时间")),
    )
    filters = PublicRegister.where
    rows = home.contracts
