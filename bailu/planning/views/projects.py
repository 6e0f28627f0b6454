"""Screens of making a project: facts, costing, targets, handing in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.documents.chinese import in_chinese
from bailu.funds.queries import usable_lines
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import part, together
from bailu.kernel.errors import Refused
from bailu.kernel.verdict import Verdict, all_of
from bailu.law import params
from bailu.planning import commands, costs, forms, policies, queries, rules, suggesting
from bailu.planning.enums import PeopleUnit, ProjectState, TargetKind
from bailu.planning.models import Need, Project
from bailu.ui import addresses
from bailu.ui.actviews import ActView
from bailu.ui.remedies import Remedy, at
from bailu.ui.steps import onward
from bailu.ui.templatetags.ui_extras import money

#: Most purchases last a year.
MONTHS = 12

#: A project rests on needs: what is wrong with them is put right there.
NEEDS = {
    "no_need": at(gettext_lazy("查看需求"), "planning:needs"),
    "unassessed": at(gettext_lazy("查看需求"), "planning:needs"),
    "foreign_need": at(gettext_lazy("查看需求"), "planning:needs"),
    "beyond_need": at(gettext_lazy("提出需求"), "planning:start_need"),
}


def facts_of(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "fields_of_service"} | {"fields": data["fields_of_service"]}


def cost_limits() -> list[params.Param]:
    regime = params.regime(clock.today())
    return [regime[f"costing.{key}"] for key in ("labour_min_ratio", "management_cap", "supervision_cap", "activity_min")]


def next_of(actor: Actor, no: str) -> str:
    """The next step of the purchase when it is this person's, else its dossier."""
    return onward(queries.steps(actor, no), addresses.purchase(no))


def mended_here(verdict: Verdict) -> Verdict:
    """What a screen of the project would mend is mended on the form itself: the project is not there yet."""
    if not verdict.fix.startswith("/projects/"):
        return verdict
    places = {"costing": "#set-items", "targets": "#set-targets"}
    return replace(verdict, fix=next((at for name, at in places.items() if name in verdict.fix), "#part-1"))


class StartProject(ActView):
    """Making a project, costing it, saying what it must reach, handing it in: four acts, one form."""

    title = gettext_lazy("编制项目")
    intro = gettext_lazy("以已评估的需求为依据。成本和目标按需求先列出建议，请核对、修改；评估费另列，不在这里。")
    clause = rules.PROGRAMME
    submit_label = gettext_lazy("保存项目")
    form_class = forms.ProjectInFull
    template_name = "planning/wide.html"
    mends = NEEDS

    @cached_property
    def need(self) -> Need | None:
        """The need whose page one comes from, or the only one that has no project yet."""
        found = queries.assessed_needs(self.actor)
        asked = self.request.GET.get("need", "")
        only = list(found.filter(no=asked) if asked else found.filter(projects=None)[:2])
        return only[0] if len(only) == 1 else None

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_start_project(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {
            "needs": queries.need_choices(self.actor),
            "county": self.actor.county,
            "lines": usable_lines(self.actor.organisation_id or 0),
        }

    def initial(self, subject: Any) -> dict[str, Any]:
        """From the need: nothing is typed twice."""
        known: dict[str, Any] = {"months": MONTHS, "channel": suggesting.channel(self.actor.county)}
        line = usable_lines(self.actor.organisation_id or 0).last()
        known["line"] = line.pk if line else None
        need = self.need
        if need is None:
            return known
        known |= {"title": suggesting.project_title(need.title), "populations": need.populations, "fields_of_service": need.fields}
        return known | {
            "area": need.area, "need_ids": [need.pk], "division_code": need.division_id, "people_planned": need.people_in_need,
        }  # fmt: skip

    def formset_initial(self, subject: Any) -> dict[str, list[dict[str, Any]]]:
        return in_chinese(self.proposed)()

    def proposed(self) -> dict[str, list[dict[str, Any]]]:
        """Rows to begin from; they end up in the contract, so they are Chinese whatever language the clerk reads."""
        need = self.need
        earlier = queries.last_costing(self.actor.organisation_id or 0)
        if need is None:
            return {"items": suggesting.cost_rows(MONTHS, earlier), "targets": [{"kind": kind} for kind in TargetKind.values]}
        names = "、".join(queries.names_of(need.populations).values())
        goals = suggesting.target_rows(need.populations, names, need.people_in_need, str(PeopleUnit.PERSON.label), MONTHS)
        return {"items": suggesting.cost_rows(MONTHS, earlier), "targets": goals}

    def context(self, subject: Any) -> dict[str, Any]:
        needs = [self.need] if self.need else []
        return {"limits": cost_limits(), "needs": needs, "survey": bool(needs)}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Project:
        items, goals, line, submit = data.pop("items"), data.pop("targets"), data.pop("line"), data.pop("submit_now")
        try:
            with together():
                project = commands.start_project(self.actor, once=part(once, "project"), **facts_of(data))
                about = {"project_id": project.pk}
                if items:
                    commands.set_costing(self.actor, **about, items=items, once=part(once, "costing"))
                if goals:
                    commands.set_targets(self.actor, **about, targets=goals, once=part(once, "targets"))
                if submit:
                    line_id = line.pk if line else None
                    commands.submit_project(self.actor, **about, line_id=line_id, once=part(once, "submit"))
        except Refused as refused:
            raise Refused(mended_here(refused.verdict)) from refused
        return queries.by_no(self.actor, project.no)

    def success_url(self, result: Any) -> str:
        return next_of(self.actor, result.no) if isinstance(result, Project) else super().success_url(result)

    def success_message(self, result: Any) -> str:
        submitted = result.state == ProjectState.SUBMITTED
        return (_("项目%(no)s已提交，由财政部门审批预算。") if submitted else _("项目%(no)s已保存。")) % {"no": result.no}


class ProjectAct(ActView):
    """An act on one project; beside the form what it is."""

    clause = rules.PROGRAMME
    takes = "project_id"
    mends = {
        **NEEDS,
        "procuring": Remedy(gettext_lazy("查看采购进展"), lambda project: addresses.purchase(project.no)),
        "line": at(gettext_lazy("编制预算"), "funds:propose_line"),
    }

    def get_subject(self) -> Project:
        return queries.by_no(self.actor, self.kwargs["no"])

    def success_url(self, result: Any) -> str:
        """After an act what comes next, when it is the same person's turn."""
        return next_of(self.actor, result.no) if result is not self.subject else super().success_url(result)

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
        return {"needs": queries.need_choices(self.actor), "county": self.actor.county}

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
        names = ("head", "title", "level", "unit", "unit_price", "quantity", "months")
        return {"items": [{name: getattr(item, name) for name in names} for item in queries.costing(subject.no)]}

    def context(self, subject: Project) -> dict[str, Any]:
        """Its heads against the limits of the day, and what earlier purchases of the kind cost."""
        checks = costs.checks(queries.cost_amounts(subject.no), params.regime(clock.today()))
        beside = {"checks": checks} if checks else {"limits": cost_limits()}
        return {**super().context(subject), **beside, "compared": queries.comparison(self.actor, subject)}

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
