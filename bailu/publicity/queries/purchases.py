"""Purchases as the public may know them, gathered from all stations in a fixed number of queries, however many purchases.

What is public is decided here and nowhere else: a procedure once its notice is published; bidders, winner and amount once the award is
announced; the contract, and what is carried out under it, once the contract is published.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import QuerySet

from bailu.award.models import Award
from bailu.contracts.enums import ClaimState
from bailu.contracts.models import Claim, Contract, ContractTarget, Milestone
from bailu.documents import queries as documents
from bailu.documents.models import Document
from bailu.evaluation.enums import EvaluationState
from bailu.evaluation.models import Acceptance, Evaluation
from bailu.kernel.errors import OutOfScope
from bailu.organisations.models import Organisation
from bailu.planning.models import Project, Target
from bailu.procurement.models import Bid, Clarification, Enquiry, Procedure
from bailu.procurement.models.procedures import Procedures

T = TypeVar("T")
BATCH = 75


@dataclass(frozen=True, slots=True)
class Agreement:
    """A published contract, with what was paid, found and accepted under it."""

    contract: Contract
    targets: tuple[ContractTarget, ...]
    instalments: tuple[Milestone, ...]
    paid: tuple[Claim, ...]
    evaluations: tuple[Evaluation, ...]
    acceptance: Acceptance | None


@dataclass(frozen=True, slots=True)
class Round:
    """One published procedure of a purchase; a further one follows where the first failed."""

    ordinal: int
    procedure: Procedure
    clarifications: tuple[Clarification, ...]
    answered: tuple[Enquiry, ...]
    awards: tuple[Award, ...]
    bidders: tuple[Organisation, ...]
    agreement: Agreement | None

    def fell(self, award: Award) -> dt.datetime | None:
        """When it became public that an announced award does not stand: with the notice of the next one, or with the failure."""
        later = [other.noticed_at for other in self.awards if other.pk > award.pk and other.noticed_at]
        return later[0] if later else self.procedure.ended_at


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase of which at least one notice is out; the last round is the one that counts."""

    project: Project
    targets: tuple[Target, ...]
    rounds: tuple[Round, ...]
    papers: dict[int, Document] = field(default_factory=dict)

    @property
    def no(self) -> str:
        return self.project.no

    @property
    def last(self) -> Round:
        return self.rounds[-1]


def procedures() -> Procedures:
    return Procedure.objects.public()


def notices() -> Procedures:
    """As the list of notices shows them."""
    return procedures().select_related("purchaser", "project")


def announced() -> QuerySet[Award]:
    """Awards of which the notice is out, those whose winner withdrew later too."""
    return Award.objects.filter(noticed_at__isnull=False)


def contracts() -> QuerySet[Contract]:
    return Contract.objects.filter(published_at__isnull=False)


def evaluations() -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(state=EvaluationState.PUBLISHED, contract__published_at__isnull=False)


def acceptances() -> QuerySet[Acceptance]:
    """Accepted services whose certificate is public."""
    return Acceptance.objects.filter(contract__published_at__isnull=False, document_id__in=documents.public().order_by().values("pk"))


def batches(size: int = BATCH) -> Iterator[list[Purchase]]:
    """All public purchases by their number, a batch at a time: memory does not grow with them."""
    last = ""
    while True:
        found = procedures().filter(project_no__gt=last).order_by("project_no").values_list("project_no", flat=True).distinct()
        nos = list(found[:size])
        if not nos:
            return
        gathered = gather(nos)
        yield [gathered[no] for no in nos]
        last = nos[-1]


def purchase(no: str, *, bidders: bool = True) -> Purchase:
    """Raises OutOfScope for a purchase of which nothing is published."""
    found = gather([no], bidders=bidders).get(no)
    if found is None:
        raise OutOfScope(no)
    return found


def gather(nos: Collection[str], *, bidders: bool = True) -> dict[str, Purchase]:
    """The public purchases among these numbers. At most eleven queries, ten without the bidders."""
    rounds = procedures().filter(project_no__in=nos).select_related(
        "purchaser", "agency", "project", "project__purchaser", "project__division", "project__budget_line__treasury"
    )  # fmt: skip
    by_no = _grouped(rounds.order_by("published_at", "pk"), "project_no")
    keys = [procedure.pk for each in by_no.values() for procedure in each]
    papers = _grouped(documents.public().filter(project_no__in=list(by_no)).order_by("pk"), "project_no")
    parts = _Parts(keys, {paper.pk for each in papers.values() for paper in each}, bidders)
    targets = _grouped(Target.objects.filter(project__in=[each[0].project_id for each in by_no.values()]), "project_id")
    found = {}
    for no, each in by_no.items():
        project = each[0].project
        own = tuple(parts.round(place, procedure) for place, procedure in enumerate(each, 1))
        found[no] = Purchase(project, tuple(targets[project.pk]), own, {paper.pk: paper for paper in papers[no]})
    return found


def _grouped(rows: Iterable[T], by: str) -> defaultdict[Any, list[T]]:
    found: defaultdict[Any, list[T]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _accepted(contract: Contract, papers: set[int]) -> Acceptance | None:
    """The acceptance, once its certificate is among the public papers."""
    found: Acceptance | None = getattr(contract, "acceptance", None)
    return found if found is not None and found.document_id in papers else None


class _Parts:
    """The rows of all stations for a batch, each read once."""

    def __init__(self, keys: list[int], papers: set[int], bidders: bool) -> None:
        self.clarifications = _grouped(Clarification.objects.filter(procedure__in=keys), "procedure_id")
        self.answered = _grouped(Enquiry.objects.answered().filter(procedure__in=keys).order_by("answered_at", "pk"), "procedure_id")
        awards = list(announced().filter(procedure__in=keys).select_related("provider").order_by("noticed_at", "pk"))
        self.awards = _grouped(awards, "procedure_id")
        decided = list(self.awards)
        bids = Bid.objects.opened().filter(procedure__in=decided, provider__isnull=False).select_related("provider")
        self.bids = _grouped(bids if bidders and decided else (), "procedure_id")
        self.agreements = self._agreements([award.pk for award in awards], papers)

    def _agreements(self, awards: list[int], papers: set[int]) -> dict[int, Agreement]:
        signed = list(contracts().filter(award_id__in=awards).select_related("purchaser", "provider", "acceptance") if awards else ())
        keys = [contract.pk for contract in signed]
        if not keys:
            return {}
        targets = _grouped(ContractTarget.objects.filter(contract__in=keys).select_related("progress"), "contract_id")
        instalments = _grouped(Milestone.objects.filter(contract__in=keys), "contract_id")
        paid = Claim.objects.filter(contract__in=keys, state=ClaimState.PAID).select_related("milestone").order_by("paid_at", "pk")
        claims = _grouped(paid, "contract_id")
        found = _grouped(evaluations().filter(contract__in=keys).order_by("published_at", "pk"), "contract_id")
        return {
            c.award_id: Agreement(
                c, tuple(targets[c.pk]), tuple(instalments[c.pk]), tuple(claims[c.pk]), tuple(found[c.pk]), _accepted(c, papers)
            )
            for c in signed
        }

    def round(self, ordinal: int, procedure: Procedure) -> Round:
        key = procedure.pk
        awards = tuple(self.awards[key])
        signed = [self.agreements[award.pk] for award in awards if award.pk in self.agreements]
        bidders = {bid.provider_id: bid.provider for bid in self.bids[key] if bid.provider is not None}
        return Round(
            ordinal=ordinal,
            procedure=procedure,
            clarifications=tuple(self.clarifications[key]),
            answered=tuple(self.answered[key]),
            awards=awards,
            bidders=tuple(bidders.values()),
            agreement=signed[-1] if signed else None,
        )
