"""Fields that several screens share."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bailu.kernel.words import Words
from bailu.organisations.models import CITY, Division
from bailu.planning import queries
from bailu.planning.enums import AdmissionKind, Population, ServiceField


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def as_written(words: str) -> SafeString:
    """What somebody wrote stays in the language it was written in, also where it reads like a word of the interface."""
    return format_html('<span lang="zh-Hans">{}</span>', words)


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
