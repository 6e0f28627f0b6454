"""Screens of widening the pilot."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel.verdict import Verdict
from bailu.planning import commands, forms, policies, queries, rules
from bailu.planning.models import AdmittedPopulation
from bailu.ui.actviews import ActView


class RequestPopulation(ActView):
    title = gettext_lazy("申请纳入新的人群或领域")
    intro = gettext_lazy("文件列明八类人群和十一个领域，取得成功后再逐步扩大。名单之外的，由领导小组办公室说明理由后纳入。")
    clause = rules.SCOPE
    submit_label = gettext_lazy("提交申请")
    form_class = forms.RequestPopulation
    command = commands.request_population

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_request_population(self.actor)

    def initial(self, subject: Any) -> dict[str, Any]:
        return {"name": self.request.GET.get("name", "")[:40]}


class AdmissionAct(ActView):
    clause = rules.SCOPE
    form_class = forms.Decision
    policy = policies.may_decide_population
    takes = "admission_id"

    def get_subject(self) -> AdmittedPopulation:
        return queries.admission(self.actor, self.kwargs["code"])

    def heading(self, subject: AdmittedPopulation) -> str:
        return f"{subject.code} {subject.name}"

    def context(self, subject: AdmittedPopulation) -> dict[str, Any]:
        return {
            "aside": [
                (_("类别"), subject.get_kind_display()),
                (_("申请单位"), subject.requested_for.name),
                (_("申请人"), subject.requested_by.name),
                (_("申请理由"), subject.reason),
            ]
        }


class AdmitPopulation(AdmissionAct):
    title = gettext_lazy("同意纳入")
    intro = gettext_lazy("纳入后，所有单位的需求和项目都可以选择它，并会看到由谁、为什么纳入。")
    command = commands.admit_population


class RefusePopulation(AdmissionAct):
    title = gettext_lazy("不予纳入")
    submit_tone = "stop"
    command = commands.refuse_population
