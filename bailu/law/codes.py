"""Code lists the policy fixes: populations, fields, cost heads, methods, kinds, sources, standards, bodies.

The list of populations ends with 等: a further one may be admitted with a reason, which is kept in `planning`; here stand the fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from bailu.law import clauses, sources
from bailu.law.bilingual import Bilingual

_TEXT = frozenset({"zh", "en", "clause", "sensitivity"})


class UnknownCode(KeyError):
    """No such list, or no such code in it."""


@dataclass(frozen=True)
class Code:
    """One entry of a list. `sensitivity` names why the people behind it need care; `facts` holds what only some lists know."""

    id: str
    text: Bilingual
    clause: str
    sensitivity: tuple[str, ...]
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        return str(self.text)


def listed(name: str) -> Mapping[str, Code]:
    """A whole list in its order, by code: populations, fields, cost_heads, methods, … Raises UnknownCode."""
    try:
        return _lists(sources.city())[name]
    except KeyError:
        raise UnknownCode(name) from None


def get(name: str, code: str) -> Code:
    """One entry. Raises UnknownCode."""
    try:
        return listed(name)[code]
    except KeyError:
        raise UnknownCode(f"{name}: {code}") from None


def choices(name: str) -> list[tuple[str, Bilingual]]:
    """For the choices of a form: code and a label that follows the reader's language."""
    return [(code.id, code.text) for code in listed(name).values()]


def names() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_lists(sources.city()))


def populations() -> Mapping[str, Code]:
    """The eight populations of XM2015:2, POP01 to POP08."""
    return listed("populations")


def fields() -> Mapping[str, Code]:
    """The eleven fields of XM2015:2, FLD01 to FLD11."""
    return listed("fields")


@cache
def _lists(city: str) -> Mapping[str, Mapping[str, Code]]:
    raw = sources.load("codes", city)
    return MappingProxyType({name: MappingProxyType({k: _code(k, v) for k, v in entries.items()}) for name, entries in raw.items()})


def _code(key: str, raw: dict[str, Any]) -> Code:
    clause = clauses.get(raw["clause"]).id if "clause" in raw else ""
    facts = MappingProxyType({name: value for name, value in raw.items() if name not in _TEXT})
    return Code(key, Bilingual(raw["zh"], raw["en"]), clause, tuple(raw.get("sensitivity", ())), facts)
