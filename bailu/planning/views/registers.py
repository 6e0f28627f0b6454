"""The registers of needs, of projects, and of what was admitted beyond the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.planning import policies, queries
from bailu.planning.enums import AdmissionKind, AdmissionState, Batch, NeedState, ProjectState, Station
from bailu.planning.forms.choices import population_choices
from bailu.planning.models import Need, Project
from bailu.planning.queries import districts
from bailu.ui.registers import Column, Filter, Register

TONES: dict[str, str] = {
    NeedState.ASSESSED: "ok",
    NeedState.SURVEYED: "warn",
    NeedState.RETURNED: "stop",
    ProjectState.SUBMITTED: "warn",
    ProjectState.DECLARED: "warn",
    ProjectState.RETURNED: "stop",
    ProjectState.CANCELLED: "stop",
    ProjectState.ACCEPTED: "ok",
    ProjectState.SETTLED: "ok",
    AdmissionState.ADMITTED: "ok",
    AdmissionState.REQUESTED: "warn",
    AdmissionState.REFUSED: "stop",
}


def _tone(row: Any) -> str:
    return TONES.get(row.state, "")


def _purchasers(held: QuerySet[Any]) -> list[tuple[int, Words]]:
    found = Organisation.objects.filter(pk__in=held.values("purchaser_id")).order_by("sort_key")
    return [(pk, name) for pk, name in found.values_list("pk", "name")]


def need_purchasers() -> list[tuple[int, Words]]:
    return _purchasers(Need.objects.all())


def project_purchasers() -> list[tuple[int, Words]]:
    return _purchasers(Project.objects.all())


def years() -> list[tuple[int, Words]]:
    return [(year, str(year)) for year in Project.objects.order_by("-year").values_list("year", flat=True).distinct()]


def _serving(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(populations__contains=[value])


def _due_what(row: Any) -> str:
    """Kept as the words of the code, said in the reader's language."""
    return gettext(row.next_due_what) if row.next_due_what else ""


class NamedRows(Register):
    """Rows whose groups are shown by name; the admitted ones are read once for the whole page."""

    @cached_property
    def names(self) -> dict[str, Words]:
        return {code: str(name) for code, name in population_choices()}

    def groups(self, row: Any) -> str:
        return "、".join(str(self.names.get(code, code)) for code in row.populations)

    def group_column(self) -> Column:
        return Column("populations", _("服务人群"), value=self.groups)


class NeedRegister(NamedRows):
    title = pgettext_lazy("名册", "需求")
    intro = _("各单位经摸底调查发现的需求。评估后才能立项。")
    search_field = "search"
    search_hint = _("编号、名称、单位、区域")
    default_sort = "-no"
    empty_title = _("还没有需求")
    empty_text = _("从提出一项需求开始：先调查，再评估，然后立项。")
    columns = (
        Column("no", _("编号"), link=lambda row: row.get_absolute_url(), sort="no"),
        Column("title", _("名称"), lead=True, link=lambda row: row.get_absolute_url(), sub="area"),
        Column("purchaser", _("购买主体"), look="org", sort="purchaser__sort_key"),
        Column("people_in_need", _("有需求人数"), look="number", sort="people_in_need"),
        Column("created_at", _("提出日期"), look="date", sort="created_at"),
        Column("state", _("状态"), value=lambda row: row.state_label, look="tag", tone=_tone),
    )
    filters = (
        Filter("state", _("状态"), NeedState.choices),
        Filter("population", _("服务人群"), population_choices, apply=_serving),
        Filter("purchaser", _("购买主体"), need_purchasers, field="purchaser_id"),
    )

    def get_columns(self) -> Sequence[Column]:
        return (*self.columns[:3], self.group_column(), *self.columns[3:])

    def get_queryset(self) -> QuerySet[Any]:
        return queries.needs(self.actor)

    def actions(self) -> Sequence[tuple[Words, str]]:
        return ((_("提出需求"), reverse("planning:start_need")),) if policies.may_start_need(self.actor).allowed else ()


class ProjectRegister(NamedRows):
    export_fields = (
        "no", "title", "area", "purchaser__name", "purchaser__short_name", "populations", "amount", "station", "state", "next_due_at", "next_due_what",
    )  # fmt: skip
    title = pgettext_lazy("名册", "项目")
    intro = _("从立项到结清的每一次购买，和它现在所处的环节。")
    search_field = "search"
    search_hint = _("编号、名称、单位、区域")
    default_sort = "-no"
    empty_title = _("还没有项目")
    empty_text = _("项目以已评估的需求为依据：核算成本、提出四类目标，再申请预算。")
    columns = (
        Column("no", _("编号"), link=lambda row: row.get_absolute_url(), sort="no"),
        Column("title", _("名称"), lead=True, link=lambda row: row.get_absolute_url(), sub="area"),
        Column("purchaser", _("购买主体"), look="org", sort="purchaser__sort_key"),
        Column("amount", _("金额"), look="money", sort="amount"),
        Column("station", _("所处环节"), value=lambda row: Station(row.station).label, look="tag"),
        Column("state", _("状态"), value=lambda row: row.state_label, look="tag", tone=_tone),
        Column("next_due_at", _("下一期限"), look="due", sort="next_due_at", sub=_due_what),
    )
    filters = (
        Filter("station", _("所处环节"), Station.choices),
        Filter("state", _("状态"), ProjectState.choices),
        Filter("purchaser", _("购买主体"), project_purchasers, field="purchaser_id"),
        Filter("population", _("服务人群"), population_choices, apply=_serving),
        Filter("district", _("服务区"), districts.district_choices, apply=districts.serving_district),
        Filter("year", _("年度"), years),
        Filter("batch", _("试点批次"), Batch.choices),
    )

    def get_columns(self) -> Sequence[Column]:
        return (*self.columns[:3], self.group_column(), *self.columns[3:])

    def get_queryset(self) -> QuerySet[Any]:
        return queries.projects(self.actor)

    def actions(self) -> Sequence[tuple[Words, str]]:
        return ((_("编制项目"), reverse("planning:start_project")),) if policies.may_start_project(self.actor).allowed else ()


class AdmissionRegister(Register):
    title = _("试点范围")
    intro = _("文件列明的八类人群和十一个领域之外，经领导小组办公室同意纳入的。")
    default_sort = "-code"
    empty_title = _("还没有增列的人群或领域")
    empty_text = _("名单之外的人群，由购买主体申请，领导小组办公室说明理由后纳入。")
    columns = (
        Column("code", _("代码"), link=lambda row: row.get_absolute_url(), sort="code"),
        Column(
            "name", _("名称"), value="label", lead=True, link=lambda row: row.get_absolute_url(), sub=lambda row: row.get_kind_display()
        ),
        Column("requested_for", _("申请单位"), look="org"),
        Column("decided_for", _("审批单位"), value=lambda row: row.decided_for.name if row.decided_for else ""),
        Column("decision", _("审批意见")),
        Column("decided_at", _("审批时间"), look="moment", sort="decided_at"),
        Column("state", _("状态"), value=lambda row: row.state_label, look="tag", tone=_tone),
    )
    filters = (
        Filter("kind", _("类别"), AdmissionKind.choices),
        Filter("state", _("状态"), AdmissionState.choices),
    )

    def get_queryset(self) -> QuerySet[Any]:
        return queries.admissions(self.actor)

    def actions(self) -> Sequence[tuple[Words, str]]:
        allowed = policies.may_request_population(self.actor).allowed
        return ((_("申请纳入"), reverse("planning:request_population")),) if allowed else ()
