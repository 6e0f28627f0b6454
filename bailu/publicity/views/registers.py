"""The three public registers: notices, results, contracts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from bailu.ui.registers import Column, Filter, Register


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


class Notices(PublicRegister):
    title = _("采购公告")
    intro = _("依法公开的采购公告，从发布当天起。")
    default_sort = "-published_at"
    search_field = "search"
    filters: ClassVar[Sequence[Filter]] = (
        Filter(
            "stage",
            _("进展"),
            tuple(STAGES.items()),
            apply=_by_stage,
        ),
        Filter("method", _("采购方式"), Method.choices),
        *PublicRegister.where,
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("title", _("项目"), link=page, sub="number", lead=True),
        Column("purchaser", _("购买主体"), value="purchaser.name"),
        Column("method", _("采购方式"), value="get_method_display"),
        Column("budget", _("预算金额"), value="budget_amount", look="money", sort="budget_amount"),
        Column("published", _("公告时间"), value="published_at", look="moment", sort="published_at"),
        Column("deadline", _("投标截止时间"), look="moment", sort="deadline"),
        Column("state", _("进展"), value=state, look="tag", tone=_tone),
    )
    empty_title = _("还没有采购公告")
    empty_text = _("购买主体发布公告后，当天在这里公开。")

    def get_queryset(self) -> QuerySet[Procedure]:
        return purchases.procedures().select_related("purchaser", "project")


class Results(PublicRegister):
    title = _("中标（成交）结果")
    intro = _("结果公告含供应商、金额和评审专家名单，见各项目页面。")
    default_sort = "-noticed_at"
    search_field = "procedure__search"
    filters = (Filter("method", _("采购方式"), Method.choices, field="procedure__method"), *PublicRegister.where)
    columns = (
        Column("title", _("项目"), value="procedure.title", link=page, sub="project_no", lead=True),
        Column("purchaser", _("购买主体"), value="procedure.purchaser.name"),
        Column("provider", _("中标（成交）供应商"), value="provider.name", sort="provider__sort_key"),
        Column("amount", _("金额"), look="money", sort="amount"),
        Column("noticed", _("公告时间"), value="noticed_at", look="moment", sort="noticed_at"),
        Column(
            "state",
            _("状态"),
            value=lambda row: _("已作废") if row.fallen else _("有效"),
            look="tag",
            tone=lambda row: "stop" if row.fallen else "ok",
        ),
    )
    empty_title = _("还没有结果公告")
    empty_text = _("确定供应商后两个工作日内公告。")

    def get_queryset(self) -> QuerySet[Any]:
        return home.results()


class Contracts(PublicRegister):
    title = _("合同")
    intro = _("签订后两个工作日内公告的政府采购合同。")
    default_sort = "-published_at"
    search_field = "search"
    filters = PublicRegister.where
    columns = (
        Column("title", _("项目"), link=page, sub="no", lead=True),
        Column("purchaser", _("购买主体"), value="purchaser.name"),
        Column("provider", _("承接主体"), value="provider.name", sort="provider__sort_key"),
        Column("amount", _("合同金额"), look="money", sort="amount"),
        Column("from", _("服务开始"), value="term_from", look="date", sort="term_from"),
        Column("to", _("服务结束"), value="term_to", look="date", sort="term_to"),
        Column("published", _("公告时间"), value="published_at", look="moment", sort="published_at"),
    )
    empty_title = _("还没有公告的合同")
    empty_text = _("合同签订后两个工作日内公告。")

    def get_queryset(self) -> QuerySet[Any]:
        return home.contracts()
