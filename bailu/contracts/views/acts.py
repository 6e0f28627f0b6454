"""Screens of the acts from the draft to the start of the service."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.award.models import Award
from bailu.award.queries import award_of
from bailu.contracts import commands, drafting, forms, policies, queries, rules
from bailu.contracts.models import Contract
from bailu.contracts.views.pages import text_facts
from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, all_of
from bailu.law import params
from bailu.law.rules import months_after
from bailu.organisations import queries as organisations
from bailu.planning import queries as plans
from bailu.planning.models import Project
from bailu.ui.actviews import ActView
from bailu.ui.addresses import purchase
from bailu.ui.remedies import at, dossier
from bailu.ui.templatetags.ui_extras import money


class DraftContract(ActView):
    """Everything known is filled in: nobody types again what notice, bid and award say."""

    title = gettext_lazy("起草合同")
    intro = gettext_lazy("内容已从采购公告、项目目标和中标（成交）结果带入。六项内容缺一不可，金额和目标不得偏离。")
    clause = "XM2015:3.4"
    submit_label = gettext_lazy("保存合同草稿")
    form_class = forms.Draft

    def get_subject(self) -> Project:
        project = plans.by_no(self.actor, self.kwargs["no"])
        if self.award is None or self.award.noticed_at is None:
            raise OutOfScope
        return project

    @cached_property
    def award(self) -> Award | None:
        return award_of(self.kwargs["no"])

    def verdict(self, subject: Project) -> Verdict:
        drafted = rules.drafted_once(Contract.objects.filter(project_no=subject.no).exists())
        return all_of(policies.may_draft(self.actor, subject.purchaser_id), drafted)

    def heading(self, subject: Project) -> str:
        return f"{subject.no} {subject.title}"

    def initial(self, subject: Project) -> dict[str, Any]:
        award = self.award
        assert award is not None
        shares = drafting.default_shares(params.regime(award.procedure.regime_on or clock.today()))
        first = _next_month(clock.today())
        terms = drafting.suggested_terms(subject, plans.targets(subject.no), drafting.instalments(award.amount, shares))
        dates = {"term_from": first, "term_to": months_after(first, subject.months) - dt.timedelta(days=1)}
        return terms | dates | {"amount": award.amount} | {f"share_{at}": share for at, share in enumerate(shares, 1)}

    def perform(self, subject: Project, data: dict[str, Any], once: str) -> Contract:
        return commands.draft_contract(self.actor, project_no=subject.no, once=once, **data)

    def success_url(self, result: Any) -> str:
        return result.get_absolute_url() if isinstance(result, Contract) else purchase(self.kwargs["no"])

    def context(self, subject: Project) -> dict[str, Any]:
        award = self.award
        assert award is not None
        return {
            "aside": [
                (_("购买主体"), subject.purchaser.name),
                (_("承接主体"), award.provider.name),
                (_("中标（成交）金额"), money(award.amount)),
                (_("服务期"), _("%(n)s个月") % {"n": subject.months}),
                (_("签约期限"), award.contract_due.isoformat() if award.contract_due else ""),
            ]
        }


def _next_month(today: dt.date) -> dt.date:
    return months_after(today.replace(day=1), 1)


class ContractAct(ActView):
    """An act on one contract; beside the form who, how much, how long."""

    clause = "PL2014:46"
    takes = "contract_id"
    mends = {
        "six_terms": at(gettext_lazy("修改合同文本"), "contracts:edit", "pk"),
        **dict.fromkeys(("condition", "final", "unpaid", "fee", "encumbrance"), dossier(gettext_lazy("查看进展和款项"))),
    }

    def get_subject(self) -> Contract:
        return queries.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Contract) -> str:
        return f"{subject.no} {subject.title}"

    def success_url(self, result: Any) -> str:
        return str(result.get_absolute_url())

    def context(self, subject: Contract) -> dict[str, Any]:
        return {
            "aside": [
                (_("购买主体"), subject.purchaser.name),
                (_("承接主体"), subject.provider.name),
                (_("合同金额"), money(subject.amount)),
                (_("服务期限"), f"{subject.term_from} – {subject.term_to}"),
                (_("状态"), subject.state_label),
            ]
        }


class EditContract(ContractAct):
    title = gettext_lazy("修改合同文本")
    intro = gettext_lazy("金额、期限、目标和分期依采购公告和中标（成交）结果，不在这里修改。")
    submit_label = gettext_lazy("保存修改")
    form_class = forms.Terms
    policy = policies.may_edit
    command = commands.edit_contract

    def initial(self, subject: Contract) -> dict[str, Any]:
        return {name: getattr(subject, name) for name in ("scope", "quantity", "quality", "payment", "breach")}


class ReadAndAct(ContractAct):
    """Before the signature stands the whole text."""

    template_name = "contracts/read.html"

    def context(self, subject: Contract) -> dict[str, Any]:
        return super().context(subject) | text_facts(subject)


class OfferContract(ReadAndAct):
    step_up = True
    title = gettext_lazy("签署合同（购买主体）")
    intro = gettext_lazy("签署后送承接主体签署。起草合同的人不能签署。")
    submit_label = gettext_lazy("签署并送承接主体")
    confirm = gettext_lazy("我已阅读合同全文，代表购买主体签署。")
    policy = policies.may_offer
    command = commands.sign_for_purchaser


class SignContract(ReadAndAct):
    step_up = True
    title = gettext_lazy("签署合同（承接主体）")
    intro = gettext_lazy("签署即成立合同：公告、备案期限开始计算，第一期款可以申请。签署时再次核对承接资格。")
    submit_label = gettext_lazy("签署合同")
    confirm = gettext_lazy("我已阅读合同全文，代表承接主体签署。")
    command = commands.sign_for_provider

    def verdict(self, subject: Contract) -> Verdict:
        right = policies.may_sign(self.actor, subject)
        return organisations.eligibility(subject.provider_id, clock.today()) if right.allowed else right


class RedraftContract(ContractAct):
    title = gettext_lazy("撤回修改")
    intro = gettext_lazy("承接主体签署之前可以撤回。修改后须重新签署。")
    submit_tone = "danger"
    form_class = forms.Reason
    policy = policies.may_redraft
    command = commands.redraft_contract


class PublishContract(ContractAct):
    title = gettext_lazy("公告合同")
    intro = gettext_lazy("公告后，任何人都能阅读合同文本。")
    clause = "IR2015:50"
    confirm = gettext_lazy("我已核对，合同中没有国家秘密、商业秘密和个人隐私。")
    policy = policies.may_publish
    command = commands.publish_contract


class FileContract(ContractAct):
    title = gettext_lazy("合同备案")
    clause = "PL2014:47"
    form_class = forms.Filing
    policy = policies.may_file
    command = commands.file_contract


class StartService(ContractAct):
    title = gettext_lazy("开始服务")
    clause = "XM2015:3.4"
    form_class = forms.Start
    policy = policies.may_start
    command = commands.start_service

    def initial(self, subject: Contract) -> dict[str, Any]:
        return {"on": max(subject.term_from, clock.today())}
