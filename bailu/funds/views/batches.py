"""Screens of paying many at once: the desk, a batch, the bank's file and its return."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds import bank, commands, forms, policies, queries, sheets
from bailu.funds.enums import BatchState, OrderState
from bailu.funds.models import PaymentBatch, PaymentOrder
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Refused
from bailu.kernel.verdict import Verdict, require
from bailu.kernel.words import Words
from bailu.ui.actviews import ActView
from bailu.ui.registers import NO, STATE, Register, by_state, moment, money, number
from bailu.ui.registers.export import MEDIA_TYPE
from bailu.ui.remedies import at
from bailu.ui.steps import Step
from bailu.ui.templatetags.ui_extras import money as yuan
from bailu.ui.views_base import ActorView

#: As many as one batch is chosen from on one screen: the most urgent.
OFFERED = 100


class Desk(ActorView):
    """What this treasury has to pay: what is late, what is due this week, what waits to be released or for the bank."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(policies.may_open_desk(self.actor))
        waiting = queries.waiting_orders(self.actor)
        today = clock.today()
        return self.render(
            "funds/desk.html",
            {
                "figures": queries.waiting_figures(self.actor),
                "late": waiting.filter(due__lt=today)[: queries.SHOWN],
                "week": waiting.filter(due__gte=today, due__lte=queries.week_end(today))[: queries.SHOWN],
                "batches": queries.open_batches(self.actor)[: queries.SHOWN],
                "may_batch": policies.may_batch(self.actor).allowed,
            },
        )


class PutTogether(ActView):
    step_up = True
    title = gettext_lazy("汇总审核支付批次")
    intro = gettext_lazy("核对金额、收款单位和依据，选出一并支付的支付令。随后由财政负责人支付，不能是同一个人。")
    clause = "XM2015:3.6"
    submit_label = gettext_lazy("审核无误，提交支付")
    form_class = forms.Batch
    mends = {"in_batch": at(gettext_lazy("查看支付批次"), "funds:batches")}

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_batch(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"waiting": [(order.pk, _described(order)) for order in queries.waiting_orders(self.actor)[:OFFERED]]}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> PaymentBatch:
        return commands.put_together(self.actor, order_ids=data["orders"], note=data["note"], once=once)

    def success_message(self, result: Any) -> Words:
        said = {"no": result.no, "count": result.count, "total": yuan(result.total)}
        return _("批次%(no)s：%(count)s张支付令，共%(total)s，等财政负责人支付。") % said

    def cancel_url(self, subject: Any) -> str:
        return reverse("funds:desk")


def _described(order: PaymentOrder) -> str:
    parts = [order.no, yuan(order.amount), order.payee.name, order.title]
    if order.due:
        parts.append(_("%(day)s前") % {"day": order.due.isoformat()})
    return " · ".join(parts)


class BatchAct(ActView):
    clause = "XM2015:3.6"
    takes = "batch_id"

    def get_subject(self) -> PaymentBatch:
        return queries.batch(self.actor, self.kwargs["no"])

    def heading(self, subject: PaymentBatch) -> str:
        return subject.no

    def context(self, subject: PaymentBatch) -> dict[str, Any]:
        return {
            "aside": [
                (_("笔数"), subject.count),
                (_("合计"), yuan(subject.total)),
                (_("汇总审核人"), subject.checked_by.name),
                *([(_("支付人"), subject.released_by.name)] if subject.released_by else []),
            ]
        }


class ReleaseBatch(BatchAct):
    step_up = True
    title = gettext_lazy("批量支付")
    intro = gettext_lazy("支付后导出文件交银行。汇总审核的人不能支付；重复提交只支付一次。")
    confirm = gettext_lazy("我已核对笔数、合计和收款单位。")
    instead = (gettext_lazy("撤回批次"), "funds:withdraw_batch")
    policy = policies.may_release_batch
    command = commands.release_batch

    def success_message(self, result: Any) -> Words:
        return _("批次%(no)s已交银行，请导出支付文件；收到回单后登记。") % {"no": result.no}


class WithdrawBatch(BatchAct):
    title = gettext_lazy("撤回批次")
    intro = gettext_lazy("批次拆开，其中的支付令仍为已审核，可以单独支付或另组批次。")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_withdraw_batch
    command = commands.withdraw_batch


class RecordReturn(BatchAct):
    step_up = True
    title = gettext_lazy("登记银行回单")
    intro = gettext_lazy("按支付令号和金额逐笔核对。有一笔不符就都不登记，并列出每一处不符。")
    form_class = forms.BankReturn
    mends = {"mismatch": at(gettext_lazy("查看支付批次"), "funds:batch", "no")}
    keeps_draft = False
    policy = policies.may_record_return

    def perform(self, subject: PaymentBatch, data: dict[str, Any], once: str) -> PaymentBatch:
        try:
            lines, faults = bank.read_return(data["upload"])
        except sheets.Unreadable as fault:
            raise ValidationError({"upload": str(fault)}) from fault
        if faults:
            raise ValidationError({"upload": sheets.told(faults)})
        try:
            return commands.record_return(self.actor, batch_id=subject.pk, lines=lines, once=once)
        except Refused as refused:
            found = queries.mismatches(subject, lines)
            if refused.verdict.code == "mismatch" and found:
                raise ValidationError({"upload": sheets.told(found)}) from refused
            raise

    def success_message(self, result: Any) -> Words:
        if result.state == BatchState.CLOSED:
            return _("批次%(no)s已对账完毕。") % {"no": result.no}
        return _("已登记。批次%(no)s还有支付令没有回单。") % {"no": result.no}


def batch_steps(actor: Actor, batch: PaymentBatch) -> list[Step]:
    offers = {
        BatchState.CHECKED: (
            ("release_batch", _("批量支付"), policies.may_release_batch),
            ("withdraw_batch", _("撤回批次"), policies.may_withdraw_batch),
        ),
        BatchState.RELEASED: (("record_return", _("登记银行回单"), policies.may_record_return),),
    }
    found = offers.get(BatchState(batch.state), ())
    return [
        Step(label, reverse(f"funds:{name}", args=[batch.no]), may(actor, batch), basis="XM2015:3.6", primary=place == 0)
        for place, (name, label, may) in enumerate(found)
    ]


class BatchPage(ActorView):
    """A batch reconciled: what the bank paid, what it gave back, what it has not answered."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        batch = queries.batch(self.actor, no)
        orders = list(queries.orders_in(batch))
        by_state = [
            (label, sum((order.amount for order in orders if order.state == state), queries.ZERO))
            for state, label in ((OrderState.PAID, _("银行已付")), (OrderState.CHECKED, _("未回单")), (OrderState.REJECTED, _("银行退回")))
        ]
        context = {
            "batch": batch,
            "orders": orders,
            "parts": [(label, amount, tone) for (label, amount), tone in zip(by_state, ("p1", "p2", "pstop"), strict=True)],
            "steps": batch_steps(self.actor, batch),
            "exported": batch.state in (BatchState.RELEASED, BatchState.CLOSED),
        }
        return self.render("funds/batch.html", context)


class BankFile(ActorView):
    """The file for the bank, of a batch that was released."""

    def get(self, request: HttpRequest, no: str, kind: str) -> HttpResponse:
        batch = queries.batch(self.actor, no)
        require(policies.may_export_batch(self.actor, batch))
        orders = queries.orders_in(batch)
        content, media = (bank.as_csv(orders), "text/csv; charset=utf-8") if kind == "csv" else (bank.as_excel(orders), MEDIA_TYPE)
        answer = HttpResponse(content, content_type=media)
        answer["Content-Disposition"] = f'attachment; filename="{batch.no}.{kind}"'
        return answer


class BatchRegister(Register):
    title = gettext_lazy("支付批次")
    intro = gettext_lazy("一人汇总审核，另一人交银行支付，收到银行回单后逐笔对账。")
    empty = (gettext_lazy("还没有支付批次"), gettext_lazy("待付的支付令可以汇总成一批办理。"))
    columns = (
        NO,
        number("count", gettext_lazy("笔数"), sort=False),
        money("total", gettext_lazy("合计"), sort=False),
        STATE,
        moment("created_at", gettext_lazy("汇总时间"), sort=False),
        moment("released_at", gettext_lazy("支付时间"), sort=False),
        moment("closed_at", gettext_lazy("对账时间"), sort=False),
    )
    filters = (by_state(BatchState),)
    rows = queries.batches
    policy = policies.may_see_batches
    begins = (gettext_lazy("汇总审核支付批次"), "funds:put_together", policies.may_batch)
