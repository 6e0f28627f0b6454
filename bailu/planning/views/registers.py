"""The registers of needs, of projects, and of what was admitted beyond the list."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.organisations.registers import PURCHASER, by_purchaser
from bailu.planning import policies, queries
from bailu.planning.enums import AdmissionKind, AdmissionState, Channel, NeedState, ProjectState, Station
from bailu.planning.forms.choices import population_choices
from bailu.planning.models import Need, Project
from bailu.planning.queries import districts
from bailu.programmes.enums import Batch
from bailu.ui.registers import NO, PAGE, STATE, Column, Filter, Register, by_state, by_year, day, due, moment, money, named, number


def _serving(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(populations__contains=[value])


def _due_what(row: Any) -> str:
    """Kept as the words of the code, said in the reader's language."""
    return gettext(row.next_due_what) if row.next_due_what else ""


class NamedRows(Register):
    """Rows whose groups are shown by name; the admitted ones are read once for the whole page."""

    search_hint = _("编号、名称、单位、区域")
    default_sort = "-no"
    beginning = (
        NO,
        named(_("名称"), sub=Column("area", _("服务区域"))),
        replace(PURCHASER, sort="purchaser__sort_key"),
        Column("populations", _("服务人群"), method="groups"),
    )
    serving = Filter("population", _("服务人群"), population_choices, apply=_serving)

    @cached_property
    def names(self) -> dict[str, Words]:
        return {code: str(name) for code, name in population_choices()}

    def groups(self, row: Any) -> str:
        return "、".join(str(self.names.get(code, code)) for code in row.populations)


class NeedRegister(NamedRows):
    title = pgettext_lazy("名册", "需求")
    intro = _("各单位经摸底调查发现的需求。评估后才能立项。")
    empty = (_("还没有需求"), _("从提出一项需求开始：先调查，再评估，然后立项。"))
    columns = (*NamedRows.beginning, number("people_in_need", _("有需求人数")), day("created_at", _("提出日期")), STATE)
    filters = (by_state(NeedState), NamedRows.serving, by_purchaser(Need))
    rows = queries.needs
    begins = (_("提出需求"), "planning:start_need", policies.may_start_need)


class NeedRanking(NamedRows):
    title = _("需求排序")
    intro = _("评估时按严重程度、紧迫程度、涉及人数、服务缺口和群众意愿评分，分数高的先立项。权重是可设的参数。")
    empty = (_("还没有评分的需求"), _("负责人评估需求时评出各项高低，这里即排出先后。"))
    default_sort = "-score"
    columns = (
        number("score", _("需求评分"), strong=True),
        *NamedRows.beginning,
        number("people_in_need", _("有需求人数")),
        Column("projects", _("据此立项的项目"), lambda row: "、".join(p.no for p in row.projects.all())),
        STATE,
    )
    filters = (by_state(NeedState), NamedRows.serving, by_purchaser(Need))
    rows = queries.ranked


class ProjectRegister(NamedRows):
    export_fields = (
        "no", "title", "area", "purchaser__name", "purchaser__short_name", "populations", "amount", "station", "state", "next_due_at", "next_due_what",
    )  # fmt: skip
    title = pgettext_lazy("名册", "项目")
    intro = _("从立项到结清的每一次购买，和它现在所处的环节。")
    empty = (_("还没有项目"), _("项目以已评估的需求为依据：核算成本、提出四类目标，再申请预算。"))
    columns = (
        *NamedRows.beginning,
        money("amount", _("金额")),
        Column("station", _("所处环节"), lambda row: Station(row.station).label, look="tag"),
        STATE,
        due("next_due_at", _("下一期限"), sub=Column("next_due_what", _("期限事项"), _due_what)),
    )
    filters = (
        Filter("station", _("所处环节"), Station.choices),
        by_state(ProjectState),
        by_purchaser(Project),
        NamedRows.serving,
        Filter("district", _("服务区"), districts.district_choices, apply=districts.serving_district),
        Filter("street", _("街道（镇）"), districts.street_choices, apply=districts.at_street),
        by_year(Project),
        Filter("batch", _("试点批次"), Batch.choices),
        Filter("channel", _("申报渠道"), Channel.choices),
    )
    rows = queries.projects
    begins = (_("编制项目"), "planning:start_project", policies.may_start_project)


class AdmissionRegister(Register):
    title = _("试点范围")
    intro = _("文件列明的八类人群和十一个领域之外，经领导小组办公室同意纳入的。")
    default_sort = "-code"
    empty = (_("还没有增列的人群或领域"), _("名单之外的人群，由购买主体申请，领导小组办公室说明理由后纳入。"))
    columns = (
        Column("code", _("代码"), link=PAGE, sort="code"),
        named(_("名称"), "label", sub=Column("kind", _("类别"), "get_kind_display")),
        Column("requested_for", _("申请单位"), look="org"),
        Column("decided_for", _("审批单位"), "decided_for.name"),
        Column("decision", _("审批意见")),
        moment("decided_at", _("审批时间")),
        STATE,
    )
    filters = (Filter("kind", _("类别"), AdmissionKind.choices), by_state(AdmissionState))
    rows = queries.admissions
    begins = (_("申请纳入"), "planning:request_population", policies.may_request_population)
