"""The read side of work assigned down: whose it is, who may be given some, the tree, what can be done next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.organisations.enums import DivisionLevel, OrganisationKind
from bailu.organisations.models import CITY, Organisation
from bailu.organisations.roles import Role
from bailu.programmes import policies, rules
from bailu.programmes.enums import ApplicationState, AssignmentState
from bailu.programmes.models import Site, WorkItem
from bailu.programmes.models.assignments import OPEN
from bailu.ui.steps import Step

_BESIDE = ("assigner", "assignee__division")
#: The tree of a level is read whole; beyond this it says so and the register goes on.
MOST = 300


def assignments(actor: Actor) -> QuerySet[WorkItem]:
    return WorkItem.objects.visible_to(actor).select_related(*_BESIDE)


def assignment(actor: Actor, no: str) -> WorkItem:
    """Raises OutOfScope."""
    beside = ("parent", "assigned_by", "reported_by", "decided_by")
    found = assignments(actor).select_related(*beside).filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, assignment_id: int) -> WorkItem:
    """Raises OutOfScope."""
    rows = WorkItem.objects.visible_to(actor).select_related(*_BESIDE).select_for_update(of=("self",))
    found = rows.filter(pk=assignment_id).first()
    if found is None:
        raise OutOfScope
    return found


def below(actor: Actor) -> QuerySet[Organisation]:
    """To whom this level assigns: the city's office to the districts' governments and the pilot's municipal bodies, a district to the
    offices of its approved sites."""
    if actor.county == CITY:
        districts = Organisation.objects.filter(kind=OrganisationKind.GOVERNMENT, division__level=DivisionLevel.DISTRICT)
        bodies = Organisation.objects.filter(lead_unit=True).exclude(pk=actor.organisation_id or 0)
        return (districts | bodies).distinct().order_by("division_id", "sort_key")
    approved = Site.objects.standing().filter(application__state=ApplicationState.APPROVED, division__code__startswith=actor.county)
    kinds = (OrganisationKind.STREET, OrganisationKind.GOVERNMENT)
    return Organisation.objects.filter(division_id__in=approved.values("division_id"), kind__in=kinds).order_by("division_id")


def given(actor: Actor) -> QuerySet[WorkItem]:
    """What the own body was given and has not yet reported: parts of it may be assigned on."""
    states = (AssignmentState.ASSIGNED, AssignmentState.RETURNED)
    return WorkItem.objects.filter(assignee_id=actor.organisation_id, state__in=states).order_by("due_on")


def open_parts(work: WorkItem) -> list[str]:
    return list(work.children.filter(state__in=OPEN).order_by("no").values_list("no", flat=True))


def reporter(body: Organisation) -> Role:
    """Who reports for a body: the pilot's clerk for a district, the purchaser's clerk for all others."""
    district = body.kind == OrganisationKind.GOVERNMENT and len(body.division_id) == len(CITY) and body.division_id != CITY
    return Role.DISTRICT_CLERK if district else Role.PURCHASER_CLERK


def assigner_role(work: WorkItem) -> Role:
    """Who is reported to: the office in the city's bureau, else the district's clerk."""
    return Role.OFFICE_CLERK if work.assigner.division_id == CITY else Role.DISTRICT_CLERK


@dataclass(frozen=True, slots=True)
class Branch:
    """A piece of work and what became of its parts, as far as the reader sees them."""

    work: WorkItem
    parts: tuple[Branch, ...]

    @property
    def late(self) -> int:
        """How many here and below are past their day."""
        return int(self.work.late) + sum(part.late for part in self.parts)


def tree(actor: Actor) -> list[Branch]:
    """From the top of what the reader sees down to its leaves, the nearest term first. One query."""
    rows = assignments(actor).exclude(state=AssignmentState.WITHDRAWN).order_by("due_on", "no")[:MOST]
    return _branches(list(rows))


def _branches(rows: Iterable[WorkItem]) -> list[Branch]:
    works = {work.pk: work for work in rows}
    parts: dict[int | None, list[WorkItem]] = {}
    for work in works.values():
        parts.setdefault(work.parent_id if work.parent_id in works else None, []).append(work)

    def branch(work: WorkItem) -> Branch:
        return Branch(work, tuple(branch(part) for part in parts.get(work.pk, ())))

    return [branch(work) for work in parts.get(None, ())]


def steps(actor: Actor, work: WorkItem) -> list[Step]:
    """What is on the table; the first is the one next step."""
    report = ("report_assignment", _("报告完成情况"), policies.may_report, reporter(work.assignee))
    withdraw = ("withdraw_assignment", _("撤回任务"), policies.may_withdraw, assigner_role(work))
    offers = {
        AssignmentState.ASSIGNED: (report, withdraw),
        AssignmentState.RETURNED: (report, withdraw),
        AssignmentState.REPORTED: (
            ("confirm_assignment", _("确认任务完成"), policies.may_confirm, assigner_role(work)),
            ("give_back_assignment", _("退回补充"), policies.may_give_back, assigner_role(work)),
        ),
    }.get(AssignmentState(work.state), ())
    return [
        Step(
            label,
            reverse(f"programmes:{name}", args=[work.no]),
            may(actor, work),
            due_at=work.due_on if name == "report_assignment" else None,
            basis=rules.LINKED,
            whose="" if actor.has(role) else str(role.label),
            primary=at == 0,
        )
        for at, (name, label, may, role) in enumerate(offers)
    ]
