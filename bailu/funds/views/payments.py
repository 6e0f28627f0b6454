"""Screens of the treasury's two acts on a payment order."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds import commands, forms, grounds, policies, queries
from bailu.funds.models import PaymentOrder
from bailu.kernel.words import Words
from bailu.ui.actviews import ActView
from bailu.ui.remedies import at
from bailu.ui.templatetags.ui_extras import money


class OrderAct(ActView):
    """An act on one order; beside the form what is paid, to whom, from what."""

    clause = "XM2015:3.6"
    takes = "order_id"
    mends = {"in_batch": at(gettext_lazy("查看支付令"), "funds:payment", "pk")}

    def get_subject(self) -> PaymentOrder:
        return queries.order(self.actor, self.kwargs["pk"])

    def heading(self, subject: PaymentOrder) -> str:
        return f"{subject.project_no} {subject.title}"

    def success_url(self, result: Any) -> str:
        return str(result.get_absolute_url())

    def context(self, subject: PaymentOrder) -> dict[str, Any]:
        held = subject.encumbrance
        papers = [format_html('<a href="{}">{}</a>', url, label) for label, url in grounds.of(subject.reference)]
        return {
            "aside": [
                *((_("依据"), paper) for paper in papers),
                (_("收款单位"), subject.payee.name),
                (_("金额"), money(subject.amount)),
                (_("预算项目"), f"{held.line.no} {held.line.title}"),
                (_("用途"), held.get_purpose_display()),
                (_("占用余额"), money(held.left)),
                (_("申请人"), subject.requested_by.name if subject.requested_by else ""),
                *([(_("审核人"), subject.checked_by.name)] if subject.checked_by else []),
            ]
        }


class CheckPayment(OrderAct):
    step_up = True
    title = gettext_lazy("审核支付")
    intro = gettext_lazy("核对金额、收款单位和依据。审核后由财政负责人支付，不能是同一个人。")
    submit_label = gettext_lazy("审核无误")
    instead = (gettext_lazy("不予支付"), "funds:reject_payment")
    form_class = forms.Note
    policy = policies.may_check_payment
    command = commands.check_payment

    def success_message(self, result: Any) -> Words:
        return _("已审核，等财政负责人支付。")


class Pay(OrderAct):
    step_up = True
    title = gettext_lazy("支付")
    instead = (gettext_lazy("不予支付"), "funds:reject_payment")
    intro = gettext_lazy("从占用的预算中支付。重复提交只支付一次。")
    confirm = gettext_lazy("我已核对收款单位和金额。")
    policy = policies.may_pay
    command = commands.pay

    def success_message(self, result: Any) -> Words:
        return _("已支付 %(amount)s 给 %(payee)s。") % {"amount": money(result.amount), "payee": result.payee.name}


class RejectPayment(OrderAct):
    title = gettext_lazy("不予支付")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_reject_payment
    command = commands.reject_payment
