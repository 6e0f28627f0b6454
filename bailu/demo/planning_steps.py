"""Need, project, costing, budget and declaration."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.demo.player import Player
from bailu.planning import commands
from bailu.planning.enums import TargetCode, TargetKind


class PlanningSteps(Player):
    def start_need(self) -> None:
        facts = self.facts
        self.need = commands.start_need(
            self.as_("clerk"),
            title=f"{facts['title']}需求调查",
            populations=self.populations,
            fields=facts["fields"],
            area=facts["area"],
            summary=facts["summary"],
            division_code=facts["division"],
            assumed=["area", "summary"],
            **self.once("need"),
        )

    def admit_population(self) -> None:
        """None of the eight groups: the office admits a further one with its reason (clause 2, “等”)."""
        if "further" not in self.facts:
            return
        asked = commands.request_population(
            self.as_("clerk"), name=self.facts["further"], reason=self.facts["further_reason"], **self.once("ask-population")
        )
        commands.admit_population(
            self.as_("office"), admission_id=asked.pk, decision=self.facts["further_decision"], **self.once("admit-population")
        )
        self.populations = [asked.code]

    def survey(self) -> None:
        facts = self.facts
        commands.record_survey(
            self.as_("clerk"),
            need_id=self.need.pk,
            method="HOUSEHOLD" if facts["sample"] > 100 else "MIXED",
            sample=facts["sample"],
            found=facts["found"],
            since=self.dates.survey[0],
            until=self.dates.survey[1],
            findings=facts["findings"],
            **self.once("survey"),
        )

    def consult(self) -> None:
        commands.record_consultation(
            self.as_("clerk"),
            need_id=self.need.pk,
            channel="MEETING",
            since=self.dates.consult[0],
            until=self.dates.consult[1],
            respondents=62,
            opinions="希望有人定期上门，活动就近举行（假定）。",
            response="探访和就近活动已列入服务内容（假定）。",
            **self.once("consult"),
        )

    def assess(self) -> None:
        commands.assess_need(
            self.as_("head"),
            need_id=self.need.pk,
            conclusion="需求真实，属于试点范围，适合以项目购买。",
            people_in_need=self.facts["found"],
            **self.once("assess"),
        )

    def start_project(self) -> None:
        facts = self.facts
        self.project = commands.start_project(
            self.as_("clerk"),
            title=facts["title"],
            need_ids=[self.need.pk],
            populations=self.populations,
            fields=facts["fields"],
            kind=facts.get("kind", "SPECIAL"),
            channel=facts.get("channel", "MUNICIPAL"),
            area=facts["area"],
            people_planned=facts["people"],
            people_unit=facts["unit"],
            months=12,
            content=facts["content"],
            division_code=facts["division"],
            assumed=facts["assumed"],
            **self.once("project"),
        )

    def cost(self) -> None:
        items = [{**i, "unit_price": Decimal(i["unit_price"]), "quantity": Decimal(i["quantity"])} for i in self.facts["costing"]]
        commands.set_costing(self.as_("clerk"), project_id=self.project.pk, items=items, **self.once("costing"))
        commands.set_targets(self.as_("clerk"), project_id=self.project.pk, targets=self._targets(), **self.once("targets"))

    def _targets(self) -> list[dict[str, Any]]:
        goal, unit = self.facts["targets"], "户" if self.facts["unit"] == "HOUSEHOLD" else "人"
        rows = [
            (TargetKind.SCALE, TargetCode.PEOPLE, goal["people"], unit, self.facts["people"], "服务对象名册"),
            (TargetKind.QUANTITY, TargetCode.CASE, "个案", "个", goal["case"], "个案档案，结案评估"),
            (TargetKind.QUANTITY, TargetCode.GROUP, "小组", "个", goal["group"], "计划书，签到，总结"),
            (TargetKind.QUANTITY, TargetCode.ACTIVITY, "社区活动", "场", goal["activity"], "方案，签到，照片"),
            (TargetKind.QUALITY, TargetCode.SATISFACTION, "服务满意度", "%", 90, "评价卡"),
        ]
        made: list[dict[str, Any]] = [
            {"kind": k, "code": c, "measure": m, "unit": u, "base": None, "goal": Decimal(g), "evidence": e} for k, c, m, u, g, e in rows
        ]
        change = {"kind": TargetKind.EFFECT, "code": TargetCode.CHANGE, "measure": goal["change"], "unit": "分", "evidence": "前后测量"}
        return [*made, {**change, "base": Decimal(goal["base"]), "goal": Decimal(goal["goal"]), "lower_is_better": True}]

    def submit(self) -> None:
        commands.submit_project(self.as_("clerk"), project_id=self.project.pk, line_id=self.line_id, **self.once("submit"))

    def approve_budget(self) -> None:
        commands.approve_budget(self.as_("chief"), project_id=self.project.pk, line_id=self.line_id, **self.once("budget"))

    def declare(self) -> None:
        commands.declare(self.as_("clerk"), project_id=self.project.pk, **self.once("declare"))

    def accept_declaration(self) -> None:
        commands.accept_declaration(
            self.as_("receiver"), project_id=self.project.pk, note="属市直部门申报，予以受理。", **self.once("accepted")
        )
