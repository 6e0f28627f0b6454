"""What the page of a purchase shows of tables it only reads from: one query for all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery

from bailu.award.enums import CommitteeState
from bailu.award.models import Award, Committee, Result
from bailu.contracts.models import Contract
from bailu.delivery.models import StaffAssignment
from bailu.dossier.queries.gathering import Row, day, gather, moment, money, number, rows_of, yes
from bailu.funds.enums import EncumbrancePurpose, FundingSource
from bailu.funds.models import Encumbrance
from bailu.inbox import kinds
from bailu.inbox.models import Task
from bailu.kernel import days
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning.enums import CostHead, TargetKind
from bailu.planning.models import CostItem, Need, Project, Survey, Target

#: The task of a head whose people are late; see ``inbox.commands.escalate``.
REMINDER = "inbox.overdue"


@dataclass(frozen=True, slots=True)
class NeedRow:
    no: str
    title: str
    people: int
    assessed_at: dt.datetime | None
    conclusion: str
    method: str
    sample: int
    found: int
    since: dt.date | None
    until: dt.date | None
    findings: str


@dataclass(frozen=True, slots=True)
class CostRow:
    head: Words
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class GoalRow:
    kind: Words
    measure: str
    unit: str
    base: Decimal | None
    goal: Decimal
    lower_is_better: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """One encumbrance of the purchase, in yuan."""

    fee: bool
    amount: Decimal
    paid: Decimal
    released: Decimal
    line_no: str
    source: Words
    giver: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task of the purchase that is open: on whose desk, by when, by which clause."""

    kind: str
    title: str
    url: str
    organisation_id: int
    organisation: str
    role: str
    person_id: int | None
    due_at: dt.datetime | None
    basis: str
    counted: str

    @property
    def role_label(self) -> Words:
        return Role(self.role).label if self.role in Role.values else self.role

    def mine(self, actor: Actor) -> bool:
        own = self.organisation_id == actor.organisation_id and actor.has(self.role)
        return own and self.person_id in (None, actor.user_id)


@dataclass(frozen=True, slots=True)
class RankRow:
    rank: int
    provider_id: int
    provider: str
    assumed: bool
    price: Decimal
    technical: Decimal
    price_score: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class AwardRow:
    provider_id: int
    provider: str
    amount: Decimal
    rank: int
    reason: str
    decided_at: dt.datetime | None
    noticed_at: dt.datetime | None
    contract_due: dt.date | None


@dataclass(frozen=True, slots=True)
class StaffRow:
    name: str
    post: str
    share: int


@dataclass(frozen=True, slots=True)
class Gathered:
    needs: tuple[NeedRow, ...]
    costs: tuple[CostRow, ...]
    goals: tuple[GoalRow, ...]
    held: tuple[HeldMoney, ...]
    waiting: tuple[Waiting, ...]
    ranking: tuple[RankRow, ...]
    award: AwardRow | None
    staff: tuple[StaffRow, ...]

    @property
    def terms(self) -> list[Waiting]:
        """What is asked for itself; that a head was reminded of it is no term of its own."""
        return [task for task in self.waiting if task.kind != REMINDER]


def _beside(actor: Actor, pk: int) -> Any:
    columns = (_needs(actor), _costs(), _goals(), _held(), _waiting(), _ranking(actor), _award(actor), _staff())
    return Project.objects.filter(pk=pk).values_list(*columns)


_BESIDE = Prepared(_beside)


def gathered(actor: Actor, project: Project) -> Gathered:
    """One query. Needs, ranking and award only as far as their own rooms let this reader see them."""
    needs, costs, goals, held, waiting, ranking, award, staff = map(rows_of, _BESIDE(actor, project.pk)[0])
    return Gathered(
        needs=tuple(map(_need_row, needs)),
        costs=tuple(CostRow(CostHead(r["head"] or "").label, r["title"] or "", money(r["amount"])) for r in costs),
        goals=tuple(map(_goal_row, goals)),
        held=tuple(map(_held_row, held)),
        waiting=tuple(map(_waiting_row, waiting)),
        ranking=tuple(map(_rank_row, ranking)),
        award=_award_row(award[0]) if award else None,
        staff=tuple(StaffRow(r["person_name"] or "", r["post"] or "", number(r["share"])) for r in staff),
    )


def _needs(actor: Actor) -> Any:
    own = Need.objects.visible_to(actor).filter(projects=OuterRef("pk")).order_by("no")
    survey = {
        name: f"survey__{column}"
        for name, column in (
            ("method", "method"),
            ("sample", "sample"),
            ("found", "found"),
            ("since", "since"),
            ("until", "until"),
            ("findings", "findings"),
        )
    }
    return gather(own, "no", "title", "people_in_need", "assessed_at", "conclusion", **survey)


def _costs() -> Any:
    return gather(CostItem.objects.filter(project=OuterRef("pk")).order_by("position"), "head", "title", "amount")


def _goals() -> Any:
    columns = ("kind", "measure", "unit", "base", "goal", "lower_is_better", "evidence")
    return gather(Target.objects.filter(project=OuterRef("pk")).order_by("position"), *columns)


def _held() -> Any:
    held = Encumbrance.objects.filter(project_no=OuterRef("no"), released__lt=F("amount")).order_by("pk")
    return gather(held, "purpose", "amount", "paid", "released", "line__no", "line__source", "line__giver")


def _waiting() -> Any:
    asked = Task.objects.open().filter(stream=OuterRef("no")).by_urgency()
    name = Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name"))
    columns = ("kind", "url", "organisation_id", "role", "person_id", "due_at", "basis", "counted")
    return gather(asked, *columns, organisation=name)


def _ranking(actor: Actor) -> Any:
    """The order of the bids: for those the report is for, once it was received."""
    seen = Committee.objects.visible_to(actor).filter(state=CommitteeState.REPORTED, project_no=OuterRef(OuterRef("no")))
    newest = seen.order_by("-pk").values("pk")[:1]
    rows = Result.objects.filter(committee=Subquery(newest)).order_by("rank")
    columns = ("rank", "provider_id", "provider__name", "provider__assumed", "price", "technical", "price_score", "total")
    return gather(rows, *columns)


def _award(actor: Actor) -> Any:
    held = Award.objects.visible_to(actor).standing().filter(project_no=OuterRef("no")).order_by("-pk")[:1]
    return gather(held, "provider_id", "provider__name", "amount", "rank", "reason", "decided_at", "noticed_at", "contract_due")


def _staff() -> Any:
    of = Contract.objects.filter(project_no=OuterRef(OuterRef("no"))).values("pk")
    serving = StaffAssignment.objects.filter(contract__in=of, until=None).order_by("-share", "pk")
    return gather(serving, "person__name", "post", "share")


def _need_row(r: Row) -> NeedRow:
    methods = dict(Survey._meta.get_field("method").flatchoices)
    return NeedRow(
        no=r["no"] or "",
        title=r["title"] or "",
        people=number(r["people_in_need"]),
        assessed_at=moment(r["assessed_at"]),
        conclusion=r["conclusion"] or "",
        method=str(methods.get(r["method"], "")),
        sample=number(r["sample"]),
        found=number(r["found"]),
        since=day(r["since"]),
        until=day(r["until"]),
        findings=r["findings"] or "",
    )


def _goal_row(r: Row) -> GoalRow:
    return GoalRow(
        kind=TargetKind(r["kind"] or "").label,
        measure=r["measure"] or "",
        unit=r["unit"] or "",
        base=money(r["base"]) if r["base"] else None,
        goal=money(r["goal"]),
        lower_is_better=yes(r["lower_is_better"]),
        evidence=r["evidence"] or "",
    )


def _held_row(r: Row) -> HeldMoney:
    return HeldMoney(
        fee=r["purpose"] == EncumbrancePurpose.EVALUATION_FEE,
        amount=money(r["amount"]),
        paid=money(r["paid"]),
        released=money(r["released"]),
        line_no=r["line_no"] or "",
        source=FundingSource(r["line_source"] or "").label,
        giver=r["line_giver"] or "",
    )


def _waiting_row(r: Row) -> Waiting:
    return Waiting(
        kind=r["kind"] or "",
        title=kinds.text(r["kind"] or ""),
        url=r["url"] or "",
        organisation_id=number(r["organisation_id"]),
        organisation=r["organisation"] or "",
        role=r["role"] or "",
        person_id=number(r["person_id"]) or None,
        due_at=moment(r["due_at"]),
        basis=r["basis"] or "",
        counted=days.said(r["counted"] or ""),
    )


def _rank_row(r: Row) -> RankRow:
    return RankRow(
        rank=number(r["rank"]),
        provider_id=number(r["provider_id"]),
        provider=r["provider_name"] or "",
        assumed=yes(r["provider_assumed"]),
        price=money(r["price"]),
        technical=money(r["technical"]),
        price_score=money(r["price_score"]),
        total=money(r["total"]),
    )


def _award_row(r: Row) -> AwardRow:
    return AwardRow(
        provider_id=number(r["provider_id"]),
        provider=r["provider_name"] or "",
        amount=money(r["amount"]),
        rank=number(r["rank"]),
        reason=r["reason"] or "",
        decided_at=moment(r["decided_at"]),
        noticed_at=moment(r["noticed_at"]),
        contract_due=day(r["contract_due"]),
    )
