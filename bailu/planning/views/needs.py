"""Screens of the acts on needs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel import clock
from bailu.kernel.acts import part, together
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.law import params
from bailu.planning import commands, forms, policies, queries, ranking, rules
from bailu.planning.enums import NeedState
from bailu.planning.models import Need
from bailu.ui.actviews import ActView
from bailu.ui.remedies import at


def facts_of(need: Need) -> dict[str, Any]:
    """A need as its form shows it."""
    kept = {name: getattr(need, name) for name in ("title", "populations", "area", "summary")}
    return {**kept, "fields_of_service": need.fields, "division_code": need.division_id}


class StartNeed(ActView):
    title = gettext_lazy("提出需求")
    intro = gettext_lazy("说清谁需要什么。已经做过摸底调查、征求过意见的，在这里一并登记，保存后即请负责人评估。")
    clause = rules.PROGRAMME
    submit_label = gettext_lazy("保存需求")
    form_class = forms.NeedInFull

    def get_subject(self) -> Need | None:
        """The need it is copied from, when last year's is taken up again."""
        no = self.request.GET.get("from", "")
        try:
            return queries.need(self.actor, no) if no else None
        except OutOfScope:
            return None

    def verdict(self, subject: Need | None) -> Verdict:
        return policies.may_start_need(self.actor)

    def form_kwargs(self, subject: Need | None) -> dict[str, Any]:
        return {"county": self.actor.county}

    def initial(self, subject: Need | None) -> dict[str, Any]:
        """Last year's, or at least where one's own office is."""
        if subject is not None:
            return facts_of(subject)
        division = self.actor.division
        return {"division_code": division, "area": queries.division_name(division)}

    def perform(self, subject: Need | None, data: dict[str, Any], once: str) -> Need:
        """Three acts of the record, which the clerk hands in as one: the need, what the public said, what the survey found."""
        survey, consultation = data.pop("survey"), data.pop("consultation")
        data["fields"] = data.pop("fields_of_service")
        data["copied_from"] = subject.pk if subject else None
        with together():
            need = commands.start_need(self.actor, once=part(once, "need"), **data)
            if consultation:
                commands.record_consultation(self.actor, need_id=need.pk, once=part(once, "consultation"), **consultation)
            if survey:
                need = commands.record_survey(self.actor, need_id=need.pk, once=part(once, "survey"), **survey)
        return need

    def success_message(self, result: Any) -> str:
        surveyed = result.state != NeedState.DRAFT
        said = _("需求%(no)s已保存，已请负责人评估。") if surveyed else _("需求%(no)s已保存。下一步：登记摸底调查。")
        return said % {"no": result.no}


class NeedAct(ActView):
    """An act on one need; beside the form what is known of it."""

    clause = rules.PROGRAMME
    takes = "need_id"
    mends = {
        "survey": at(gettext_lazy("登记摸底调查"), "planning:record_survey", "no"),
        "consultation": at(gettext_lazy("登记征求意见情况"), "planning:record_consultation", "no"),
        "call_open": at(gettext_lazy("汇总公众意见"), "planning:sum_up_call", "no"),
    }

    def get_subject(self) -> Need:
        return queries.need(self.actor, self.kwargs["no"])

    def heading(self, subject: Need) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: Need) -> dict[str, Any]:
        survey = queries.survey_of(subject)
        aside = [
            (_("购买主体"), subject.purchaser.name),
            (_("服务人群"), "、".join(queries.names_of(subject.populations).values())),
            (_("服务区域"), subject.area),
            (_("经办人"), subject.created_by.name),
        ]
        if survey is not None:
            asked = _("%(sample)s户，有需求%(found)s人") % {"sample": survey.sample, "found": survey.found}
            aside += [(_("摸底调查"), asked), (_("主要发现"), survey.findings)]
        return {"aside": aside}


class EditNeed(NeedAct):
    title = gettext_lazy("修改需求")
    submit_label = gettext_lazy("保存修改")
    form_class = forms.StartNeed
    policy = policies.may_edit_need

    def form_kwargs(self, subject: Need) -> dict[str, Any]:
        return {"county": self.actor.county}

    def initial(self, subject: Need) -> dict[str, Any]:
        return facts_of(subject)

    def perform(self, subject: Need, data: dict[str, Any], once: str) -> Need:
        data["fields"] = data.pop("fields_of_service")
        return commands.edit_need(self.actor, need_id=subject.pk, once=once, **data)


class RecordSurvey(NeedAct):
    title = gettext_lazy("登记摸底调查")
    intro = gettext_lazy("没有摸底调查，需求不能评估，项目不能立项。登记后请负责人评估。")
    form_class = forms.RecordSurvey
    policy = policies.may_survey
    command = commands.record_survey

    def initial(self, subject: Need) -> dict[str, Any]:
        """A correction begins from what was entered."""
        survey = queries.survey_of(subject)
        names = ("method", "sample", "found", "since", "until", "findings")
        return {name: getattr(survey, name) for name in names} if survey else {}


class RecordConsultation(NeedAct):
    title = gettext_lazy("登记征求公众意见")
    intro = gettext_lazy("面向社会公众的服务，确定需求前应当征求公众意见。实施条例施行后，没有征求意见的需求不能评估。")
    clause = rules.CONSULT
    form_class = forms.RecordConsultation
    policy = policies.may_consult
    command = commands.record_consultation


class AssessNeed(NeedAct):
    title = gettext_lazy("评估需求")
    intro = gettext_lazy("由负责人判断需求是否真实、是否适合购买。评估后可以立项；提出需求的人不能评估。")
    submit_label = gettext_lazy("完成评估")
    instead = (gettext_lazy("退回需求"), "planning:return_need")
    form_class = forms.AssessNeed
    policy = queries.assessable
    command = commands.assess_need

    def form_kwargs(self, subject: Need) -> dict[str, Any]:
        return {"weights": ranking.weights(params.regime(clock.today()))}

    def initial(self, subject: Need) -> dict[str, Any]:
        survey = queries.survey_of(subject)
        return {"people_in_need": survey.found} if survey else {}


class ReturnNeed(NeedAct):
    title = gettext_lazy("退回需求")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_return_need
    command = commands.return_need


class CloseNeed(NeedAct):
    title = gettext_lazy("关闭需求")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_close_need
    command = commands.close_need
