"""From the end of the review to the published result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.award import commands, forms, policies, queries
from bailu.award.models import Award, Committee, Result
from bailu.award.rules import deciding, scoring
from bailu.award.views.base import OfCommittee
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, all_of, require
from bailu.kernel.words import Words
from bailu.ui import addresses
from bailu.ui.templatetags.ui_extras import day
from bailu.ui.views_base import ActorView


class FinishReview(OfCommittee):
    title = _("结束评审")
    clause = "IR2015:41"
    after = "award:ranking"
    intro = _("全部成员签署评分后，系统按采购文件的方法计算并排序，形成评审报告。")
    policy = policies.may_finish
    command = commands.finish_review


class FailReview(OfCommittee):
    title = _("终止评审")
    clause = "PL2014:36"
    form_class = forms.Fail
    submit_tone = "danger"
    command = commands.fail_review

    def verdict(self, subject: Any) -> Verdict:
        right = policies.may_fail(self.actor, subject)
        if not right.allowed:
            return right
        bids, valid = queries.bids(subject), queries.valid_bids(subject)
        checked = scoring.all_checked([b.pk for b in bids], queries.checks(subject).keys())
        return all_of(checked, scoring.must_fail(subject.kind, len(valid), queries.least_bids(subject)))


class SignReport(OfCommittee):
    step_up = True
    title = _("签署评审报告")
    clause = "IR2015:41"
    after = "award:ranking"
    intro = _("有不同意见的书面写明意见和理由；不签署又不写明的，视为同意。")
    form_class = forms.SignReport
    command = commands.sign_report

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_sign_report(subject, queries.seat(subject, self.actor))

    def context(self, subject: Any) -> dict[str, Any]:
        return {"aside": _ranking_lines(subject)}


class ReceiveReport(OfCommittee):
    title = _("接收评审报告")
    clause = "IR2015:43"
    after = "award:ranking"
    intro = _("接收后报告印发，采购人在规定的工作日内按顺序确定供应商。")
    policy = policies.may_receive
    command = commands.receive_report

    def context(self, subject: Any) -> dict[str, Any]:
        return {"aside": [*_ranking_lines(subject), (gettext("送达期限"), day(subject.report_due))]}


class Decide(OfCommittee):
    step_up = True
    title = _("确定中标（成交）供应商")
    clause = "IR2015:43"
    submit_label = _("确定")
    form_class = forms.Decide
    policy = policies.may_decide

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"ranked": [(r.bid_id, _line(r)) for r in queries.ranked(subject)]}

    def initial(self, subject: Any) -> dict[str, Any]:
        ranked = [r.bid_id for r in queries.ranked(subject)]
        return {"bid_id": deciding.next_in_rank(ranked, queries.declined(subject.procedure_id))}

    def context(self, subject: Any) -> dict[str, Any]:
        return {"aside": [(gettext("收到报告"), day(subject.received_at)), (gettext("确定期限"), day(subject.decide_due))]}

    def success_url(self, result: Any) -> str:
        return addresses.purchase(self.subject.project_no)

    def cancel_url(self, subject: Any) -> str:
        return reverse("award:ranking", args=[self.kwargs["pk"]])

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return commands.decide(self.actor, procedure_id=subject.procedure_id, once=once, **data)


class DecideNext(Decide):
    title = _("供应商放弃，确定下一候选人")
    clause = "IR2015:49"
    form_class = forms.DecideNext

    def verdict(self, subject: Any) -> Verdict:
        award = Award.objects.standing().select_related("committee", "procedure").filter(committee=subject).first()
        if award is None:
            raise OutOfScope
        return policies.may_decide_next(self.actor, award)

    def initial(self, subject: Any) -> dict[str, Any]:
        held = Award.objects.filter(committee=subject).values_list("bid_id", flat=True)
        return {"bid_id": deciding.next_in_rank([r.bid_id for r in queries.ranked(subject)], set(held))}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return commands.decide_next(self.actor, procedure_id=subject.procedure_id, once=once, **data)


class PublishAward(OfCommittee):
    step_up = True
    title = _("发通知书并公告结果")
    clause = "IR2015:43"
    intro = _("向供应商发出通知书，同时公告结果和评审专家名单。")
    confirm = _("我已核对供应商、金额和专家名单")

    def verdict(self, subject: Any) -> Verdict:
        award = queries.award_in_scope(self.actor, subject.procedure_id)
        if award is None:
            raise OutOfScope
        return policies.may_publish(self.actor, award)

    def context(self, subject: Any) -> dict[str, Any]:
        award = queries.award_in_scope(self.actor, subject.procedure_id)
        if award is None:
            return {}
        experts = [m.person.name for m in subject.members.sitting().filter(kind="EXPERT").select_related("person")]
        return {
            "aside": [
                (gettext("供应商"), award.provider.name),
                (gettext("金额"), f"{award.amount:,.2f}"),
                (gettext("公告期限"), day(award.publish_due)),
                (gettext("评审专家"), gettext("、").join(experts)),
            ]
        }

    def success_url(self, result: Any) -> str:
        return addresses.purchase(self.subject.project_no)

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Any:
        return commands.publish_award(self.actor, procedure_id=subject.procedure_id, once=once)


def _line(result: Result) -> str:
    words = {"rank": result.rank, "name": result.provider.name, "total": result.total, "price": f"{result.price:,.2f}"}
    return gettext("第%(rank)d名 %(name)s，总分%(total)s，报价%(price)s元") % words


def _ranking_lines(committee: Committee) -> list[tuple[Words, Any]]:
    return [(gettext("第%(rank)d名") % {"rank": r.rank}, f"{r.provider.name} {r.total}") for r in queries.ranked(committee)]


class Ranking(ActorView):
    """The ranking with every member's sum, the checks, the signatures: the report as it stands."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        committee = queries.of_procedure(self.actor, kwargs["pk"])
        require(policies.may_see_ranking(self.actor, committee))
        award = queries.award_in_scope(self.actor, committee.procedure_id)
        names = policies.may_see_members(self.actor, committee, policies.published(award))
        members = list(committee.members.sitting().select_related("person"))
        sums = queries.sums(committee)
        results = queries.ranked(committee)
        shown = [m.person.name if names.allowed else gettext("成员%(n)d") % {"n": n} for n, m in enumerate(members, 1)]
        context = {
            "committee": committee,
            "purchase": addresses.purchase(committee.project_no),
            "award": award,
            "members": shown,
            "rows": [(r, [(name, sums.get(r.bid_id, {}).get(m.pk)) for name, m in zip(shown, members, strict=True)]) for r in results],
            "invalid": committee.checks.filter(passed=False).select_related("bid__provider"),
            "signatures": members if names.allowed else [],
            "steps": queries.steps(self.actor, committee.project_no),
            "procedure": committee.procedure,
        }
        return self.render("award/ranking.html", context)
