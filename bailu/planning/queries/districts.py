"""Where a purchase serves: the district of the division it names, else its purchaser's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Left, Length

from bailu.kernel.words import Words
from bailu.organisations.enums import DivisionLevel
from bailu.organisations.models import Division
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project

_STREET = 9


def with_district(rows: QuerySet[Project]) -> QuerySet[Any]:
    """Annotated with ``district``, a code of six digits."""
    return rows.annotate(district=Left(Coalesce("division_id", "county"), 6))


def serving_district(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return with_district(rows).filter(district=code)


def at_streets(rows: QuerySet[Project]) -> QuerySet[Any]:
    """What is bought at a street or town and was not given up, annotated with ``street``, a code of nine digits."""
    where = Left(Coalesce("division_id", "purchaser__division_id"), _STREET)
    return rows.exclude(state=ProjectState.CANCELLED).annotate(street=where, digits=Length("street")).filter(digits=_STREET)


def at_street(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return at_streets(rows).filter(street=code)


def street_choices() -> list[tuple[str, Words]]:
    found = Division.objects.filter(code__startswith="3502", level__in=(DivisionLevel.STREET, DivisionLevel.TOWN), in_2015=True)
    return list(found.order_by("code").values_list("code", "name"))


def district_choices() -> list[tuple[str, Words]]:
    """The city as a whole and its districts."""
    found = Division.objects.filter(code__startswith="3502", level__in=(DivisionLevel.CITY, DivisionLevel.DISTRICT)).order_by("code")
    return list(found.values_list("code", "name"))
