"""What is done once for the contract: engaging the third party, accepting the service."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.evaluation import commands, forms, policies, queries
from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.ui import addresses
from bailu.ui.actviews import ActView
from bailu.ui.templatetags.ui_extras import day, money


class OfContract(ActView):
    """Afterwards the dossier of the purchase."""

    takes = "contract_id"

    def get_subject(self) -> Contract:
        return contracts.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Contract) -> Words:
        return f"{subject.project_no} {subject.title}"

    def success_url(self, result: Any) -> str:
        return addresses.purchase(self.subject.project_no)


class Engage(OfContract):
    step_up = True
    title = _("委托第三方评估机构")
    clause = "XM2015:3.7"
    intro = _("评估费从为本项目预留的评估费中支付给受委托的机构，承接主体不承担。")
    submit_label = _("委托")
    form_class = forms.Engage
    policy = policies.may_engage
    command = commands.engage_evaluator

    def form_kwargs(self, subject: Contract) -> dict[str, Any]:
        return {"choices": queries.evaluators(subject)}

    def context(self, subject: Contract) -> dict[str, Any]:
        return {"aside": [(_now("承接主体"), subject.provider.name), (_now("评估费"), money(contracts.fee_left(subject.project_no)))]}


class Accept(OfContract):
    step_up = True
    title = _("组织验收")
    clause = "IR2015:45"
    intro = _("逐项对照合同写明履约情况；邀请服务对象参加并记录其意见。验收书印发后向社会公告。")
    submit_label = _("验收合格")
    confirm = _("我没有经办这次采购，已逐项核对。")
    form_class = forms.Accept
    template_name = "evaluation/accept.html"
    policy = queries.acceptance_verdict
    command = commands.accept

    def initial(self, subject: Contract) -> dict[str, Any]:
        return {"on": clock.today()}

    def formset_initial(self, subject: Contract) -> dict[str, list[dict[str, Any]]]:
        return {"standards": queries.standards(subject)}

    def context(self, subject: Contract) -> dict[str, Any]:
        rows = [
            (_now("承接主体"), subject.provider.name),
            (_now("合同金额"), money(subject.amount)),
            (_now("服务期至"), day(subject.term_to)),
        ]
        done = [e for e in queries.of_contract(subject.pk) if e.total is not None]
        rows += [(e.get_kind_display(), f"{e.total} {e.get_grade_display()}") for e in done]
        return {"aside": rows}
