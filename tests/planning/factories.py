"""Needs and projects as the offices make them; the figures are those of 温馨夕阳暖空巢 (see the story)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bailu.funds.models import BudgetLine
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import commands
from bailu.planning.enums import Channel, ConsultationChannel, CostHead, ProjectKind, SurveyMethod, TargetCode, TargetKind
from bailu.planning.models import AdmittedPopulation, AnswerSheet, Call, Need, Project, Response
from tests.factories import make_actor, make_organisation
from tests.funds.factories import Offices, make_approved_line, make_offices

ITEMS: list[dict[str, Any]] = [
    {"head": CostHead.STAFF, "title": "社工6人", "unit": "人", "unit_price": Decimal("4500"), "quantity": Decimal(6), "months": 12},
    {"head": CostHead.ACTIVITY, "title": "活动", "unit": "次", "unit_price": Decimal("3000"), "quantity": Decimal(36), "months": 1},
    {"head": CostHead.SUPERVISION, "title": "督导", "unit": "月", "unit_price": Decimal("2000"), "quantity": Decimal(1), "months": 12},
    {"head": CostHead.MANAGEMENT, "title": "管理", "unit": "年", "unit_price": Decimal("40000"), "quantity": Decimal(1), "months": 1},
    {"head": CostHead.TAX, "title": "税费", "unit": "年", "unit_price": Decimal("12000"), "quantity": Decimal(1), "months": 1},
]
AMOUNT = Decimal("508000.00")
FEE = Decimal("15240.00")

TARGETS: list[dict[str, Any]] = [
    {
        "kind": TargetKind.QUANTITY,
        "code": TargetCode.CASE,
        "measure": "个案",
        "unit": "个",
        "base": Decimal(0),
        "goal": Decimal(40),
        "evidence": "个案档案",
    },
    {
        "kind": TargetKind.QUANTITY,
        "code": TargetCode.GROUP,
        "measure": "小组",
        "unit": "个",
        "base": Decimal(0),
        "goal": Decimal(12),
        "evidence": "小组记录",
    },
    {
        "kind": TargetKind.SCALE,
        "code": TargetCode.PEOPLE,
        "measure": "服务老人",
        "unit": "人",
        "base": Decimal(0),
        "goal": Decimal(300),
        "evidence": "服务对象名册",
    },
    {
        "kind": TargetKind.QUALITY,
        "code": TargetCode.SATISFACTION,
        "measure": "服务满意度",
        "unit": "%",
        "base": None,
        "goal": Decimal(90),
        "evidence": "满意度调查",
    },
    {
        "kind": TargetKind.EFFECT,
        "code": TargetCode.CHANGE,
        "measure": "孤独感量表平均分",
        "unit": "分",
        "base": Decimal(50),
        "goal": Decimal(40),
        "lower_is_better": True,
        "evidence": "前后测量表",
    },
]


@dataclass(frozen=True)
class Bureau:
    """The civil affairs bureau with the leading group's office in it."""

    organisation: Organisation
    clerk: Actor
    office: Actor


def make_bureau(division: str = "350200") -> Bureau:
    body = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS, division=division)
    return Bureau(body, make_actor(Role.BUREAU_CLERK, body), make_actor(Role.OFFICE_CLERK, body))


def need_facts(**changes: Any) -> dict[str, Any]:
    return {
        "title": "前埔南社区空巢老人陪伴需求",
        "populations": ["POP08"],
        "fields": ["FLD01", "FLD03"],
        "area": "思明区前埔南社区",
        "summary": "独居老人多，孤独、跌倒、忘服药。",
    } | changes


def survey_facts(**changes: Any) -> dict[str, Any]:
    return {
        "method": SurveyMethod.HOUSEHOLD,
        "sample": 420,
        "found": 312,
        "since": dt.date(2015, 1, 5),
        "until": dt.date(2015, 1, 23),
        "findings": "三成老人过去一年跌倒过。",
    } | changes


def make_need(offices: Offices | None = None, **changes: Any) -> Need:
    offices = offices or make_offices()
    return commands.start_need(offices.clerk, **need_facts(**changes))


def make_surveyed_need(offices: Offices | None = None, **changes: Any) -> Need:
    offices = offices or make_offices()
    need = make_need(offices, **changes)
    return commands.record_survey(offices.clerk, need_id=need.pk, **survey_facts())


QUESTIONS: list[dict[str, Any]] = [
    {"group": "家庭", "text": "家里几口人", "kind": "NUMBER", "options": "", "required": True, "shows_need": ""},
    {"group": "家庭", "text": "是否需要上门", "kind": "CHOICE", "options": "需要；不需要", "required": True, "shows_need": "需要"},
    {"group": "需求", "text": "需要什么", "kind": "SEVERAL", "options": "探访；陪伴；活动", "required": False, "shows_need": ""},
    {"group": "需求", "text": "困难程度", "kind": "SCALE", "options": "", "required": True, "shows_need": ""},
    {"group": "需求", "text": "补充", "kind": "TEXT", "options": "", "required": False, "shows_need": ""},
]
FIRST, SECOND = {"1": 2, "2": "需要"}, {"3": ["探访", "陪伴"], "4": "4", "5": "楼梯难走"}


def make_designed_need(offices: Offices | None = None) -> Need:
    offices = offices or make_offices()
    need = make_need(offices)
    return commands.design_questionnaire(offices.clerk, need_id=need.pk, method=SurveyMethod.HOUSEHOLD, questions=QUESTIONS)


def make_asked_need(offices: Offices | None = None) -> Need:
    """Its questionnaire is open."""
    offices = offices or make_offices()
    return commands.open_questionnaire(offices.clerk, need_id=make_designed_need(offices).pk)


def make_begun_response(clerk: Actor, need: Need) -> Response:
    return commands.answer_group(clerk, need_id=need.pk, group=0, answers=FIRST)


def make_response(clerk: Actor, need: Need, **changes: Any) -> Response:
    begun = commands.answer_group(clerk, need_id=need.pk, group=0, answers=FIRST | changes.get("first", {}))
    return commands.answer_group(clerk, need_id=need.pk, group=1, answers=SECOND | changes.get("second", {}), response_id=begun.pk)


def make_read_sheet(clerk: Actor, need: Need) -> AnswerSheet:
    return commands.read_answers(clerk, need_id=need.pk, name="答卷.xlsx", rows=[FIRST | SECOND, FIRST | SECOND])


def make_call(offices: Offices | None = None, need: Need | None = None, *, days: int = 14) -> Call:
    """A call for comments that runs from today."""
    offices = offices or make_offices()
    need = need or make_surveyed_need(offices)
    until = clock.today() + dt.timedelta(days=days)
    return commands.publish_call(offices.clerk, need_id=need.pk, question="打算开展上门探访，您怎么看？", until=until)


def consult(offices: Offices, need: Need) -> Need:
    return commands.record_consultation(
        offices.clerk,
        need_id=need.pk,
        channel=ConsultationChannel.MEETING,
        since=dt.date(2015, 1, 26),
        until=dt.date(2015, 1, 28),
        respondents=62,
        opinions="希望有人定期上门。",
        response="列入探访。",
    )


def make_assessed_need(offices: Offices | None = None, **changes: Any) -> Need:
    """Surveyed, put to the public, assessed by the head."""
    offices = offices or make_offices()
    need = consult(offices, make_surveyed_need(offices, **changes))
    return commands.assess_need(offices.head, need_id=need.pk, conclusion="需求真实，适合购买。", people_in_need=312)


def project_facts(*needs: Need, **changes: Any) -> dict[str, Any]:
    return {
        "title": "温馨夕阳暖空巢",
        "need_ids": [need.pk for need in needs],
        "populations": ["POP08"],
        "fields": ["FLD01"],
        "kind": ProjectKind.SPECIAL,
        "channel": Channel.MUNICIPAL,
        "area": "思明区前埔南社区",
        "people_planned": 300,
        "months": 12,
        "content": "定期探访、个案、小组与邻里互助。",
    } | changes


def make_project(offices: Offices | None = None, **changes: Any) -> Project:
    """A draft without costing and targets."""
    offices = offices or make_offices()
    return commands.start_project(offices.clerk, **project_facts(make_assessed_need(offices), **changes))


def make_complete_project(
    offices: Offices | None = None,
    *,
    items: list[dict[str, Any]] | None = None,
    targets: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> Project:
    """A draft with its costing (508,000) and its targets."""
    offices = offices or make_offices()
    project = make_project(offices, **changes)
    commands.set_costing(offices.clerk, project_id=project.pk, items=ITEMS if items is None else items)
    return commands.set_targets(offices.clerk, project_id=project.pk, targets=TARGETS if targets is None else targets)


def make_submitted_project(offices: Offices | None = None, *, line: BudgetLine | None = None, **changes: Any) -> Project:
    offices = offices or make_offices()
    line = line or make_approved_line(offices)
    project = make_complete_project(offices, **changes)
    return commands.submit_project(offices.clerk, project_id=project.pk, line_id=line.pk)


def make_budgeted_project(offices: Offices | None = None, *, line: BudgetLine | None = None, **changes: Any) -> Project:
    """508,000 and 15,240 encumbered."""
    offices = offices or make_offices()
    project = make_submitted_project(offices, line=line, **changes)
    return commands.approve_budget(offices.finance_chief, project_id=project.pk)


def make_declared_project(offices: Offices | None = None, *, line: BudgetLine | None = None, **changes: Any) -> Project:
    offices = offices or make_offices()
    project = make_budgeted_project(offices, line=line, **changes)
    return commands.declare(offices.clerk, project_id=project.pk)


def make_accepted_project(
    offices: Offices | None = None, *, bureau: Bureau | None = None, line: BudgetLine | None = None, **changes: Any
) -> Project:
    """Ready to be procured. ``offices`` (tests.funds.factories.make_offices) has the purchaser's and the treasury's people."""
    offices = offices or make_offices()
    bureau = bureau or make_bureau()
    project = make_declared_project(offices, line=line, **changes)
    return commands.accept_declaration(bureau.clerk, project_id=project.pk)


def make_requested_population(offices: Offices | None = None, **changes: Any) -> AdmittedPopulation:
    offices = offices or make_offices()
    return commands.request_population(offices.clerk, **{"name": "流浪未成年人", "reason": "每年救助三百余人次。", **changes})


def make_admitted_population(offices: Offices | None = None, bureau: Bureau | None = None, **changes: Any) -> AdmittedPopulation:
    offices, bureau = offices or make_offices(), bureau or make_bureau()
    asked = make_requested_population(offices, **changes)
    return commands.admit_population(bureau.office, admission_id=asked.pk, decision="属未成年人保护重点，同意纳入。")
