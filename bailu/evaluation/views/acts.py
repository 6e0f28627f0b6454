"""The acts of one evaluation, each on its screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.evaluation import commands, forms, policies, queries
from bailu.evaluation.enums import Aspect
from bailu.evaluation.models import Evaluation
from bailu.evaluation.views.pages import grade_cuts
from bailu.kernel.verdict import require
from bailu.kernel.words import Words
from bailu.law import params
from bailu.ui.actviews import ActView
from bailu.ui.templatetags.ui_extras import day
from bailu.ui.views_base import ActorView


class OfEvaluation(ActView):
    """An act on the evaluation named in the address; afterwards its page."""

    clause = "XM2015:3.7"
    takes = "evaluation_id"

    def get_subject(self) -> Evaluation:
        return queries.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Evaluation) -> Words:
        return f"{subject.contract.project_no} {subject.contract.title} {subject.get_kind_display()}"

    def success_url(self, result: Any) -> str:
        return reverse("evaluation:evaluation", args=[self.kwargs["pk"]])

    def cancel_url(self, subject: Evaluation) -> str:
        return self.success_url(subject)


class SelfReport(OfEvaluation):
    title = _("提交自评报告")
    clause = "XM2015:5.4"
    intro = _("数字取自服务记录，提交之日定格；您只写说明。")
    form_class = forms.SelfReport
    template_name = "evaluation/self_report.html"
    policy = queries.self_report_verdict
    command = commands.self_report

    def context(self, subject: Evaluation) -> dict[str, Any]:
        return {"figures": queries.figures(subject.contract)}


class ScoreAsPurchaser(OfEvaluation):
    title = _("购买主体评分")
    intro = _("评分在形成评估意见前可以修改；在此之前承接主体看不到，您也看不到别方的评分。")
    submit_label = _("提交评分")
    form_class = forms.PurchaserScore
    template_name = "evaluation/with_report.html"
    policy = policies.may_score_as_purchaser
    command = commands.score_as_purchaser

    def form_kwargs(self, subject: Evaluation) -> dict[str, Any]:
        return {"cuts": grade_cuts(subject)}

    def initial(self, subject: Evaluation) -> dict[str, Any]:
        return {"score": subject.purchaser_score, "opinion": subject.purchaser_opinion}


class IssueCards(OfEvaluation):
    title = _("发放评价卡")
    intro = _("一张卡一个号码，不写姓名；交到服务对象手里，由本人填写，可以有人帮助。")
    submit_label = _("发放")
    form_class = forms.IssueCards
    policy = policies.may_issue_cards
    command = commands.issue_cards

    def context(self, subject: Evaluation) -> dict[str, Any]:
        given = queries.sheet(self.actor, subject).answers
        return {
            "aside": [
                (_now("已服务人数"), queries.served(subject.contract)),
                (_now("已发份数"), given.issued),
                (_now("已收回份数"), given.answered),
                (_now("至少需要"), given.needed),
            ]
        }

    def success_url(self, result: Any) -> str:
        return reverse("evaluation:print_cards", args=[self.kwargs["pk"]])

    def cancel_url(self, subject: Evaluation) -> str:
        return reverse("evaluation:evaluation", args=[subject.pk])


class PrintCards(ActorView):
    """The cards on paper, eight to a sheet. Which of them came back is not shown, here or anywhere."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        evaluation = queries.get(self.actor, kwargs["pk"])
        require(policies.of_evaluator(self.actor, evaluation.contract))
        address = f"{request.get_host()}{reverse('evaluation:card')}"
        context = {"evaluation": evaluation, "cards": queries.cards(self.actor, evaluation), "address": address}
        return self.render("evaluation/cards.html", context)


class ScoreAsThirdParty(OfEvaluation):
    title = _("第三方评分")
    intro = _("评分和问题在形成评估意见前可以修改。")
    form_class = forms.ThirdPartyScore
    template_name = "evaluation/with_report.html"
    policy = policies.may_score_as_third_party

    def form_kwargs(self, subject: Evaluation) -> dict[str, Any]:
        weights = params.regime(subject.contract.regime_on)[f"evaluation.aspect_weights_{subject.kind.lower()}"].table
        return {"weights": dict(weights)}

    def initial(self, subject: Evaluation) -> dict[str, Any]:
        return {**subject.aspects, "conclusion": subject.conclusion}

    def formset_initial(self, subject: Evaluation) -> dict[str, list[dict[str, Any]]]:
        return {"findings": list(subject.findings)}

    def perform(self, subject: Evaluation, data: dict[str, Any], once: str) -> Evaluation:
        return commands.score_as_third_party(
            self.actor,
            evaluation_id=subject.pk,
            aspects={a.value: data[a.value] for a in Aspect},
            findings=data["findings"],
            conclusion=data["conclusion"],
            once=once,
        )


class Draft(OfEvaluation):
    title = _("形成评估意见")
    intro = _("三方评分按权重合成总分和等级，评估意见送承接主体征求意见；之后评分不能再改，评价卡不再收。")
    template_name = "evaluation/computed.html"
    policy = queries.draft_verdict
    command = commands.draft_report

    def context(self, subject: Evaluation) -> dict[str, Any]:
        return {"parties": queries.expected(self.actor, subject)}


class Reply(OfEvaluation):
    title = _("答复评估意见")
    clause = "RB:4.9"
    form_class = forms.Reply
    template_name = "evaluation/findings_act.html"
    policy = policies.may_reply
    command = commands.reply

    def context(self, subject: Evaluation) -> dict[str, Any]:
        return {
            "aside": [
                (_now("总分"), subject.total),
                (_now("等级"), subject.get_grade_display()),
                (_now("答复期限"), day(subject.reply_due)),
            ]
        }


class Publish(OfEvaluation):
    step_up = True
    title = _("评估定稿公布")
    intro = _("定稿后评估报告印发，等级记入承接主体的业绩，并申请支付评估费。")
    confirm = _("我已核对评分、问题和承接主体的答复。")
    template_name = "evaluation/findings_act.html"
    policy = policies.may_publish
    command = commands.publish

    def context(self, subject: Evaluation) -> dict[str, Any]:
        return {"aside": [(_now("总分"), subject.total), (_now("等级"), subject.get_grade_display())]}


class Rectify(OfEvaluation):
    title = _("确认整改")
    clause = "RB:4.6"
    intro = _("中期评估不合格，中期款暂不支付；复查确认整改后开放。")
    form_class = forms.Rectify
    template_name = "evaluation/findings_act.html"
    policy = policies.may_confirm_rectification
    command = commands.confirm_rectification

    def context(self, subject: Evaluation) -> dict[str, Any]:
        return {"aside": [(_now("整改期限"), day(subject.rectify_due))]}
