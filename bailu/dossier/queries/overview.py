"""The whole in figures: where purchases stand, what became of the money, what is late, how many people were reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from bailu.contracts.models import Contract
from bailu.delivery.models import Client
from bailu.funds import queries as funds
from bailu.funds.models.lines import WATCHERS
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning.enums import ProjectState, Station
from bailu.planning.models import Project

ZERO = Decimal("0.00")
ENDED = (ProjectState.SETTLED, ProjectState.CANCELLED)


def may_see(actor: Actor) -> Verdict:
    if actor.has(*WATCHERS, Role.PURCHASER_HEAD):
        return ALLOWED
    return forbid(_("总览由财政、民政、监督部门和购买主体负责人查看。"), "XM2015:5.4", code="role")


@dataclass(frozen=True, slots=True)
class StationLine:
    """How many purchases stand at a station, and for how much (yuan). ``share`` of all, in percent."""

    station: str
    label: Words
    count: int
    amount: Decimal
    share: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    source: str
    label: Words
    appropriated: Decimal
    encumbered: Decimal
    paid: Decimal
    available: Decimal


@dataclass(frozen=True, slots=True)
class LateLine:
    organisation_id: int
    organisation: str
    count: int


@dataclass(frozen=True, slots=True)
class ReachLine:
    """People planned and reached of the contracts of one purchaser."""

    purchaser_id: int
    purchaser: str
    purchases: int
    planned: int
    reached: int

    @property
    def left(self) -> int:
        return max(self.planned - self.reached, 0)


def pipeline(actor: Actor) -> list[StationLine]:
    """Purchases in scope by station, cancelled ones left out; one query."""
    rows = Project.objects.visible_to(actor).exclude(state=ProjectState.CANCELLED).order_by()
    found = {r["station"]: r for r in rows.values("station").annotate(n=Count("pk"), yuan=Sum("amount"))}
    total = sum(r["n"] for r in found.values()) or 1
    return [
        StationLine(s, s.label, r["n"], r["yuan"] or ZERO, round(100 * r["n"] / total)) for s in Station if (r := found.get(s)) is not None
    ]


def money(actor: Actor) -> list[SourceLine]:
    """Budget lines in scope by source of the money; one query."""
    found: dict[str, list[Any]] = {}
    for line in funds.lines(actor):
        found.setdefault(line.source, []).append(line)
    return [_source(source, lines) for source, lines in sorted(found.items())]


def _source(source: str, lines: list[Any]) -> SourceLine:
    def total(name: str) -> Decimal:
        return sum((getattr(line, name) for line in lines), ZERO)

    encumbered, paid, available = total("encumbered"), total("paid"), total("available")
    return SourceLine(source, lines[0].get_source_display(), encumbered + paid + available, encumbered, paid, available)


def late(actor: Actor) -> list[LateLine]:
    """Open tasks past their term by the organisation whose turn it is; a head sees the own one. Two queries."""
    rows = overdue(actor).order_by().values("organisation_id").annotate(n=Count("pk")).order_by("-n", "organisation_id")
    counts = {r["organisation_id"]: r["n"] for r in rows}
    names = dict(Organisation.objects.filter(pk__in=counts).values_list("pk", "name"))
    return [LateLine(pk, names.get(pk, ""), n) for pk, n in counts.items()]


def overdue(actor: Actor) -> Any:
    rows = Task.objects.open().filter(due_at__lt=clock.now())
    return rows if actor.has(*WATCHERS) else rows.filter(organisation_id=actor.organisation_id or 0)


def reach(actor: Actor) -> list[ReachLine]:
    """Contracts in scope by purchaser: people planned and people met; counts alone. Two queries."""
    seen = Contract.objects.visible_to(actor).filter(signed_at__isnull=False).values("project_no")
    rows = Project.objects.visible_to(actor).filter(no__in=seen).order_by("purchaser__sort_key")
    planned = rows.values("purchaser_id", "purchaser__name").annotate(n=Count("pk"), people=Sum("people_planned"))
    return _reach_lines(planned, actor)


def _reach_lines(planned: Iterable[Any], actor: Actor) -> list[ReachLine]:
    met = Client.objects.filter(reached_on__isnull=False, contract__in=Contract.objects.visible_to(actor)).order_by()
    reached = {r["contract__purchaser_id"]: r["n"] for r in met.values("contract__purchaser_id").annotate(n=Count("pk"))}
    return [
        ReachLine(r["purchaser_id"], r["purchaser__name"], r["n"], r["people"] or 0, reached.get(r["purchaser_id"], 0)) for r in planned
    ]
