"""Earlier purchases of the same kind beside what is being planned: what a case, a group, an hour cost, each figure with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.planning import costs, earlier
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project
from bailu.planning.queries.projects import targets
from bailu.ui import addresses

#: So many stand beside a form; the register of projects has the others.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Before:
    """One settled purchase: where it can be read, what it cost, what each unit came to."""

    project: Project
    url: str
    outcome: earlier.Outcome
    units: tuple[Decimal | None, ...]

    @property
    def named(self) -> list[tuple[Words, Decimal | None]]:
        return list(zip(costs.UNIT_NAMES, self.units, strict=True))


@dataclass(frozen=True, slots=True)
class Comparison:
    """``units`` are the names of the columns; ``own`` the figures of the plan, ``usual`` the medians of those before."""

    units: tuple[Words, ...]
    own: tuple[Decimal | None, ...]
    before: tuple[Before, ...]
    usual: tuple[Decimal | None, ...]


def settled_alike(kind: str, populations: list[str]) -> QuerySet[Project]:
    """Settled purchases of that kind for any of these groups, the latest first. Their results are public, whoever purchased."""
    return Project.objects.filter(state=ProjectState.SETTLED, kind=kind, populations__overlap=populations).order_by("-no")


def address_for(actor: Actor, project: Project, seen: set[str]) -> str:
    """Its dossier for who may open it, else its page of the public site."""
    return addresses.purchase(project.no) if project.no in seen else addresses.named("publicity:purchase", project.no)


def with_outcomes(actor: Actor, projects: list[Project]) -> list[Before]:
    """Those whose results are known, in the order given."""
    nos = [project.no for project in projects]
    results = earlier.outcomes(nos)
    seen = set(Project.objects.visible_to(actor).filter(no__in=nos).values_list("no", flat=True)) if nos else set()
    found = []
    for project in projects:
        outcome = results.get(project.no)
        if outcome is not None:
            units = tuple(costs.unit_costs(outcome.amount, outcome.done))
            found.append(Before(project, address_for(actor, project, seen), outcome, units))
    return found


def planned_counts(project_no: str) -> Mapping[str, Decimal]:
    counts: dict[str, Decimal] = {}
    for target in targets(project_no):
        counts[target.code] = counts.get(target.code, Decimal(0)) + target.goal
    return counts


def comparison(actor: Actor, project: Project) -> Comparison:
    """The plan beside the last settled purchases of its kind for its groups."""
    before = with_outcomes(actor, list(settled_alike(project.kind, project.populations).exclude(pk=project.pk)[:SHOWN]))
    counts = {"PEOPLE": Decimal(project.people_planned), **planned_counts(project.no)}
    own = costs.unit_costs(project.amount, counts) if project.amount else [None] * len(costs.UNITS)
    usual = tuple(costs.middle(each.units[at] for each in before) for at in range(len(costs.UNITS)))
    return Comparison(costs.UNIT_NAMES, tuple(own), tuple(before), usual)
