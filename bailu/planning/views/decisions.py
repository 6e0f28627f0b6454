"""Screens of what the treasury, the bureau and the head decide on a project."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds.queries import usable_lines
from bailu.planning import commands, forms, policies, queries
from bailu.planning.models import Project
from bailu.planning.views.projects import ProjectAct


class ApproveBudget(ProjectAct):
    step_up = True
    title = gettext_lazy("批准项目预算")
    intro = gettext_lazy("批准即从预算项目中占用服务款和评估费；超出可用余额的不能批准。")
    clause = "XM2015:3.6"
    submit_label = gettext_lazy("批准预算")
    instead = (gettext_lazy("退回项目"), "planning:return_project")
    form_class = forms.ApproveBudget
    policy = policies.may_approve_budget

    def form_kwargs(self, subject: Project) -> dict[str, Any]:
        return {"lines": usable_lines(subject.purchaser_id, self.actor.organisation_id)}

    def initial(self, subject: Project) -> dict[str, Any]:
        return {"line": subject.budget_line_id}

    def context(self, subject: Project) -> dict[str, Any]:
        """What the chief must know before money is set aside: is a purchase being split?"""
        alike = queries.same_need_total(subject)
        beside = super().context(subject)
        if not alike.verdict.allowed:
            beside["aside"].append((_("提醒"), str(alike.verdict.reason)))
        return beside

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Project:
        return commands.approve_budget(self.actor, project_id=subject.pk, line_id=data["line"].pk, note=data["note"], once=once)


class ReturnProject(ProjectAct):
    title = gettext_lazy("退回项目")
    clause = "XM2015:3.6"
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_return_project
    command = commands.return_project


class Declare(ProjectAct):
    title = gettext_lazy("申报项目")
    intro = gettext_lazy("市直部门直接向市民政局申报；区的项目向区民政局申报。申报表由项目内容自动生成，不必再填。")
    clause = "XM2015:4.1"
    confirm = gettext_lazy("我已核对项目内容、成本和目标。")
    policy = policies.may_declare
    command = commands.declare
    takes = "project_id"


class AcceptDeclaration(ProjectAct):
    title = gettext_lazy("受理申报")
    intro = gettext_lazy("受理后，购买主体可以开始采购。")
    clause = "XM2015:4.1"
    instead = (gettext_lazy("退回申报"), "planning:return_declaration")
    form_class = forms.Note
    policy = policies.may_accept_declaration
    command = commands.accept_declaration


class ReturnDeclaration(ProjectAct):
    title = gettext_lazy("退回申报")
    intro = gettext_lazy("退回后，已占用的预算随即释放，修改后须重新申请预算。")
    clause = "XM2015:4.1"
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_return_declaration
    command = commands.return_declaration


class CancelProject(ProjectAct):
    title = gettext_lazy("取消项目")
    intro = gettext_lazy("取消后不能恢复，已占用的预算随即释放。")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_cancel_project
    command = commands.cancel_project
