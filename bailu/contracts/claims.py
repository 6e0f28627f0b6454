"""Payment claims: asked by the provider, approved by the purchaser, paid by the treasury from the encumbrance."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.contracts import papers, policies, progress, queries, rules
from bailu.contracts.models import Claim, Milestone
from bailu.contracts.tasks import APPROVE_CLAIM, CLAIM
from bailu.funds import orders
from bailu.funds import queries as funds
from bailu.funds.events import Paid, Rejected
from bailu.funds.grounds import Ground
from bailu.funds.models import Encumbrance
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope, Refused
from bailu.kernel.verdict import refuse, require
from bailu.law import params
from bailu.law.rules import term
from bailu.ui import addresses

REFERENCE = "contracts.Claim:"


def grounds(claim_id: int) -> list[Ground]:
    """What the treasury reads before it pays: the claim as approved, and the contract it rests on."""
    claim = Claim.objects.select_related("contract").filter(pk=claim_id).first()
    if claim is None:
        return []
    paper = [(_("请款单"), addresses.named("documents:document", str(claim.document_id)))] if claim.document_id else []
    return [*paper, (_("合同 %(no)s") % {"no": claim.contract.no}, claim.get_absolute_url())]


@act
def submit_claim(
    actor: Actor,
    *,
    contract_id: int,
    no: int,
    amount: Decimal | None = None,
    deduction: Decimal = Decimal(0),
    deduction_reason: str = "",
    invoice_no: str = "",
    evidence: str = "",
) -> Claim:
    """The provider claims an instalment whose event has come (XM2015:3.4; the last only after the final evaluation, 3.7).

    ``amount`` is the instalment less ``deduction`` when it is not given.
    Raises Refused before the condition, for another amount than the instalment less deductions, and above the encumbrance.
    """
    contract = queries.lock(actor, contract_id)
    require(policies.may_claim(actor, contract))
    milestone = Milestone.objects.filter(contract=contract, no=no).first()
    if milestone is None:
        raise OutOfScope
    amount = milestone.amount - deduction if amount is None else amount
    final = queries.final_opened(contract.pk)
    require(rules.may_claim(milestone.kind, opened=milestone.opened_at is not None, final_evaluated=final))
    require(rules.claim_fits(amount, deduction, milestone.amount, queries.encumbered_left(contract.project_no)))
    require(rules.not_claimed_yet(Claim.objects.filter(milestone=milestone).exclude(state="RETURNED").exists()))
    claim = Claim.objects.create(
        contract=contract,
        milestone=milestone,
        amount=amount,
        deduction=deduction,
        deduction_reason=deduction_reason,
        invoice_no=invoice_no,
        evidence=evidence,
        submitted_by_id=actor.user_id,
    )
    record(actor, "contracts.claimed", claim, stream=contract.project_no, basis="XM2015:3.4", data=claim.facts())
    settle(actor, CLAIM, contract, ref=str(no))
    ask(actor, APPROVE_CLAIM, contract, at=[claim.pk], ref=str(claim.pk))
    return claim


@act
def approve_claim(actor: Actor, *, claim_id: int, opinion: str = "") -> Claim:
    """The purchaser's head approves: the treasury is asked to pay, from the encumbrance of this purchase only."""
    claim = queries.lock_claim(actor, claim_id)
    require(policies.may_approve_claim(actor, claim))
    contract = claim.contract
    encumbrance = funds.encumbrance(contract.project_no, "SERVICE")
    if encumbrance is None:
        raise Refused(refuse(_("没有为本项目预留的资金。"), "PL2014:6", code="encumbrance"))
    require(rules.claim_fits(claim.amount, claim.deduction, claim.milestone.amount, queries.encumbered_left(contract.project_no)))
    claim.move("approve")
    claim.approved_by_id, claim.approved_by_name, claim.approved_at = actor.user_id, actor.name, clock.now()
    within = term(clock.today(), params.get("contract.pay_days", contract.regime_on))
    claim.pay_due = within.due if within else None
    order = orders.request_payment(
        actor,
        encumbrance_id=encumbrance.pk,
        amount=claim.amount,
        payee_id=contract.provider_id,
        reference=f"{REFERENCE}{claim.pk}",
        title=f"{contract.title} 第{claim.milestone.no}期",
        due=claim.pay_due,
    )
    claim.order_id = order.pk
    claim.document_id = papers.issue_claim(actor, claim, opinion)
    claim.save(update_fields=["state", "approved_by_id", "approved_by_name", "approved_at", "pay_due", "order_id", "document_id"])
    data = {"amount": claim.amount, "order": order.pk}
    record(actor, "contracts.claim_approved", claim, stream=contract.project_no, basis="XM2015:3.6", reason=opinion, data=data)
    settle(actor, APPROVE_CLAIM, contract, ref=str(claim.pk))
    return claim


@act
def return_claim(actor: Actor, *, claim_id: int, reason: str) -> Claim:
    """Send it back with the reason; the provider may claim again."""
    claim = queries.lock_claim(actor, claim_id)
    require(policies.may_return_claim(actor, claim))
    _give_back(actor, claim, "return", reason)
    settle(actor, APPROVE_CLAIM, claim.contract, ref=str(claim.pk))
    return claim


@step
def _give_back(actor: Actor, claim: Claim, move: str, reason: str) -> None:
    claim.move(move)
    claim.returned_reason = reason
    claim.save(update_fields=["state", "returned_reason"])
    contract = claim.contract
    record(actor, "contracts.claim_returned", claim, stream=contract.project_no, basis="XM2015:3.6", reason=reason)
    ask(actor, CLAIM, contract, at=[contract.pk, claim.milestone.no], ref=str(claim.milestone.no))


def _claim_of(reference: str) -> Claim | None:
    if not reference.startswith(REFERENCE):
        return None
    return Claim.objects.select_related("contract", "milestone").get(pk=int(reference.removeprefix(REFERENCE)))


def when_paid(actor: Actor, event: Paid) -> None:
    """The treasury paid a claim, or the evaluator's fee; when it was the last of all, the purchase is settled."""
    claim = _claim_of(event.reference)
    if claim is not None:
        progress.mark_paid(actor, claim)
        return
    project_no = Encumbrance.objects.values_list("project_no", flat=True).get(pk=event.encumbrance_id)
    contract = queries.contract_of(project_no)
    if contract is not None:
        progress.settle_if_done(actor, contract)


def when_rejected(actor: Actor, event: Rejected) -> None:
    """The treasury sent it back: the provider may claim again."""
    claim = _claim_of(event.reference)
    if claim is not None:
        _give_back(actor, claim, "reject", event.reason)
