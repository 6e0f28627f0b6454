"""Screens of making a project: facts, costing, targets, handing in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds.queries import usable_lines
from bailu.kernel import clock
from bailu.kernel.verdict import Verdict, all_of
from bailu.law import params
from bailu.planning import commands, forms, policies, queries, rules
from bailu.planning.enums import TargetKind
from bailu.planning.models import Project
from bailu.ui.actviews import ActView
from bailu.ui.templatetags.ui_extras import money


def facts_of(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "fields_of_service"} | {"fields": data["fields_of_service"]}


class StartProject(ActView):
    title = gettext_lazy("编制项目")
    intro = gettext_lazy("以已评估的需求为依据。保存后核算成本、填写目标，再提交申请预算。")
    clause = rules.PROGRAMME
    submit_label = gettext_lazy("保存项目")
    form_class = forms.ProjectFacts

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_start_project(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"needs": [(n.pk, str(n)) for n in queries.assessed_needs(self.actor)], "county": self.actor.county}

    def initial(self, subject: Any) -> dict[str, Any]:
        """From the need whose page one comes from: nothing is typed twice."""
        need = queries.assessed_needs(self.actor).filter(no=self.request.GET.get("need", "")).first()
        if need is None:
            return {}
        kept = {"title": need.title, "populations": need.populations, "fields_of_service": need.fields, "area": need.area}
        return {**kept, "need_ids": [need.pk], "division_code": need.division_id, "people_planned": need.people_in_need, "months": 12}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Project:
        return commands.start_project(self.actor, once=once, **facts_of(data))

    def success_message(self, result: Any) -> str:
        return _("项目%(no)s已保存。下一步：核算成本。") % {"no": result.no}


class ProjectAct(ActView):
    """An act on one project; beside the form what it is."""

    clause = rules.PROGRAMME
    takes = "project_id"

    def get_subject(self) -> Project:
        return queries.by_no(self.actor, self.kwargs["no"])

    def heading(self, subject: Project) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: Project) -> dict[str, Any]:
        plan = queries.fee_plan(subject.amount)
        aside = [
            (_("购买主体"), subject.purchaser.name),
            (_("计划服务数"), f"{subject.people_planned} {subject.get_people_unit_display()}"),
            (_("服务期"), _("%(months)s个月") % {"months": subject.months}),
            (_("服务款"), money(plan.service)),
            (_("评估费"), money(plan.fee)),
            (_("合计"), money(plan.total)),
        ]
        if subject.budget_line:
            aside.append((_("预算项目"), str(subject.budget_line)))
        return {"aside": aside}


class EditProject(ProjectAct):
    title = gettext_lazy("修改项目")
    submit_label = gettext_lazy("保存修改")
    form_class = forms.ProjectFacts
    policy = policies.may_edit_project

    def form_kwargs(self, subject: Project) -> dict[str, Any]:
        return {"needs": [(n.pk, str(n)) for n in queries.assessed_needs(self.actor)], "county": self.actor.county}

    def initial(self, subject: Project) -> dict[str, Any]:
        names = ("title", "populations", "kind", "channel", "batch", "area", "people_planned", "people_unit", "months", "content")
        kept = {name: getattr(subject, name) for name in names}
        needs = list(subject.needs.values_list("pk", flat=True))
        return {**kept, "need_ids": needs, "fields_of_service": subject.fields, "division_code": subject.division_id}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Project:
        return commands.edit_project(self.actor, project_id=subject.pk, once=once, **facts_of(data))


class SetCosting(ProjectAct):
    title = gettext_lazy("核算成本")
    intro = gettext_lazy("分科目列出单价、数量和月数，小计和合计随填随算。评估费另列，不在这里。一次性的支出，月数填1。")
    submit_label = gettext_lazy("保存成本核算")
    form_class = forms.Costing
    template_name = "planning/wide.html"
    policy = policies.may_edit_project

    def formset_initial(self, subject: Project) -> dict[str, list[dict[str, Any]]]:
        names = ("head", "title", "unit", "unit_price", "quantity", "months")
        return {"items": [{name: getattr(item, name) for name in names} for item in queries.costing(subject.no)]}

    def context(self, subject: Project) -> dict[str, Any]:
        regime = params.regime(clock.today())
        keys = ("labour_min_ratio", "management_cap", "supervision_cap", "activity_min")
        limits = [regime[f"costing.{key}"] for key in keys]
        shares = rules.shares((item.head, item.amount) for item in queries.costing(subject.no))
        return {**super().context(subject), "limits": limits, "shares": shares}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Project:
        return commands.set_costing(self.actor, project_id=subject.pk, items=data["items"], once=once)


class SetTargets(ProjectAct):
    title = gettext_lazy("填写目标")
    intro = gettext_lazy("数量、规模、质量、效果四类各至少一个。写清基线、目标值和怎么证明；合同和评估都用这些目标。")
    submit_label = gettext_lazy("保存目标")
    form_class = forms.Targets
    template_name = "planning/wide.html"
    policy = policies.may_edit_project

    def context(self, subject: Project) -> dict[str, Any]:
        """What the survey found is what the targets answer."""
        needs = subject.needs.select_related("survey").order_by("no")
        return {**super().context(subject), "needs": needs, "survey": True}

    def formset_initial(self, subject: Project) -> dict[str, list[dict[str, Any]]]:
        names = ("kind", "code", "measure", "unit", "base", "goal", "lower_is_better", "evidence")
        kept = [{name: getattr(t, name) for name in names} for t in queries.targets(subject.no)]
        return {"targets": kept or [{"kind": kind} for kind in TargetKind.values]}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Project:
        return commands.set_targets(self.actor, project_id=subject.pk, targets=data["targets"], once=once)


class SubmitProject(ProjectAct):
    title = gettext_lazy("提交项目")
    intro = gettext_lazy("提交后由财政部门审批预算，审批期间不能修改。评估费按总购买资金的比例另列。")
    form_class = forms.SubmitProject

    def verdict(self, subject: Project) -> Verdict:
        right = policies.may_submit_project(self.actor, subject)
        return all_of(right, queries.submittable(subject)) if right.allowed else right

    def form_kwargs(self, subject: Project) -> dict[str, Any]:
        return {"lines": usable_lines(subject.purchaser_id)}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Project:
        line = data["line"]
        return commands.submit_project(self.actor, project_id=subject.pk, line_id=line.pk if line else None, once=once)
