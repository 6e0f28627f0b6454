"""Screens of the opening, of its end, and of the opened bids."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, all_of, require
from bailu.procurement import commands, forms, moments, policies, queries, rules
from bailu.procurement.models import Procedure
from bailu.procurement.views.base import OfProcedure, shown
from bailu.ui.views_base import ActorView


class BeginOpening(OfProcedure):
    step_up = True
    title = _("开始开标")
    intro = _("开标由两人办理：一人开始，另一人确认。确认以前不读出任何内容。")
    clause = "ML18"
    form_class = forms.BeginOpening
    confirm = _("投标截止时间已过，现在开始开标。")
    command = commands.begin_opening

    def verdict(self, subject: Procedure) -> Verdict:
        """Who comes early is told the hour, not that the state is another."""
        now = clock.now()
        right, due = policies.may_begin_opening(self.actor, subject), rules.opening_due(now, subject.opens_at or now)
        return right if right.forbidden or due.allowed else due


class ConfirmOpening(OfProcedure):
    step_up = True
    title = _("确认开标")
    intro = _("确认后全部投标同时开启，报价写入开标记录，逾期投标登记退回。")
    clause = "ML18"
    form_class = forms.ConfirmOpening
    confirm = _("我与开始开标的人共同在场，确认开启全部投标。")
    command = commands.confirm_opening

    def verdict(self, subject: Procedure) -> Verdict:
        second = rules.two_openers(subject.opening_begun_by_id, self.actor.user_id)
        return all_of(policies.may_confirm_opening(self.actor, subject), second)

    def context(self, subject: Procedure) -> dict[str, Any]:
        found = super().context(subject)
        begun = [(_t("开始开标"), f"{subject.opening_begun_by_name} {shown(subject.opening_begun_at)}")]
        return found | {"aside": [*found["aside"], *begun]}


class Fail(OfProcedure):
    title = _("宣布废标")
    clause = "PL2014:36"
    form_class = forms.Fail
    submit_tone = "danger"
    confirm = _("我已核对法定情形。废标后，项目须重新采购。")
    policy = policies.may_fail
    command = commands.fail_procedure


class BidPage(ActorView):
    """An opened bid in full, for those who may read it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        bid = queries.get_bid(self.actor, pk)
        require(policies.may_read_bid(self.actor, bid))
        context = {
            "bid": bid,
            "procedure": bid.procedure,
            "content": bid.content or {},
            "attachments": bid.attachments.defer("content"),
            "facts": [
                (_t("投标人"), bid.provider.name if bid.provider else "—"),
                (_t("递交时间"), f"{moments.local(bid.submitted_at):%Y-%m-%d %H:%M:%S}"),
                (_t("递交人"), bid.submitted_by_name),
                (_t("版次"), bid.version),
                (_t("密封摘要"), bid.digest),
                (_t("状态"), bid.state_label),
            ],
        }
        return self.render("procurement/bid.html", context)


class BidFile(ActorView):
    """A file of an opened bid, as a download."""

    def get(self, request: HttpRequest, pk: int, file: int) -> FileResponse:
        bid = queries.get_bid(self.actor, pk)
        require(policies.may_read_bid(self.actor, bid))
        found = bid.attachments.filter(pk=file).first()
        if found is None:
            raise OutOfScope(f"procurement.BidAttachment:{file}")
        answer = FileResponse(io.BytesIO(bytes(found.content)), as_attachment=True, filename=found.name)
        answer["Content-Type"] = "application/octet-stream"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
