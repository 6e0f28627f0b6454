"""Screens of the acts on budget lines."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds import commands, forms, ledger, policies, queries
from bailu.funds.enums import AccountKind, LineState
from bailu.funds.models import BudgetLine
from bailu.kernel.acts import part, together
from bailu.kernel.verdict import Verdict
from bailu.ui.actviews import ActView
from bailu.ui.remedies import Remedy
from bailu.ui.templatetags.ui_extras import money


class ProposeLine(ActView):
    title = gettext_lazy("编制预算")
    intro = gettext_lazy("为本单位申请一笔购买服务的资金。保存后仍可修改，报送后由财政部门审批。")
    clause = "XM2015:3.6"
    submit_label = gettext_lazy("保存预算")
    form_class = forms.NewLine

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_propose_line(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"county": self.actor.county}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> BudgetLine:
        submit = data.pop("submit_now")
        with together():
            line = commands.propose_line(self.actor, once=part(once, "line"), **_facts(data))
            if submit:
                line = commands.submit_line(self.actor, line_id=line.pk, once=part(once, "submit"))
        return line

    def success_message(self, result: Any) -> str:
        submitted = result.state == LineState.SUBMITTED
        said = _("预算项目%(no)s已报送财政部门审批。") if submitted else _("预算项目%(no)s已保存，核对后请报送。")
        return said % {"no": result.no}


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "treasury"} | {"treasury_id": data["treasury"].pk}


class LineAct(ActView):
    """An act on one line; beside the form what the line is."""

    clause = "XM2015:3.6"
    mends = {"encumbered": Remedy(gettext_lazy("查看占用明细"), lambda line: str(line.get_absolute_url()))}
    takes = "line_id"

    def get_subject(self) -> BudgetLine:
        return queries.line_to_act_on(self.actor, self.kwargs["no"])

    def heading(self, subject: BudgetLine) -> str:
        return f"{subject.no} {subject.title}"

    def context(self, subject: BudgetLine) -> dict[str, Any]:
        balances = ledger.balances(subject.pk)
        aside = [
            (_("购买主体"), subject.purchaser.name),
            (_("资金来源"), subject.get_source_display()),
            (_("用途"), subject.get_purpose_display()),
            (_("金额"), money(subject.amount)),
            (_("可用"), money(balances[AccountKind.AVAILABLE])),
            (_("已占用"), money(balances[AccountKind.ENCUMBERED])),
            (_("编制人"), subject.proposed_by.name),
        ]
        if subject.giver:
            aside.insert(2, (_("出资方"), subject.giver))
        return {"aside": aside}


class ReviseLine(LineAct):
    title = gettext_lazy("修改预算")
    submit_label = gettext_lazy("保存修改")
    form_class = forms.Line
    policy = policies.may_revise_line

    def form_kwargs(self, subject: BudgetLine) -> dict[str, Any]:
        return {"county": self.actor.county}

    def initial(self, subject: BudgetLine) -> dict[str, Any]:
        shown = {name: getattr(subject, name) for name in ("title", "level", "source", "giver", "purpose", "amount")}
        return shown | {"treasury": subject.treasury_id}

    def perform(self, subject: BudgetLine, data: dict[str, Any], once: str) -> BudgetLine:
        return commands.revise_line(self.actor, line_id=subject.pk, once=once, **_facts(data))


class SubmitLine(LineAct):
    title = gettext_lazy("报送预算")
    intro = gettext_lazy("报送后由财政部门审批，审批期间不能修改。")
    policy = policies.may_submit_line
    command = commands.submit_line


class ApproveLine(LineAct):
    step_up = True
    title = gettext_lazy("批准预算")
    intro = gettext_lazy("批准后，购买主体即可把这笔资金用于项目。编制人不能批准自己的预算。")
    form_class = forms.Note
    instead = (gettext_lazy("退回预算"), "funds:return_line")
    policy = policies.may_approve_line
    command = commands.approve_line


class ReturnLine(LineAct):
    title = gettext_lazy("退回预算")
    submit_tone = "stop"
    form_class = forms.Reason
    policy = policies.may_return_line
    command = commands.return_line


class SupplementLine(LineAct):
    step_up = True
    title = gettext_lazy("追加预算")
    form_class = forms.Supplement
    policy = policies.may_supplement_line
    command = commands.supplement_line


class CloseLine(LineAct):
    step_up = True
    title = gettext_lazy("结清预算")
    intro = gettext_lazy("没有资金被占用时才能结清；未用的余额留在财政。")
    confirm = gettext_lazy("我已核对，这个预算项目不再使用。")
    policy = policies.may_close_line
    command = commands.close_line
