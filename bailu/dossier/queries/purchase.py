"""A purchase on one page: what its stations know, as far as the reader may see it, in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from bailu.award import queries as awards
from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.contracts.queries import ContractFacts, InstalmentFacts
from bailu.delivery import queries as delivery
from bailu.delivery.queries import TargetFacts
from bailu.documents.models import Document
from bailu.dossier.queries import papers, story, way
from bailu.dossier.queries.next_step import NextStep, choose
from bailu.dossier.queries.rows import CostRow, Gathered, Waiting, gathered
from bailu.evaluation import queries as evaluations
from bailu.evaluation.models import Acceptance, Evaluation
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.kernel.words import Words
from bailu.planning import queries as planning
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project
from bailu.procurement import queries as procurement
from bailu.procurement.enums import DEAD_STATES, BidState, ProcedureState
from bailu.procurement.models import Procedure
from bailu.ui.steps import Step, Stop
from bailu.ui.timeleft import local_day

ZERO = Decimal("0.00")
S = ProcedureState
#: Until then the procedure's own room says what comes next, afterwards the room of the award.
_PREPARING = (S.DRAFT, S.AWAITING_APPROVAL, S.PUBLISHED, S.CLOSED, S.OPENING, S.FAILED, S.CANCELLED)


@dataclass(frozen=True, slots=True)
class Money:
    """What the purchase holds of its budget, in yuan: ``paid``, ``reserved`` and not yet paid, ``returned`` to the line."""

    service: Decimal
    fee: Decimal
    paid: Decimal
    reserved: Decimal
    returned: Decimal

    @property
    def total(self) -> Decimal:
        return self.service + self.fee


@dataclass(frozen=True, slots=True)
class Service:
    targets: tuple[TargetFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    project: Project
    rows: Gathered
    populations: tuple[str, ...]
    procedure: Procedure | None
    procedure_clocks: tuple[object, ...]
    bidders: int | None
    contract: Contract | None
    contract_facts: ContractFacts | None
    service: Service
    evaluations: tuple[Evaluation, ...]
    acceptance: Acceptance | None
    documents: tuple[Document, ...]
    next: NextStep
    stops: tuple[Stop, ...]
    story: story.Story

    @property
    def money(self) -> Money:
        held = self.rows.held
        return Money(
            service=sum((h.amount for h in held if not h.fee), ZERO),
            fee=sum((h.amount for h in held if h.fee), ZERO),
            paid=sum((h.paid for h in held), ZERO),
            reserved=sum((h.amount - h.paid - h.released for h in held), ZERO),
            returned=sum((h.released for h in held), ZERO),
        )

    @property
    def terms(self) -> list[Waiting]:
        """What is asked, each with how its term was counted: where the desk does not say, as the room counts it."""
        clocks = self.contract_facts.clocks if self.contract_facts else ()
        counted = {(clock.due, clock.clause): clock.counted for clock in clocks}
        return [
            task if task.counted or task.due_at is None else replace(task, counted=counted.get((local_day(task.due_at), task.basis), ""))
            for task in self.rows.terms
        ]

    @property
    def cost_shares(self) -> list[tuple[Words, Decimal]]:
        """The costing by heads, in the order of the sheet."""
        return shares(self.rows.costs)

    @property
    def per_head(self) -> Decimal | None:
        amount: Decimal = self.contract.amount if self.contract else self.project.amount
        return (amount / self.project.people_planned).quantize(Decimal("0.01")) if amount else None


def shares(costs: Sequence[CostRow]) -> list[tuple[Words, Decimal]]:
    found: dict[Words, Decimal] = {}
    for row in costs:
        found[row.head] = found.get(row.head, ZERO) + row.amount
    return list(found.items())


def dossier(actor: Actor, no: str) -> Dossier:
    """Raises OutOfScope."""
    project = planning.by_no(actor, no)
    rows = gathered(actor, project)
    procedure, bidders = _procedure(actor, project)
    contract = _contract(actor, project)
    facts = _contract_facts(contract)
    running = tuple(evaluations.of_contract(contract.pk)) if contract is not None and contract.signed_at else ()
    parts = facts.instalments if facts else ()
    offered = steps(actor, project, procedure, contract, parts, running)
    return Dossier(
        project=project,
        rows=rows,
        populations=tuple(planning.names_of(project.populations).values()),
        procedure=procedure,
        procedure_clocks=tuple(procurement.clocks(procedure)) if procedure else (),
        bidders=bidders,
        contract=contract,
        contract_facts=facts,
        service=Service(tuple(delivery.progress(contract.pk))) if contract is not None and contract.started_on else Service(),
        evaluations=running,
        acceptance=getattr(contract, "acceptance", None),
        documents=papers.of_purchase(actor, project, contract, ranked=bool(rows.ranking)),
        next=choose(actor, offered, rows.waiting),
        stops=tuple(way.stops(project, way.dates(project, rows, procedure, contract), rows.waiting)),
        story=story.latest(actor, project),
    )


def _procedure(actor: Actor, project: Project) -> tuple[Procedure | None, int | None]:
    """The newest procedure in scope, with how many bids there were, known from the opening on."""
    if project.state in (ProjectState.DRAFT, ProjectState.SUBMITTED, ProjectState.BUDGETED, ProjectState.DECLARED):
        return None, None
    for found in _NEWEST(actor, project.no):
        return found, found.bidders if found.opened_at else None
    return None, None


def _newest(actor: Actor, no: str) -> QuerySet[Procedure]:
    opened = Count("bids", filter=Q(opened_at__isnull=False, bids__state__in=(BidState.OPENED, BidState.INVALID)))
    seen = procurement.procedures(actor).select_related("project").filter(project_no=no)
    return seen.annotate(bidders=opened).order_by("-pk")[:1]


_NEWEST = Prepared(_newest)


def _contract(actor: Actor, project: Project) -> Contract | None:
    if project.state not in (ProjectState.PROCURING, ProjectState.CONTRACTED, ProjectState.SETTLED):
        return None
    return next(iter(_CONTRACT(actor, project.no)), None)


_CONTRACT = Prepared(
    lambda actor, no: (
        contracts.contracts(actor)
        .select_related("engagement__evaluator", "acceptance")
        .annotate(noticed_at=contracts.NOTICED_AT)
        .filter(project_no=no)[:1]
    )
)


def _contract_facts(contract: Contract | None) -> ContractFacts | None:
    """Targets are read with their progress elsewhere."""
    if contract is None:
        return None
    parts = contracts.instalments(contract.pk)
    return ContractFacts(contract, (), tuple(parts), tuple(contracts.clocks(contract, parts, contract.noticed_at)))  # type: ignore[attr-defined]


def steps(
    actor: Actor,
    project: Project,
    procedure: Procedure | None,
    contract: Contract | None,
    parts: Sequence[InstalmentFacts],
    running: Sequence[Evaluation],
) -> list[Step]:
    """What the rooms of the present station offer; those that are past, and those to come, are not asked."""
    if project.state in (ProjectState.SETTLED, ProjectState.CANCELLED):
        return []
    if contract is not None:
        found = contracts.steps_of(actor, contract, list(parts)) + delivery.steps_of(actor, contract)
        return found + evaluations.steps_of(actor, contract, list(running), engaged=hasattr(contract, "engagement"))
    if project.state == ProjectState.PROCURING and procedure is not None:
        return _buying(actor, project, procedure)
    found = planning.steps(actor, project.no)
    if project.state in (ProjectState.ACCEPTED, ProjectState.PROCURING):
        found = procurement.steps(actor, project.no) + found
    return found


def _buying(actor: Actor, project: Project, procedure: Procedure) -> list[Step]:
    if procedure.state in DEAD_STATES:
        return procurement.steps(actor, project.no)
    if procedure.state in _PREPARING:
        found = [s for s in procurement.steps_of(actor, procedure) if not s.verdict.forbidden]
        # The experts are drawn before the opening (IR2015:39), while the notice runs.
        return found + awards.steps(actor, project.no) if procedure.published_at else found
    return awards.steps(actor, project.no) + contracts.steps(actor, project.no)
