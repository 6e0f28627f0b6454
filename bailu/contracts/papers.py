"""The contract and the payment claim as documents, filled from the data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from bailu.award.models import Award
from bailu.contracts.models import Claim, Contract, Milestone
from bailu.documents.chinese import in_chinese
from bailu.documents.commands import draft, issue, publish
from bailu.documents.enums import DocumentKind
from bailu.documents.models import Document
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.organisations.models import Organisation
from bailu.planning.enums import TargetKind


def party(organisation: Organisation) -> dict[str, Any]:
    return {"name": organisation.name, "credit_code": organisation.credit_code or organisation.registration_no or ""}


@step
@in_chinese
def issue_contract(actor: Actor, contract: Contract, award: Award) -> int:
    """The signed text: six terms, targets and instalments."""
    data = {
        "project_no": contract.project_no,
        "project_title": contract.title,
        "contract_no": contract.no,
        "purchaser": party(contract.purchaser),
        "provider": party(contract.provider),
        "amount": contract.amount,
        "scope": contract.scope,
        "quantity": contract.quantity,
        "quality": contract.quality,
        "term": f"{contract.term_from:%Y年%-m月%-d日}至{contract.term_to:%Y年%-m月%-d日}",
        "payment": contract.payment,
        "breach": contract.breach,
        "starts_on": contract.term_from,
        "ends_on": contract.term_to,
        "awarded_on": award.decided_at.astimezone(clock.ZONE).date(),
        "signed_on": clock.today(),
        "instalments": [_instalment(m) for m in contract.milestones.all()],
        "targets": [
            {"kind": TargetKind(t.kind).label, "measure": t.measure, "goal": t.goal, "unit": t.unit, "evidence": t.evidence}
            for t in contract.targets.all()
        ],
    }
    return _paper(actor, DocumentKind.CONTRACT, contract, f"contracts.Contract:{contract.pk}", data)


@step
def publish_contract(actor: Actor, contract: Contract) -> None:
    """The signed text becomes public."""
    if contract.document_id is not None:
        publish(actor, Document.objects.get(pk=contract.document_id))


def may_read(actor: Actor, document: Document) -> Verdict:
    """Contract and claims are read by whoever sees the contract: both parties, the evaluator, those who pay and watch."""
    owner, _colon, pk = document.owner.partition(":")
    about = Q(claims=pk) if owner == "contracts.Claim" else Q(pk=pk)
    if Contract.objects.visible_to(actor).filter(about).exists():
        return ALLOWED
    return forbid(_("合同文件只供双方当事人和监督人员查看。"), "IR2015:50", code="organisation")


def may_edit(actor: Actor, document: Document) -> Verdict:
    """The paper is printed from the contract; whoever wants another wording edits the contract before it is signed."""
    return forbid(_("这份文件由系统根据办理结果生成，不能修改。"), "PL2014:42", code="kind")


def _instalment(milestone: Milestone) -> dict[str, Any]:
    names = {1: "首付款", 2: "中期款", 3: "尾款"}
    return {
        "no": milestone.no,
        "name": names.get(milestone.no, f"第{milestone.no}期款"),
        "share": milestone.share,
        "amount": milestone.amount,
        "condition": str(milestone.get_kind_display()),
    }


@step
@in_chinese
def issue_claim(actor: Actor, claim: Claim, opinion: str) -> int:
    """The claim with what it rests on and who approved it."""
    contract, milestone = claim.contract, claim.milestone
    paid = sum((c.amount for c in Claim.objects.filter(contract=contract, state="PAID")), Decimal(0))
    instalment = _instalment(milestone)
    data = {
        "project_no": contract.project_no,
        "project_title": contract.title,
        "contract_no": contract.no,
        "purchaser": party(contract.purchaser),
        "provider": party(contract.provider),
        "contract_amount": contract.amount,
        "instalment_no": milestone.no,
        "instalment_name": instalment["name"],
        "share": milestone.share,
        "instalment_amount": milestone.amount,
        "amount": claim.amount,
        "deductions": [{"reason": claim.deduction_reason, "amount": claim.deduction}] if claim.deduction else [],
        "condition": instalment["condition"],
        "condition_met": claim.evidence or instalment["condition"],
        "applied_on": claim.created_at.astimezone(clock.ZONE).date(),
        "approvals": [{"capacity": "采购人审核", "name": actor.name, "opinion": opinion or "同意支付", "on": clock.today()}],
        "paid_before": paid,
        "left_after": contract.amount - paid - claim.amount,
        "invoice_no": claim.invoice_no,
    }
    return _paper(actor, DocumentKind.PAYMENT_CLAIM, contract, f"contracts.Claim:{claim.pk}", data)


def _paper(actor: Actor, kind: DocumentKind, contract: Contract, owner: str, data: dict[str, Any]) -> int:
    document = draft(
        actor,
        kind=kind,
        project_no=contract.project_no,
        owner=owner,
        organisation_id=contract.purchaser_id,
        title=f"{contract.title} {DocumentKind(kind).label}",
        data=data,
        shared_with=(contract.provider_id,),
    )
    issue(actor, document)
    return document.pk
