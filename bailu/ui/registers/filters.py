"""What a register can be narrowed by; each filter lives in the address, so that a view can be kept and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet
from django.utils.encoding import force_str
from django.utils.translation import get_language

from bailu.kernel.actor import ANONYMOUS, Actor
from bailu.kernel.words import Words

KEPT_SECONDS = 60
Choices = Iterable[tuple[Any, Words]]


@dataclass(frozen=True)
class Filter:
    """A choice. ``field`` is the lookup it sets (the name by default); ``apply`` does more when a lookup is not enough.

    ``scoped``: the choices are asked with the reader, who is offered only what is in his scope.
    """

    name: str
    label: Words
    choices: Choices | Callable[..., Choices]
    field: str = ""
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    scoped: bool = False

    def options(self, actor: Actor, *, fresh: bool = False) -> list[tuple[str, str]]:
        """In the reader's language. What is read from the database is remembered for a minute, unless it must be ``fresh``."""
        key = self._key()
        kept: list[tuple[str, str]] | None = caches["process"].get(key) if key and not fresh else None
        if kept is None:
            given = self.choices(*((actor,) if self.scoped else ())) if callable(self.choices) else self.choices
            kept = [(str(value), force_str(label)) for value, label in given if str(value)]
            if key:
                caches["process"].set(key, kept, KEPT_SECONDS)
        return kept

    def _key(self) -> str:
        """By the function that reads them, and what it reads; one made for the occasion (a closure) or for a reader is asked each time."""
        made, about = (self.choices.func, self.choices.args) if isinstance(self.choices, partial) else (self.choices, ())
        code = getattr(made, "__code__", None)
        if code is None or code.co_freevars or self.scoped:
            return ""
        return f"filter:{code.co_filename}:{code.co_firstlineno}:{hash(about)}:{get_language()}"


@dataclass(frozen=True)
class Chosen:
    """A filter with the value of this request: empty when none, or when the address names no choice of it."""

    filter: Filter
    choices: list[tuple[str, str]]
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


def choose(filters: Iterable[Filter], asked: Callable[[str], str], actor: Actor = ANONYMOUS) -> list[Chosen]:
    found = []
    for each in filters:
        options, value = each.options(actor), asked(each.name)
        if value and value not in dict(options):
            options = each.options(actor, fresh=True)  # it may have come within the minute
        found.append(Chosen(each, options, value if value in {key for key, _label in options} else ""))
    return found
