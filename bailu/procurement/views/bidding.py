"""Screens of the suppliers: open notices, questions, bids, receipts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from bailu.kernel import clock
from bailu.kernel.verdict import Verdict, all_of, require
from bailu.organisations import queries as organisations
from bailu.procurement import commands, forms, moments, policies, queries, sealing
from bailu.procurement.enums import BidState
from bailu.procurement.models import Bid, Enquiry, Procedure
from bailu.procurement.uploads import SealedUploadHandler
from bailu.procurement.views.base import OfProcedure
from bailu.procurement.views.pages import BY_METHOD, NUMBER, OFFERED
from bailu.ui.actviews import ActView
from bailu.ui.registers import STATE, Column, Register, by_state, day, due, moment, named
from bailu.ui.remedies import Remedy
from bailu.ui.views_base import ActorView


class Opportunities(Register):
    title = _("投标机会")
    intro = _("正在公告、尚未截止的采购项目。")
    search_hint = _("项目、购买主体、编号")
    default_sort = "deadline"
    empty = (_("目前没有正在公告的项目"), _("公告一发布就列在这里，到投标截止为止。以往的公告在“信息公开”里。"))
    columns = (*OFFERED, day("published_at", _("公告时间")), due("deadline", _("投标截止")))
    filters = (BY_METHOD,)
    rows = queries.opportunities


def _closed(bid: Bid) -> str:
    """What was handed in in time is not late when the deadline has passed."""
    return "ok" if bid.procedure.deadline and bid.procedure.deadline <= clock.now() else ""


class OwnBids(Register):
    title = _("我的投标")
    intro = _("开标以前，任何人都看不到投标内容，本机构也只有回执。")
    default_sort = "-submitted_at"
    empty = (_("还没有投标"), _("在“投标机会”里选一个项目，投标后这里有回执。"))
    exportable = False
    columns = (
        named(_("项目"), "procedure.title", sub=replace(NUMBER, value="procedure.number")),
        Column("receipt", _("回执号")),
        moment("submitted_at", _("递交时间")),
        due("deadline", _("投标截止"), "procedure.deadline", sort=False, tone=_closed),
        STATE,
    )
    filters = (by_state(BidState),)
    policy = policies.may_see_own_bids
    rows = queries.own_bids
    begins = (_("投标机会"), "procurement:opportunities", policies.may_see_own_bids)


class AskEnquiry(OfProcedure):
    title = _("询问")
    clause = "IR2015:52"
    form_class = forms.Ask
    command = commands.ask_enquiry

    def verdict(self, subject: Procedure) -> Verdict:
        return all_of(policies.may_ask(self.actor, subject), queries.asking_open(subject))


class AnswerEnquiry(ActView):
    title = _("答复询问")
    clause = "IR2015:52"
    form_class = forms.Answer
    policy = policies.may_answer
    command = commands.answer_enquiry
    takes = "enquiry_id"

    def get_subject(self) -> Enquiry:
        return queries.get_enquiry(self.actor, self.kwargs["pk"])

    def heading(self, subject: Enquiry) -> str:
        return f"{subject.procedure.number} {subject.procedure.title}"

    def context(self, subject: Enquiry) -> dict[str, Any]:
        asked = f"{moments.local(subject.asked_at):%Y-%m-%d %H:%M}"
        due = f"{moments.local(subject.due_at):%Y-%m-%d}" if subject.due_at else "—"
        return {"aside": [(_t("问题"), subject.question), (_t("提出时间"), asked), (_t("答复期限"), due)]}

    def success_url(self, result: Any) -> str:
        return reverse("procurement:procedure", args=[self.subject.procedure_id])


@method_decorator((csrf_exempt, sensitive_post_parameters(), never_cache), name="dispatch")
class SubmitBid(OfProcedure):
    """The token is checked here, not by the middleware: checking reads the form, and before that the files must get their handler."""

    title = _("投标")
    mends: ClassVar[Mapping[str, Remedy]] = {}  # a bidder mends what is typed, not the purchaser's documents
    keeps_draft = False  # nobody may read a bid before its opening, the house itself neither
    intro = _("提交后立即密封。开标以前，任何人（包括采购人、财政、系统管理员和本机构）都不能读出；截止前可以重新递交或撤回。")
    clause = "PL2014:35"
    form_class = forms.Bid
    submit_label = _("密封并递交")
    confirm = _("我已核对报价和方案，同意递交。重新递交的，以前递交的内容作废。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [SealedUploadHandler(request)]
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def context(self, subject: Procedure) -> dict[str, Any]:
        found = super().context(subject)
        scored = [
            (format_html('<span lang="zh-Hans">{}</span>', c["title"]), _t("%(points)s分") % {"points": c["max"]}) for c in subject.criteria
        ]
        return found | {"aside": [*found["aside"], *scored]}

    def verdict(self, subject: Procedure) -> Verdict:
        person = policies.may_bid(self.actor, subject)
        if not person.allowed:
            return person
        eligible = organisations.eligibility(self.actor.organisation_id or 0, clock.today())
        return all_of(queries.bidding_open(subject), queries.lateness(subject), eligible)

    @sensitive_variables()
    def perform(self, subject: Procedure, data: dict[str, Any], once: str) -> Bid:
        """The key of the form goes sealed into the bid, not into the table of keys, which would name the bidder."""
        bid: Bid = commands.submit_bid(self.actor, procedure_id=subject.pk, key=once, **data)
        if bid.state == BidState.LATE:
            require(queries.lateness(subject))
        return bid

    def success_url(self, result: Any) -> str:
        return str(result.get_absolute_url()) if isinstance(result, Bid) else super().success_url(result)

    def success_message(self, result: Any) -> str:
        return _t("投标已密封。请保存回执。")


class Receipt(ActorView):
    """The receipt of one's own bid: digest, time, code. Nothing of what was bid."""

    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        bid = queries.get_own_bid(self.actor, receipt)
        code = sealing.receipt_code(bid.receipt, bid.digest, bid.submitted_at.isoformat())
        context = {
            "bid": bid,
            "procedure": bid.procedure,
            "code": code,
            "withdrawable": bid.state == BidState.SUBMITTED
            and bid.procedure.bidding_open
            and policies.may_withdraw(self.actor, bid).allowed,
            "late": bid.state == BidState.LATE,
            "facts": [
                (_t("回执号"), bid.receipt),
                (_t("项目"), bid.procedure.title),
                (_t("采购编号"), bid.procedure.number),
                (_t("递交时间"), f"{moments.local(bid.submitted_at):%Y-%m-%d %H:%M:%S}"),
                (_t("版次"), bid.version),
                (_t("密封内容的 SHA-256 摘要"), bid.digest or "—"),
                (_t("验证码"), code),
                (_t("状态"), bid.state_label),
            ],
        }
        return self.render("procurement/receipt.html", context)


class WithdrawBid(ActView):
    title = _("撤回投标")
    clause = "ML18"
    form_class = forms.Withdraw
    submit_tone = "danger"
    confirm = _("撤回后，密封的内容即行删除；截止前可以重新投标。")

    def get_subject(self) -> Bid:
        return queries.get_own_bid(self.actor, self.kwargs["receipt"])

    def heading(self, subject: Bid) -> str:
        return f"{subject.procedure.number} {subject.procedure.title}"

    def verdict(self, subject: Bid) -> Verdict:
        return all_of(policies.may_withdraw(self.actor, subject), queries.lateness(subject.procedure))

    def perform(self, subject: Bid, data: dict[str, Any], once: str) -> Bid:
        """Without the key of the form: it would stand in a table beside the person. Doing it again is refused by the state."""
        return commands.withdraw_bid(self.actor, receipt=subject.receipt)

    def success_url(self, result: Any) -> str:
        return str(self.subject.get_absolute_url())
