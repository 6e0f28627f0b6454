"""Screens of work assigned down: the tree, one piece of it, the register, and the acts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.audit import texts
from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.kernel.verdict import Verdict, require
from bailu.programmes import assigned, calendar, commands, forms, policies, queries, rules
from bailu.programmes.enums import AssignmentState
from bailu.programmes.models import WorkItem
from bailu.programmes.views.pages import SHOWN
from bailu.ui.actviews import ActView
from bailu.ui.registers import NO, STATE, Column, Filter, Register, by_state, due, named
from bailu.ui.remedies import at
from bailu.ui.steps import Happening
from bailu.ui.views_base import ActorView


class TreePage(ActorView):
    """Who does what by when, from the top of what the reader sees down (clause 5.1)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(policies.may_see_pilot(self.actor))
        branches = assigned.tree(self.actor)
        context = {
            "branches": branches,
            "late": sum(branch.late for branch in branches),
            "whole": sum(1 for _each in branches) < assigned.MOST,
            "may_assign": policies.may_assign(self.actor).allowed,
        }
        return self.render("programmes/tree.html", context)


class AssignmentPage(ActorView):
    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        work = assigned.assignment(self.actor, no)
        lines = Entry.objects.filter(stream=work.no).order_by("-seq")[:SHOWN]
        story = [
            Happening(texts.text(line.verb), line.at, f"{line.organisation_name} {line.actor_name}".strip(), line.reason) for line in lines
        ]
        parts = assigned.assignments(self.actor).filter(parent=work).order_by("due_on", "no")
        phase = next((each for each in calendar.phases(clock.today()) if each.id == work.phase), None)
        context = {"work": work, "phase": phase, "parts": parts, "steps": assigned.steps(self.actor, work), "story": story}
        return self.render("programmes/assignment.html", context)


def _overdue(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.overdue(clock.today()) if value == "1" else rows  # type: ignore[attr-defined]


def _of_district(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(assignee__division__code__startswith=value)


class AssignmentRegister(Register):
    title = gettext_lazy("任务")
    intro = gettext_lazy("逐级布置的任务、责任单位和期限；逾期未报告的可以单独列出。")
    columns = (
        NO,
        named(gettext_lazy("任务")),
        Column("assignee", gettext_lazy("责任单位"), look="org"),
        Column("assigner", gettext_lazy("布置单位"), look="org"),
        due("due_on", gettext_lazy("完成期限")),
        STATE,
    )
    filters = (
        by_state(AssignmentState),
        Filter("late", gettext_lazy("逾期"), (("1", gettext_lazy("逾期未报告")),), apply=_overdue),
        Filter("district", gettext_lazy("区"), queries.districts, apply=_of_district),
    )
    default_sort = "due_on"
    empty = (gettext_lazy("还没有任务"), gettext_lazy("市布置到区和市直部门，区布置到街道（镇）。"))
    rows = assigned.assignments
    policy = policies.may_see_pilot
    begins = (gettext_lazy("布置任务"), "programmes:assign", policies.may_assign)


class Assign(ActView):
    title = gettext_lazy("布置任务")
    intro = gettext_lazy("任务逐级布置、逐级报告。每个责任单位各办一件，期限和办理情况在任务树上都能看到。")
    clause = rules.LINKED
    form_class = forms.Assign
    mends = {"not_below": at(gettext_lazy("查看试点街道（镇）"), "programmes:sites")}

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_assign(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        today = clock.today()
        return {
            "phases": [
                (phase.id, f"{phase.name}（{phase.first} — {phase.last}）") for phase in calendar.phases(today) if not phase.over(today)
            ],
            "bodies": [(body.pk, body.name) for body in assigned.below(self.actor)],
            "parents": [("", "—"), *((work.pk, str(work)) for work in assigned.given(self.actor))],
        }

    def initial(self, subject: Any) -> dict[str, Any]:
        phase = calendar.phase_on(clock.today())
        return {"phase": phase.id, "due_on": phase.last} if phase else {}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> WorkItem:
        return commands.assign(self.actor, parent_id=data.pop("parent"), once=once, **data)


class WorkAct(ActView):
    clause = rules.LINKED
    takes = "assignment_id"
    mends = {"parts_open": at(gettext_lazy("查看任务"), "programmes:assignment", "no")}

    def get_subject(self) -> WorkItem:
        return assigned.assignment(self.actor, self.kwargs["no"])

    def heading(self, subject: WorkItem) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: WorkItem) -> dict[str, Any]:
        aside = [
            (_("责任单位"), subject.assignee.name),
            (_("布置单位"), subject.assigner.name),
            (_("完成期限"), subject.due_on.isoformat()),
            (_("要求"), subject.detail),
        ]
        more = ((_("完成情况"), subject.report), (_("上级意见"), subject.remark))
        return {"aside": [*aside, *(pair for pair in more if pair[1])]}


class ReportAssignment(WorkAct):
    title = gettext_lazy("报告完成情况")
    form_class = forms.Report
    policy = policies.may_report
    command = commands.report_assignment


class ConfirmAssignment(WorkAct):
    title = gettext_lazy("确认任务完成")
    instead = (gettext_lazy("退回补充"), "programmes:give_back_assignment")
    form_class = forms.MaybeRemark
    policy = policies.may_confirm
    command = commands.confirm_assignment


class GiveBackAssignment(WorkAct):
    title = gettext_lazy("退回补充")
    submit_tone = "stop"
    form_class = forms.Remark
    policy = policies.may_give_back
    command = commands.give_back_assignment


class WithdrawAssignment(WorkAct):
    title = gettext_lazy("撤回任务")
    submit_tone = "stop"
    form_class = forms.Remark
    policy = policies.may_withdraw
    command = commands.withdraw_assignment
