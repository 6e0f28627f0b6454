"""What the next year should cost by what the last one showed: needs x verified unit cost x factor of the grade, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.money import yuan
from bailu.law import params
from bailu.planning import costs, earlier
from bailu.planning.enums import NeedState, ProjectState
from bailu.planning.models import Need, Project
from bailu.planning.queries.earlier import address_for

#: So many settled purchases of others are looked at for what is usual.
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Proposal:
    """For one need. ``unit`` in yuan a head from ``source`` (one purchase of this need, or the median of several alike);
    ``factor`` of the last grade, one where there was none; ``amount`` is what is proposed."""

    need: Need
    unit: Decimal | None = None
    source: str = ""
    url: str = ""
    own: bool = False
    grade: str = ""
    factor: Decimal | None = None
    amount: Decimal | None = None


def proposed(people: int | None, unit: Decimal | None, factor: Decimal | None) -> Decimal | None:
    """The product, where all three are known."""
    return yuan(people * unit * factor) if people and unit is not None and factor is not None else None


def own_needs(actor: Actor) -> QuerySet[Need]:
    """Assessed needs of the actor's own organisation, the ranked ones first in their order."""
    return Need.objects.visible_to(actor).filter(purchaser_id=actor.organisation_id, state=NeedState.ASSESSED)


def proposals(actor: Actor) -> dict[int, Proposal]:
    """By need. Few queries, however many needs there are."""
    needs = list(own_needs(actor).only("pk", "no", "people_in_need", "populations"))
    answering: dict[int, list[Project]] = {need.pk: [] for need in needs}
    settled = Project.objects.filter(needs__in=needs, state=ProjectState.SETTLED).prefetch_related("needs").distinct().order_by("-no")
    for project in settled:
        for need in project.needs.all():
            if need.pk in answering:
                answering[need.pk].append(project)
    others = list(Project.objects.filter(state=ProjectState.SETTLED).order_by("-no")[:LOOKED_AT])
    known = {project.no: project for project in (*settled, *others)}
    results = earlier.outcomes(list(known))
    seen = set(Project.objects.visible_to(actor).filter(no__in=known).values_list("no", flat=True))
    factors = params.get("planning.grade_factors", on=clock.today()).table
    return {need.pk: _proposal(actor, need, answering[need.pk], others, results, seen, factors) for need in needs}


def _proposal(
    actor: Actor, need: Need, own: list[Project], others: list[Project], results: Mapping[str, earlier.Outcome], seen: set[str],
    factors: Mapping[str, Decimal],
) -> Proposal:  # fmt: skip
    """From the last purchase that answered this very need, else from what is usual for its groups."""
    for project in own:
        outcome = results.get(project.no)
        unit = per_head(outcome)
        if outcome is not None and unit is not None:
            factor = Decimal(factors.get(outcome.grade, 1))
            amount = proposed(need.people_in_need, unit, factor)
            url = address_for(actor, project, seen)
            return Proposal(need, unit, project.no, url, own=True, grade=outcome.grade_label, factor=factor, amount=amount)
    alike = [p for p in others if set(p.populations) & set(need.populations) and per_head(results.get(p.no)) is not None]
    usual = costs.middle(per_head(results.get(p.no)) for p in alike)
    if usual is None:
        return Proposal(need)
    nos = "、".join(p.no for p in alike)
    url = address_for(actor, alike[0], seen)
    return Proposal(need, usual, nos, url, factor=Decimal(1), amount=proposed(need.people_in_need, usual, Decimal(1)))


def per_head(outcome: earlier.Outcome | None) -> Decimal | None:
    return costs.unit_cost(outcome.amount, outcome.done.get("PEOPLE")) if outcome else None


def total(found: Iterable[Proposal]) -> Decimal:
    return sum((p.amount for p in found if p.amount is not None), Decimal("0.00"))
