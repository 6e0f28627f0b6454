"""Screens of claiming an instalment and of deciding on the claim."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.contracts import claims, forms, policies, queries, rules
from bailu.contracts.models import Claim, Contract, Milestone
from bailu.contracts.views.acts import ContractAct
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, all_of
from bailu.ui import addresses
from bailu.ui.actviews import ActView
from bailu.ui.remedies import Remedy
from bailu.ui.templatetags.ui_extras import money


class NewClaim(ContractAct):
    step_up = True
    title = gettext_lazy("申请合同款")
    intro = gettext_lazy("金额按合同自动带入。提交后由购买主体负责人审核，再由财政部门支付。")
    clause = "XM2015:3.4"
    submit_label = gettext_lazy("提交请款")
    form_class = forms.NewClaim

    @cached_property
    def milestone(self) -> Milestone:
        found = next((m for m in queries.milestones(self.kwargs["pk"]) if m.no == self.kwargs["no"]), None)
        if found is None:
            raise OutOfScope
        return found

    def verdict(self, subject: Contract) -> Verdict:
        one, running = self.milestone, subject.claims.filter(milestone=self.milestone).exclude(state="RETURNED").exists()
        final = queries.final_opened(subject.pk)
        return all_of(
            policies.may_claim(self.actor, subject),
            rules.not_claimed_yet(running),
            rules.may_claim(one.kind, opened=one.opened_at is not None, final_evaluated=final),
        )

    def context(self, subject: Contract) -> dict[str, Any]:
        one = self.milestone
        aside = [
            (_("期次"), _("第%(no)s期，%(share)s%%") % {"no": one.no, "share": f"{one.share.normalize():f}"}),
            (_("付款条件"), one.get_kind_display()),
            (_("本期金额"), money(one.amount)),
            (_("已预留未支付"), money(queries.encumbered_left(subject.project_no))),
        ]
        return {"aside": aside}

    def perform(self, subject: Contract, data: dict[str, Any], once: str) -> Claim:
        return claims.submit_claim(self.actor, contract_id=subject.pk, no=self.milestone.no, once=once, **data)

    def success_message(self, result: Claim) -> str:
        words = {"no": self.milestone.no, "amount": money(result.amount)}
        return _("第%(no)s期款 %(amount)s 已申请，等购买主体负责人审核。") % words


class ClaimAct(ActView):
    clause = "XM2015:3.6"
    mends = dict.fromkeys(
        ("condition", "final", "unpaid", "encumbrance"),
        Remedy(gettext_lazy("查看进展和款项"), lambda claim: addresses.purchase(claim.contract.project_no)),
    )
    takes = "claim_id"

    def get_subject(self) -> Claim:
        return queries.get_claim(self.actor, self.kwargs["pk"])

    def heading(self, subject: Claim) -> str:
        return f"{subject.contract.no} {subject.contract.title}"

    def success_url(self, result: Any) -> str:
        return str(result.get_absolute_url())

    def context(self, subject: Claim) -> dict[str, Any]:
        return {
            "aside": [
                (_("承接主体"), subject.contract.provider.name),
                (_("期次"), str(subject.milestone.no)),
                (_("付款条件"), subject.milestone.get_kind_display()),
                (_("本期金额"), money(subject.milestone.amount)),
                (_("扣减金额"), money(subject.deduction)),
                (_("扣减原因"), subject.deduction_reason or "—"),
                (_("请款金额"), money(subject.amount)),
                (_("发票号码"), subject.invoice_no or "—"),
                (_("说明"), subject.evidence or "—"),
            ]
        }


class ApproveClaim(ClaimAct):
    step_up = True
    title = gettext_lazy("审核请款")
    intro = gettext_lazy("审核通过后，由财政部门从本项目预留的资金中支付。")
    submit_label = gettext_lazy("审核通过")
    instead = (gettext_lazy("退回请款"), "contracts:return")
    form_class = forms.Opinion
    policy = policies.may_approve_claim
    command = claims.approve_claim


class ReturnClaim(ClaimAct):
    title = gettext_lazy("退回请款")
    intro = gettext_lazy("退回后，承接主体可以改正并重新申请。")
    submit_tone = "danger"
    form_class = forms.Reason
    policy = policies.may_return_claim
    command = claims.return_claim
