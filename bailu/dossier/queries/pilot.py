"""How far the pilot is: sites by state, purchases and money by station, what is late and who owes it; each level its own subtree (5.1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from bailu.dossier.queries import overview
from bailu.dossier.queries.overview import ZERO, Asked, LateLine, StationLine
from bailu.funds.models.lines import WATCHERS
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.organisations.enums import DivisionLevel
from bailu.organisations.models import CITY, Division, Organisation
from bailu.organisations.roles import Role
from bailu.planning.enums import Channel, ProjectState
from bailu.planning.models import Project
from bailu.planning.queries import districts
from bailu.programmes.calendar import Phase, phase_on
from bailu.programmes.enums import ApplicationState, Batch
from bailu.programmes.lifecycle import APPLICATION
from bailu.programmes.models import Site, subtree

#: As they lie on the map, from north-west to south-east: so they are read, and so they are drawn.
ON_THE_MAP = ("350211", "350212", "350213", "350205", "350206", "350203")


@dataclass(frozen=True, slots=True)
class Tile:
    """A street or town: whether and in which batch it takes part, and what is bought there (yuan, without fees)."""

    code: str
    name: str
    batch: Words = ""
    state: str = ""
    projects: int = 0
    amount: Decimal = ZERO

    @property
    def state_label(self) -> Words:
        return ApplicationState(self.state).label if self.state else ""

    @property
    def tone(self) -> str:
        return str(APPLICATION.tones.get(self.state, ""))


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str
    tiles: tuple[Tile, ...]

    @property
    def approved(self) -> int:
        return sum(tile.state == ApplicationState.APPROVED for tile in self.tiles)

    @property
    def projects(self) -> int:
        return sum(tile.projects for tile in self.tiles)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A municipal body of the pilot: what it declared to the civil affairs bureau, and of that what was accepted."""

    organisation_id: int
    organisation: str
    accepted: int
    waiting: int


@dataclass(frozen=True, slots=True)
class StateLine:
    state: ApplicationState
    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    phase: Phase | None
    sites: tuple[StateLine, ...]
    districts: tuple[District, ...]
    stations: tuple[StationLine, ...]
    bodies: tuple[BodyLine, ...]
    late: tuple[LateLine, ...]
    asked: Asked = field(default_factory=Asked)

    @property
    def count(self) -> int:
        return sum(line.count for line in self.stations)

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.stations), ZERO)

    @property
    def overdue(self) -> int:
        return sum(line.count for line in self.late)


def progress(actor: Actor, asked: Asked) -> Progress:
    """Nine queries, however large the city."""
    named = _named(actor, asked)
    states = Counter(state for _batch, state in named.values())
    return Progress(
        phase=phase_on(clock.today()),
        sites=tuple(StateLine(state, states[state]) for state in ApplicationState if states[state]),
        districts=tuple(_districts(actor, asked, named)),
        stations=tuple(overview.pipeline(actor, asked)),
        bodies=tuple(_municipal(actor, asked)),
        late=tuple(late(actor)),
        asked=asked,
    )


def _named(actor: Actor, asked: Asked) -> dict[str, tuple[str, str]]:
    """Every street that stands on a live list: its batch and the state of the list."""
    rows = Site.objects.visible_to(actor).standing()
    if asked.batch:
        rows = rows.filter(application__batch=asked.batch)
    found = rows.order_by().values_list("division_id", "application__batch", "application__state")
    return {code: (batch, state) for code, batch, state in found}


def _districts(actor: Actor, asked: Asked, named: dict[str, tuple[str, str]]) -> list[District]:
    within = subtree(actor)
    if within is None:
        return []
    levels = (DivisionLevel.DISTRICT, DivisionLevel.STREET, DivisionLevel.TOWN)
    names = dict(Division.objects.filter(code__startswith=CITY[:4], level__in=levels, in_2015=True).values_list("code", "name"))
    bought = {r["street"]: r for r in _bought(actor, asked)}
    tiles: dict[str, list[Tile]] = {}
    for code in sorted(code for code in names if len(code) > len(CITY) and code.startswith(within)):
        batch, state = named.get(code, ("", ""))
        sums = bought.get(code, {"n": 0, "yuan": ZERO})
        tile = Tile(code, names[code], Batch(batch).label if batch else "", state, sums["n"], sums["yuan"] or ZERO)
        tiles.setdefault(code[: len(CITY)], []).append(tile)
    known = [code for code in ON_THE_MAP if code in tiles]
    return [District(code, names.get(code, code), tuple(tiles[code])) for code in (*known, *sorted(set(tiles) - set(known)))]


def _bought(actor: Actor, asked: Asked) -> Any:
    """How many projects and how much, by street."""
    rows = districts.at_streets(asked.projects(Project.objects.visible_to(actor)))
    return rows.order_by().values("street").annotate(n=Count("pk"), yuan=Sum("amount"))


def _municipal(actor: Actor, asked: Asked) -> list[BodyLine]:
    """The seven bodies of clause 2, for who sees the city; what others of the city declare stands in the register alone. Two queries."""
    if subtree(actor) != "":
        return []
    rows = asked.projects(Project.objects.visible_to(actor).filter(channel=Channel.MUNICIPAL)).exclude(state=ProjectState.CANCELLED)
    grouped = rows.order_by().values_list("purchaser_id").annotate(n=Count("pk"), accepted=Count("accepted_at"))
    found = {pk: (n, accepted) for pk, n, accepted in grouped}
    bodies = Organisation.objects.filter(lead_unit=True).order_by("sort_key").values_list("pk", "name")
    return [BodyLine(pk, name, (sums := found.get(pk, (0, 0)))[1], sums[0] - sums[1]) for pk, name in bodies]


def late_tasks(actor: Actor) -> Any:
    """Open tasks past their term of the bodies in the reader's subtree; a purchaser's own people see their own body's."""
    rows = Task.objects.open().filter(due_at__lt=clock.now())
    within = subtree(actor)
    if within is None or not actor.has(*WATCHERS, Role.DISTRICT_CLERK):
        return rows.filter(organisation_id=actor.organisation_id or 0)
    return rows.filter(organisation_id__in=Organisation.objects.filter(division__code__startswith=within).values("pk")) if within else rows


def late(actor: Actor) -> list[LateLine]:
    """By the body whose turn it is, the most first. Two queries."""
    rows = late_tasks(actor).order_by().values_list("organisation_id").annotate(n=Count("pk")).order_by("-n", "organisation_id")
    counts: dict[int, int] = dict(rows)
    names = dict(Organisation.objects.filter(pk__in=counts).values_list("pk", "name"))
    return [LateLine(pk, names.get(pk, ""), n) for pk, n in counts.items()]
