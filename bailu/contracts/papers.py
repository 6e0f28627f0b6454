"""The contract and the payment claim as documents, filled from the data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.award.models import Award
from bailu.contracts.models import Claim, Contract, Milestone
from bailu.documents.chinese import in_chinese
from bailu.documents.commands import draft, issue
from bailu.documents.enums import DocumentKind
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
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
    )
    issue(actor, document)
    return document.pk
