"""Where a purchase serves: the district of the division it names, else its purchaser's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Left

from bailu.kernel.words import Words
from bailu.organisations.enums import DivisionLevel
from bailu.organisations.models import Division
from bailu.planning.models import Project


def with_district(rows: QuerySet[Project]) -> QuerySet[Any]:
    """Annotated with ``district``, a code of six digits."""
    return rows.annotate(district=Left(Coalesce("division_id", "county"), 6))


def serving_district(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return with_district(rows).filter(district=code)


def district_choices() -> list[tuple[str, Words]]:
    """The city as a whole and its districts."""
    found = Division.objects.filter(code__startswith="3502", level__in=(DivisionLevel.CITY, DivisionLevel.DISTRICT)).order_by("code")
    return list(found.values_list("code", "name"))
