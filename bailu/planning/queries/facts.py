"""A project as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bailu.planning import rules
from bailu.planning.enums import TargetKind
from bailu.planning.models import AdmittedPopulation, CostItem, Need, Project, Target
from bailu.planning.queries.projects import costing, project, targets
from bailu.planning.queries.scope import admissions_of, names_of
from bailu.planning.queries.splitting import SameNeed, same_need_total


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project at the stations of this room, for its sheet and its dossier. Six queries."""

    project: Project
    needs: tuple[Need, ...]
    populations: tuple[str, ...]
    fields: tuple[str, ...]
    admissions: tuple[AdmittedPopulation, ...]
    costing: tuple[CostItem, ...]
    shares: tuple[rules.Share, ...]
    targets: tuple[Target, ...]
    same_need: SameNeed

    @property
    def targets_by_kind(self) -> list[tuple[str, list[Target]]]:
        return [(str(kind.label), [t for t in self.targets if t.kind == kind]) for kind in TargetKind]

    @property
    def per_head(self) -> Decimal | None:
        """Yuan for each person (or household) planned."""
        return (self.project.amount / self.project.people_planned).quantize(Decimal("0.01")) if self.project.amount else None


def facts(project_no: str) -> ProjectFacts:
    """Raises Project.DoesNotExist."""
    found = project(project_no)
    beyond = admissions_of((*found.populations, *found.fields))
    items = costing(project_no)
    return ProjectFacts(
        project=found,
        needs=tuple(found.needs.select_related("survey", "assessed_by").order_by("no")),
        populations=tuple(names_of(found.populations, beyond).values()),
        fields=tuple(names_of(found.fields, beyond).values()),
        admissions=tuple(beyond),
        costing=tuple(items),
        shares=rules.shares((item.head, item.amount) for item in items),
        targets=tuple(targets(project_no)),
        same_need=same_need_total(found),
    )
