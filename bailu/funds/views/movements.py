"""Screens of money that changes lines: proposed by one, approved by another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds import commands, forms, policies, queries
from bailu.funds.enums import MovementKind, MovementState
from bailu.funds.models import BudgetLine, Movement
from bailu.funds.views.lines import LineAct
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.ui.actviews import ActView
from bailu.ui.registers import STATE, Column, Filter, Register, by_state, moment, money, named
from bailu.ui.remedies import Remedy
from bailu.ui.steps import Step
from bailu.ui.templatetags.ui_extras import money as yuan
from bailu.ui.views_base import ActorView


class Propose(LineAct):
    """Propose a movement of one kind."""

    kind: ClassVar[MovementKind]
    submit_label = gettext_lazy("报财政审批")
    policy = policies.may_propose_movement
    mends = {"year_open": Remedy(gettext_lazy("查看预算项目"), lambda line: str(line.get_absolute_url()))}

    def form_kwargs(self, subject: BudgetLine) -> dict[str, Any]:
        return {} if self.kind == MovementKind.RETURN else {"lines": queries.targets(self.actor, subject, self.kind)}

    def perform(self, subject: BudgetLine, data: dict[str, Any], once: str) -> Movement:
        target = data.pop("target", None)
        about = {"line_id": subject.pk, "kind": self.kind, "target_id": target.pk if target else None}
        return commands.propose_movement(self.actor, once=once, **about, **data)

    def success_message(self, result: Any) -> Words:
        return _("已报财政部门审批，批准后资金才会变动。")


class ProposeTransfer(Propose):
    title = gettext_lazy("预算调剂")
    intro = gettext_lazy("把可用余额转到同一年度的另一个预算项目，由财政负责人审批。")
    kind = MovementKind.TRANSFER
    form_class = forms.Movement


class ProposeCarryOver(Propose):
    title = gettext_lazy("年末结转")
    intro = gettext_lazy("把可用余额转到下一年度的预算项目。已占用的资金留在原预算项目，直到付清。")
    kind = MovementKind.CARRY_OVER
    form_class = forms.Movement


class ProposeReturn(Propose):
    title = gettext_lazy("结余交回")
    intro = gettext_lazy("把不再使用的可用余额交回财政，由财政负责人审批。")
    kind = MovementKind.RETURN
    form_class = forms.Return


class MovementAct(ActView):
    clause = "XM2015:3.6"
    takes = "movement_id"
    mends = {"target": Remedy(gettext_lazy("查看资金调整"), lambda moved: str(moved.get_absolute_url()))}

    def get_subject(self) -> Movement:
        return queries.movement(self.actor, self.kwargs["pk"])

    def heading(self, subject: Movement) -> str:
        return subject.title

    def context(self, subject: Movement) -> dict[str, Any]:
        aside = [
            (_("类别"), subject.get_kind_display()),
            (_("转出预算项目"), str(subject.source)),
            (_("金额"), yuan(subject.amount)),
            (_("理由"), subject.reason),
            (_("提出人"), subject.proposed_by.name),
        ]
        if subject.target:
            aside.insert(2, (_("转入预算项目"), str(subject.target)))
        return {"aside": aside}


class ApproveMovement(MovementAct):
    step_up = True
    title = gettext_lazy("批准资金调整")
    intro = gettext_lazy("批准后立即记账。提出调整的人不能批准。")
    instead = (gettext_lazy("不批准"), "funds:refuse_movement")
    form_class = forms.Note
    policy = policies.may_approve_movement
    command = commands.approve_movement


class RefuseMovement(MovementAct):
    title = gettext_lazy("不批准资金调整")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_refuse_movement
    command = commands.refuse_movement


def movement_steps(actor: Actor, moved: Movement) -> list[Step]:
    if moved.state != MovementState.PROPOSED:
        return []
    offers = (
        ("approve_movement", _("批准"), policies.may_approve_movement),
        ("refuse_movement", _("不批准"), policies.may_refuse_movement),
    )
    return [
        Step(label, reverse(f"funds:{name}", args=[moved.pk]), may(actor, moved), basis="XM2015:3.6", primary=at == 0)
        for at, (name, label, may) in enumerate(offers)
    ]


class MovementPage(ActorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        moved = queries.movement(self.actor, pk)
        entries = moved.transactions.select_related("line")
        return self.render("funds/movement.html", {"moved": moved, "entries": entries, "steps": movement_steps(self.actor, moved)})


class MovementRegister(Register):
    title = gettext_lazy("资金调整")
    intro = gettext_lazy("预算项目之间的调剂、年末结转和结余交回：一人提出，财政负责人审批。")
    empty = (gettext_lazy("还没有资金调整"), gettext_lazy("在预算项目的页面提出调剂、结转或交回。"))
    columns = (
        named(gettext_lazy("事由"), sub=Column("reason", gettext_lazy("理由"))),
        Column("source", gettext_lazy("转出预算项目"), "source.no", link="source.get_absolute_url"),
        Column("target", gettext_lazy("转入预算项目"), "target.no", link="target.get_absolute_url"),
        money("amount", gettext_lazy("金额"), sort=False),
        STATE,
        moment("created_at", gettext_lazy("提出时间"), sort=False),
    )
    filters = (Filter("kind", gettext_lazy("类别"), MovementKind.choices), by_state(MovementState))
    rows = queries.movements
