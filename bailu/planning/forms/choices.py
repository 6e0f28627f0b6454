"""Fields that several screens share."""

from __future__ import annotations

from django import forms

from bailu.kernel.words import Words
from bailu.organisations.models import CITY, Division
from bailu.planning import queries
from bailu.planning.enums import AdmissionKind, Population, ServiceField


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def population_choices() -> list[tuple[str, Words]]:
    """The eight groups, then those the office has admitted."""
    return [*Population.choices, *((a.code, a.label) for a in queries.admitted(AdmissionKind.POPULATION))]


def field_choices() -> list[tuple[str, Words]]:
    return [*ServiceField.choices, *((a.code, a.label) for a in queries.admitted(AdmissionKind.FIELD))]


def division_choices(county: str) -> list[tuple[str, Words]]:
    """The districts, streets and towns of a county; of the city, all districts."""
    near = Division.objects.filter(code__startswith=CITY[:4] if county == CITY else county, in_2015=True)
    found = near.filter(level__in=("DISTRICT", "STREET", "TOWN")).order_by("code")
    return [("", "—"), *((code, name) for code, name in found.values_list("code", "name"))]
