"""Fields that several screens share."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms

from bailu.kernel.words import Words
from bailu.organisations.models import CITY, Division
from bailu.planning import queries
from bailu.planning.enums import AdmissionKind, Population, ServiceField

F = TypeVar("F", bound=forms.Field)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def day(label: Any, *, help_text: Any = "") -> forms.DateField:
    return shaped(forms.DateField(label=label, help_text=help_text, widget=DateInput()), span="half")


def text(label: Any, *, help_text: Any = "", rows: int = 4, longest: int = 4000, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def number(label: Any, *, unit: Any = "", help_text: Any = "", least: int = 0) -> forms.IntegerField:
    return shaped(forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=9_999_999), unit=unit, span="half")


def shaped(field: F, *, unit: Words = "", span: str = "") -> F:
    """The field with its unit and its width on the screen."""
    field.unit = unit  # type: ignore[attr-defined]
    field.span = span  # type: ignore[attr-defined]
    return field


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
