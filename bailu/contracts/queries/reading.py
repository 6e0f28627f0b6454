"""The read side: one contract, lists, its money and its clocks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import FilteredRelation, Q

from bailu.contracts.enums import ClaimState, MilestoneKind
from bailu.contracts.models import Claim, Claims, Contract, Contracts, ContractTarget, Milestone
from bailu.funds import queries as funds
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared


def contracts(actor: Actor) -> Contracts:
    return Contract.objects.visible_to(actor).select_related("purchaser", "provider")


def claims(actor: Actor) -> Claims:
    return Claim.objects.visible_to(actor).select_related("contract", "contract__purchaser", "contract__provider", "milestone")


def get(actor: Actor, contract_id: int) -> Contract:
    """Raises OutOfScope (404)."""
    found = contracts(actor).filter(pk=contract_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, contract_id: int) -> Contract:
    """The contract in scope, locked for an act."""
    found = contracts(actor).select_for_update(of=("self",)).filter(pk=contract_id).first()
    if found is None:
        raise OutOfScope
    return found


def get_claim(actor: Actor, claim_id: int) -> Claim:
    found = claims(actor).filter(pk=claim_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock_claim(actor: Actor, claim_id: int) -> Claim:
    found = claims(actor).select_for_update(of=("self",)).filter(pk=claim_id).first()
    if found is None:
        raise OutOfScope
    return found


def contract_of(project_no: str) -> Contract | None:
    """For rooms above, which have checked the scope of the purchase."""
    return Contract.objects.select_related("purchaser", "provider").filter(project_no=project_no).first()


def targets(contract_id: int) -> list[ContractTarget]:
    return list(ContractTarget.objects.filter(contract_id=contract_id))


def milestones(contract_id: int) -> list[Milestone]:
    """Each with the claim that ``runs`` for it, if any."""
    return _MILESTONES(SYSTEM, contract_id)


_RUNNING = FilteredRelation("claims", condition=~Q(claims__state=ClaimState.RETURNED))
_MILESTONES = Prepared(
    lambda _actor, contract_id: Milestone.objects.filter(contract_id=contract_id).annotate(runs=_RUNNING).select_related("runs")  # type: ignore[misc]
)


@dataclass(frozen=True, slots=True)
class InstalmentFacts:
    milestone: Milestone
    claim: Claim | None

    @property
    def claimable(self) -> bool:
        return self.milestone.opened_at is not None and self.claim is None


def instalments(contract_id: int) -> list[InstalmentFacts]:
    """Each instalment with the claim that runs for it, if any."""
    return [InstalmentFacts(milestone, getattr(milestone, "runs", None)) for milestone in milestones(contract_id)]


def encumbered_left(project_no: str) -> Decimal:
    """What the purchase has reserved for the service and not yet paid, in yuan."""
    return sum((e.left for e in funds.encumbrances(project_no) if e.purpose == "SERVICE"), Decimal(0))


def fee_left(project_no: str) -> Decimal:
    """What is reserved for the evaluation and not yet paid, in yuan."""
    return sum((e.left for e in funds.encumbrances(project_no) if e.purpose == "EVALUATION_FEE"), Decimal(0))


def final_opened(contract_id: int) -> bool:
    return Milestone.objects.filter(contract_id=contract_id, kind=MilestoneKind.FINAL, opened_at__isnull=False).exists()
