"""What a register can be narrowed by; each filter lives in the address, so that a view can be kept and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bailu.kernel.words import Words

Choices = Iterable[tuple[Any, Words]]


@dataclass(frozen=True)
class Filter:
    """A choice. ``field`` is the lookup it sets (the name by default); ``apply`` does more when a lookup is not enough."""

    name: str
    label: Words
    choices: Choices | Callable[[], Choices]
    field: str = ""
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None

    def options(self) -> list[tuple[str, Words]]:
        given = self.choices() if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in given if str(value)]


@dataclass(frozen=True)
class Chosen:
    """A filter with the value of this request: empty when none, or when the address names no choice of it."""

    filter: Filter
    choices: list[tuple[str, Words]]
    value: str

    @property
    def name(self) -> str:
        return self.filter.name

    @property
    def label(self) -> Words:
        return self.filter.label

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value:
            return rows
        if self.filter.apply:
            return self.filter.apply(rows, self.value)
        return rows.filter(**{self.filter.field or self.filter.name: self.value})


def choose(filters: Iterable[Filter], asked: Callable[[str], str]) -> list[Chosen]:
    found = []
    for each in filters:
        options = each.options()
        value = asked(each.name)
        found.append(Chosen(each, options, value if value in {key for key, _label in options} else ""))
    return found
