"""Forms as a screen of an act needs them: sections, sets of rows, and a list of what must be put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.forms import BaseFormSet
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from bailu.kernel.words import Words

#: How a form declares its sections: title, names of fields, and perhaps a note.
Sections = tuple[tuple[Words, tuple[str, ...]] | tuple[Words, tuple[str, ...], Words], ...]


@dataclass(frozen=True)
class Section:
    title: Words
    fields: Sequence[BoundField]
    note: Words = ""
    place: int = 0
    last: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing to put right: where it is on the page (an id), what it is called, what is wrong."""

    target: str
    label: Words
    text: str


class Set:
    """Rows of one kind on a form: cost items, targets, scores."""

    def __init__(self, key: str, formset: BaseFormSet[Any], typed: bool = False) -> None:
        self.key = key
        self.formset = formset
        if typed:
            for row in formset.forms:
                row.full_clean()
                row.errors.clear()

    @property
    def title(self) -> Words:
        return getattr(self.formset, "title", "")

    def rows(self) -> list[dict[str, Any]]:
        """What was filled in, in the order of the screen, without removed and empty rows."""
        chosen = self.formset.ordered_forms if self.formset.can_order else self.formset.forms
        gone = set(map(id, self.formset.deleted_forms)) if self.formset.can_delete else set()
        kept = [row.cleaned_data for row in chosen if id(row) not in gone and (row.has_changed() or not row.empty_permitted)]
        return [{name: value for name, value in row.items() if name not in ("DELETE", "ORDER")} for row in kept if row]


def sections(form: forms.BaseForm | None) -> list[Section]:
    """The form's fields in its declared ``sections``; what is declared nowhere follows at the end.

    The titles a form lists as ``last`` come after its sets of rows.
    """
    declared, last = getattr(form, "sections", ()), getattr(form, "last", ())
    if form is None or not declared:
        return []
    placed: set[str] = set()
    found: list[Section] = []
    for title, names, *note in declared:
        there = [name for name in names if name in form.fields and not form[name].is_hidden]
        placed.update(there)
        if there:
            place = len(found) + 1
            found.append(Section(title, [form[name] for name in there], note[0] if note else "", place, title in last))
    left = [field for field in form.visible_fields() if field.name not in placed]
    return [*found, Section(_("其他"), left, place=len(found) + 1)] if left else found


def problems(form: forms.BaseForm | None, sets: Sequence[Set], confirm_error: str = "") -> list[Problem]:
    found = [] if form is None else _of_form(form)
    for each in sets:
        found += [Problem(f"set-{each.key}", each.title, str(text)) for text in each.formset.non_form_errors()]
        for number, row in enumerate(each.formset.forms, 1):
            where = _("%(set)s第 %(n)s 行") % {"set": each.title, "n": number}
            found += [Problem(one.target or f"set-{each.key}", f"{where} {one.label}".strip(), one.text) for one in _of_form(row)]
    return [*found, Problem("id_confirm", "", confirm_error)] if confirm_error else found


def _of_form(form: forms.BaseForm) -> list[Problem]:
    found = [Problem("", "", str(text)) for text in form.non_field_errors()]
    for field in form:
        found += [Problem(field.id_for_label or field.auto_id, field.label, str(text)) for text in field.errors]
    return found


#: A number that Python refuses even to compare: a decimal field fails on it before it can say that it is no number.
SIGNALLING = re.compile(r"\s*[+-]?snan\d*\s*", re.I)


def turn_away(data: QueryDict) -> None:
    """Raises SuspiciousOperation (400) for a field that holds a signalling NaN."""
    if any(SIGNALLING.fullmatch(value) for _name, values in data.lists() for value in values if len(value) < 100):
        raise SuspiciousOperation("signalling NaN in a field")


def add_row(data: QueryDict, key: str) -> QueryDict:
    """What was typed, with one more empty row in the set: how rows are added when no script runs."""
    grown = data.copy()
    count = grown.get(f"{key}-TOTAL_FORMS", "")
    if count.isdecimal() and len(count) < 6:
        grown[f"{key}-TOTAL_FORMS"] = str(min(int(count) + 1, 1000))
    return grown
