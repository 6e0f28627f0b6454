"""Is one purchase being split into several (IR2015:28)?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from bailu.kernel import clock
from bailu.kernel.verdict import Verdict
from bailu.law import formulas, params
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project


@dataclass(frozen=True, slots=True)
class SameNeed:
    """Purchases of one purchaser in one year for the same need, those below the open-tender threshold added up."""

    projects: tuple[Project, ...]
    together: Decimal
    verdict: Verdict


def same_need(project: Project) -> list[Project]:
    """Others of the same purchaser and year that rest on the same need, or serve the same people in the same field."""
    alike = Q(needs__in=project.needs.values("pk")) | Q(populations__overlap=project.populations, fields__overlap=project.fields)
    others = Project.objects.filter(alike, purchaser_id=project.purchaser_id, year=project.year).exclude(state=ProjectState.CANCELLED)
    return list(others.exclude(pk=project.pk).distinct().order_by("no"))


def same_need_total(project: Project, *, tendered: Collection[str] = (), on: dt.date | None = None) -> SameNeed:
    """Does this purchase with others of its kind pass the threshold although none of them alone does?

    ``tendered`` names purchases known to go by open tender: they do not count. Before procedures open, every purchase below the
    threshold is taken for one that might go without tender.
    """
    threshold = params.get("procurement.open_tender_threshold", on=on or clock.today())
    of_kind = [p for p in (project, *same_need(project)) if p.no not in tendered]
    small = [p for p in of_kind if p.amount and (threshold.off or p.amount < threshold.amount)]
    counted = small if project in small else []
    amounts = [p.amount for p in counted]
    others = tuple(p for p in counted if p.pk != project.pk)
    return SameNeed(others, sum(amounts, Decimal("0.00")), formulas.not_split(amounts, threshold))
