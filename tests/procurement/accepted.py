"""An accepted project, led there by the acts of planning and funds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bailu.funds import commands as funds
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.organisations.roles import Role
from bailu.planning import commands
from bailu.planning.models import Project
from tests.factories import make_actor, make_organisation, make_purchaser


def treasury() -> Organisation:
    found = Organisation.objects.filter(function=OrganisationFunction.FINANCE, division_id=CITY).first()
    return found or make_organisation(function=OrganisationFunction.FINANCE, name="测试市财政局")


def make_accepted_project(
    *, amount: Decimal = Decimal("508000.00"), purchaser: Organisation | None = None, title: str = "温馨夕阳暖空巢", upto: str = "accepted"
) -> Project:
    purchaser = purchaser or make_purchaser()
    clerk, head = make_actor(Role.PURCHASER_CLERK, purchaser), make_actor(Role.PURCHASER_HEAD, purchaser)
    chief = make_actor(Role.FINANCE_CHIEF, treasury())
    bureau = make_actor(Role.BUREAU_CLERK)
    line = funds.propose_line(
        clerk, year=2015, level="CITY", treasury_id=treasury().pk, source="FISCAL", purpose="SERVICE", title="购买服务", amount=amount * 2
    )
    funds.submit_line(clerk, line_id=line.pk)
    funds.approve_line(chief, line_id=line.pk)
    need = commands.start_need(
        clerk, title="独居老人陪伴", populations=["POP08"], fields=["FLD01"], area="前埔南社区", summary="孤独、跌倒"
    )
    commands.record_survey(
        clerk,
        need_id=need.pk,
        method="HOUSEHOLD",
        sample=420,
        found=312,
        since=dt.date(2015, 1, 5),
        until=dt.date(2015, 1, 20),
        findings="孤独、跌倒、用药",
    )
    commands.record_consultation(
        clerk,
        need_id=need.pk,
        channel="MEETING",
        since=dt.date(2015, 1, 21),
        until=dt.date(2015, 1, 30),
        respondents=40,
        opinions="希望有人上门",
        response="采纳",
    )
    commands.assess_need(head, need_id=need.pk, conclusion="确有需要", people_in_need=312)
    project = commands.start_project(
        clerk,
        title=title,
        need_ids=[need.pk],
        populations=["POP08"],
        fields=["FLD01"],
        kind="SPECIAL",
        channel="MUNICIPAL",
        area="前埔南社区",
        people_planned=300,
        months=12,
        content="陪伴与邻里支持网络",
        year=2015,
    )
    item = {"head": "STAFF", "title": "社工", "unit": "项", "unit_price": amount, "quantity": Decimal(1), "months": 1}
    commands.set_costing(clerk, project_id=project.pk, items=[item])
    commands.set_targets(
        clerk,
        project_id=project.pk,
        targets=[
            {"kind": "QUANTITY", "code": "CASE", "measure": "个案", "unit": "个", "base": None, "goal": Decimal(40), "evidence": "记录"},
            {
                "kind": "SCALE",
                "code": "PEOPLE",
                "measure": "服务人数",
                "unit": "人",
                "base": None,
                "goal": Decimal(300),
                "evidence": "记录",
            },
            {
                "kind": "QUALITY",
                "code": "SATISFACTION",
                "measure": "满意度",
                "unit": "%",
                "base": None,
                "goal": Decimal(90),
                "evidence": "调查",
            },
            {
                "kind": "EFFECT",
                "code": "CHANGE",
                "measure": "孤独感",
                "unit": "分",
                "base": Decimal(50),
                "goal": Decimal(40),
                "evidence": "量表",
            },
        ],
    )
    if upto == "draft":
        return Project.objects.get(pk=project.pk)
    commands.submit_project(clerk, project_id=project.pk, line_id=line.pk)
    if upto == "submitted":
        return Project.objects.get(pk=project.pk)
    commands.approve_budget(chief, project_id=project.pk)
    if upto == "budgeted":
        return Project.objects.get(pk=project.pk)
    commands.declare(clerk, project_id=project.pk)
    commands.accept_declaration(bureau, project_id=project.pk)
    return Project.objects.select_related("purchaser").get(pk=project.pk)
