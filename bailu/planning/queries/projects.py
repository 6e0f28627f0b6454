"""Projects, what they cost and must reach; which office is asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django.db.models import QuerySet

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared
from bailu.law import formulas, params
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.planning.models import CostItem, Project, Target


def projects(actor: Actor) -> QuerySet[Project]:
    return Project.objects.visible_to(actor).select_related("purchaser")


def by_no(actor: Actor, no: str) -> Project:
    """The project in scope. Raises OutOfScope."""
    for found in _WHOLE(actor, no):
        return cast(Project, found)
    raise OutOfScope


def _whole(actor: Actor, no: str) -> QuerySet[Project]:
    beside = ("provider", "evaluator", "agency", "budget_line", "created_by", "budgeted_by", "accepted_by", "division")
    return projects(actor).select_related(*beside).defer("search").filter(no=no)[:1]


_WHOLE = Prepared(_whole)


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


def last_costing(purchaser_id: int) -> list[dict[str, Any]]:
    """The rows of the purchaser's last costed project, as a new costing begins from them."""
    last = Project.objects.filter(purchaser_id=purchaser_id, costing__isnull=False).order_by("-no").first()
    names = ("head", "title", "level", "unit", "unit_price", "quantity", "months")
    return [{name: getattr(item, name) for name in names} for item in costing(last.no)] if last else []


def targets(no: str) -> list[Target]:
    return list(Target.objects.filter(project__no=no).order_by("position"))


def target_kinds(no: str) -> set[str]:
    return set(Target.objects.filter(project__no=no).values_list("kind", flat=True))


def cost_amounts(no: str) -> list[tuple[str, Decimal]]:
    return list(CostItem.objects.filter(project__no=no).values_list("head", "amount"))


def fee_plan(amount: Decimal, on: dt.date | None = None) -> formulas.FeePlan:
    """How the money of a purchase divides on a day: service and evaluation fee (clause 3.7)."""
    return formulas.fee_plan(amount, params.regime(on or clock.today()))


def office_of(function: OrganisationFunction, county: str) -> Organisation | None:
    """The body with that function in the county, else the city's."""
    held = Organisation.objects.filter(function=function, division_id__in=(county, CITY)).exclude(kind="PARTY_BODY")
    return held.order_by("-division_id" if county != CITY else "division_id", "pk").first()


def leading_office() -> Organisation | None:
    """The leading group's office sits in the city's civil affairs bureau (clause 5.1)."""
    return office_of(OrganisationFunction.CIVIL_AFFAIRS, CITY)
