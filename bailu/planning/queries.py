"""The read side: needs, projects, who is in scope, what a project costs and must reach, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.law import formulas, params
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.planning import rules
from bailu.planning.enums import AdmissionState, NeedState, Population, ProjectState, ServiceField, TargetKind
from bailu.planning.models import AdmittedPopulation, Consultation, CostItem, Need, Project, Survey, Target

LISTED: dict[str, Words] = dict((*Population.choices, *ServiceField.choices))


# ── Whom and what: codes and their names ─────────────────────────────────────────────────────────────────────


def admissions_of(codes: Iterable[str]) -> list[AdmittedPopulation]:
    """The groups and fields beyond the list that are among these codes; no query when all are listed."""
    beyond = [code for code in codes if code not in LISTED]
    if not beyond:
        return []
    found = AdmittedPopulation.objects.filter(code__in=beyond).select_related("requested_for", "requested_by", "decided_by", "decided_for")
    return list(found)


def names_of(codes: Iterable[str], admissions: Iterable[AdmittedPopulation] | None = None) -> dict[str, str]:
    """Every code with its name in the reader's language, in the order given."""
    wanted = list(codes)
    beyond = {a.code: a.label for a in (admissions_of(wanted) if admissions is None else admissions)}
    return {code: str(LISTED.get(code) or beyond.get(code, code)) for code in wanted}


def in_scope(populations: Collection[str], fields: Collection[str]) -> Verdict:
    """Clause 2 on these codes, with what has been admitted until now."""
    admissions = admissions_of((*populations, *fields))
    admitted = {a.code for a in admissions if a.state == AdmissionState.ADMITTED}
    return rules.in_scope(populations, fields, admitted, {a.code: a.label for a in admissions})


def admitted_named(kind: str, name: str) -> str:
    """The code of the group (or field) admitted under that very name, or nothing."""
    found = AdmittedPopulation.objects.admitted().filter(kind=kind, name=name.strip()).values_list("code", flat=True).first()
    return found or ""


def admitted(kind: str) -> QuerySet[AdmittedPopulation]:
    return AdmittedPopulation.objects.admitted().filter(kind=kind)


def admissions(actor: Actor) -> QuerySet[AdmittedPopulation]:
    return AdmittedPopulation.objects.visible_to(actor).select_related("requested_for", "requested_by", "decided_by", "decided_for")


def admission(actor: Actor, code: str) -> AdmittedPopulation:
    """Raises OutOfScope."""
    found = admissions(actor).filter(code=code).first()
    if found is None:
        raise OutOfScope
    return found


def lock_admission(actor: Actor, admission_id: int) -> AdmittedPopulation:
    """Raises OutOfScope."""
    found = AdmittedPopulation.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=admission_id).first()
    if found is None:
        raise OutOfScope
    return found


# ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────


def needs(actor: Actor) -> QuerySet[Need]:
    return Need.objects.visible_to(actor).select_related("purchaser")


def need(actor: Actor, no: str) -> Need:
    """The need with its survey and people, in scope. Raises OutOfScope."""
    whole = needs(actor).select_related("survey__surveyed_by", "division", "created_by", "assessed_by", "copied_from")
    found = whole.filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock_need(actor: Actor, need_id: int) -> Need:
    """The need in scope, held until the act ends. Raises OutOfScope."""
    found = Need.objects.visible_to(actor).select_related("purchaser").select_for_update(of=("self",)).filter(pk=need_id).first()
    if found is None:
        raise OutOfScope
    return found


def survey_of(need: Need) -> Survey | None:
    return Survey.objects.filter(need=need).first()


def consultations_of(need: Need) -> QuerySet[Consultation]:
    return Consultation.objects.filter(need=need).select_related("recorded_by")


def assessed_needs(actor: Actor) -> QuerySet[Need]:
    """What a project of the actor's organisation may rest on."""
    return Need.objects.visible_to(actor).filter(state=NeedState.ASSESSED, purchaser_id=actor.organisation_id).order_by("-no")


# ── Projects ─────────────────────────────────────────────────────────────────────────────────────────────────


def projects(actor: Actor) -> QuerySet[Project]:
    return Project.objects.visible_to(actor).select_related("purchaser")


def by_no(actor: Actor, no: str) -> Project:
    """The project in scope. Raises OutOfScope."""
    whole = projects(actor).select_related(
        "provider", "evaluator", "agency", "budget_line", "created_by", "budgeted_by", "accepted_by", "division"
    )
    found = whole.filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def get(actor: Actor, project_id: int) -> Project:
    """Raises OutOfScope."""
    found = projects(actor).select_related("budget_line").filter(pk=project_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, project_id: int) -> Project:
    """The project in scope, held until the act ends. Raises OutOfScope."""
    held = Project.objects.visible_to(actor).select_related("purchaser", "provider", "budget_line").select_for_update(of=("self",))
    found = held.filter(pk=project_id).first()
    if found is None:
        raise OutOfScope
    return found


def project(no: str) -> Project:
    """The project of that number without asking who looks: for the rooms above, which have asked. Raises Project.DoesNotExist."""
    return Project.objects.select_related("purchaser", "provider", "budget_line").get(no=no)


def costing(no: str) -> list[CostItem]:
    return list(CostItem.objects.filter(project__no=no).order_by("position"))


def targets(no: str) -> list[Target]:
    return list(Target.objects.filter(project__no=no).order_by("position"))


def target_kinds(no: str) -> set[str]:
    return set(Target.objects.filter(project__no=no).values_list("kind", flat=True))


def cost_amounts(no: str) -> list[tuple[str, Decimal]]:
    return list(CostItem.objects.filter(project__no=no).values_list("head", "amount"))


def fee_plan(amount: Decimal, on: dt.date | None = None) -> formulas.FeePlan:
    """How the money of a purchase divides on a day: service and evaluation fee (clause 3.7)."""
    return formulas.fee_plan(amount, params.regime(on or clock.today()))


# ── Splitting (IR2015:28) ────────────────────────────────────────────────────────────────────────────────────


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


# ── Who is asked ─────────────────────────────────────────────────────────────────────────────────────────────


def office_of(function: OrganisationFunction, county: str) -> Organisation | None:
    """The body with that function in the county, else the city's."""
    held = Organisation.objects.filter(function=function, division_id__in=(county, CITY)).exclude(kind="PARTY_BODY")
    return held.order_by("-division_id" if county != CITY else "division_id", "pk").first()


def leading_office() -> Organisation | None:
    """The leading group's office sits in the city's civil affairs bureau (clause 5.1)."""
    return office_of(OrganisationFunction.CIVIL_AFFAIRS, CITY)


# ── A project as its page shows it ───────────────────────────────────────────────────────────────────────────


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
