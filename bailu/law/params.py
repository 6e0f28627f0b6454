"""The numbers of the law: dated values with unit, clause and how sure we are of them.

A purchase pins its regime on the day its procedure opens and keeps it: `regime(procedure.regime_on)`. A value of None means that
no such rule was in force on that day; `Param.off` says so, and the helpers of `law.rules` then refuse nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy

from bailu.law import clauses, sources
from bailu.law.bilingual import Bilingual
from bailu.law.wording import worded

SURENESS = {
    "verified": gettext_lazy("原文核对"),
    "second_hand": gettext_lazy("转述"),
    "known_high": gettext_lazy("把握较大"),
    "known_medium": gettext_lazy("把握一般"),
    "known_low": gettext_lazy("把握较小"),
    "inferred": gettext_lazy("推定"),
    "parameter": gettext_lazy("可设参数"),
}
OPS = (">=", "<=", "=")
_WHOLE = frozenset({"working_days", "days", "months", "years", "people", "suppliers", "hours", "count", "times"})
_DECIMAL = frozenset({"yuan", "ratio", "points"})
UNITS = _WHOLE | _DECIMAL | {"list", "table", "text"}


class UnknownParameter(KeyError):
    """No parameter of that key: a misspelt key, never a matter of dates."""


class ParameterOff(ValueError):
    """A number was asked of a parameter for a day on which no such rule was in force."""


@dataclass(frozen=True)
class Param:
    """One number of the law as it stood on a day. `since` is the day this value took effect, None if nothing was in force yet."""

    key: str
    value: Any
    unit: str
    op: str
    clause: str
    sureness: str
    since: date | None
    note: Bilingual
    title: Bilingual

    @property
    def off(self) -> bool:
        """True if on that day no such rule was in force."""
        return self.value is None

    @property
    def number(self) -> int:
        """A whole number: days, months, years, people, hours. Raises ParameterOff, TypeError."""
        if self.off:
            raise ParameterOff(self.key)
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} is no whole number but {self.unit}")
        return self.value

    @property
    def amount(self) -> Decimal:
        """Yuan, a ratio or points. Raises ParameterOff, TypeError."""
        if self.off:
            raise ParameterOff(self.key)
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.key} is no decimal but {self.unit}")
        return self.value

    @property
    def share(self) -> Fraction:
        """A ratio without loss: 2/3 stays 2/3. Raises ParameterOff, TypeError."""
        if self.off:
            raise ParameterOff(self.key)
        if not isinstance(self.value, Decimal | Fraction):
            raise TypeError(f"{self.key} is no ratio but {self.unit}")
        return Fraction(self.value)

    @property
    def parts(self) -> tuple[Any, ...]:
        """The members of a list, in their order. Raises ParameterOff, TypeError."""
        if self.off:
            raise ParameterOff(self.key)
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.key} is no list but {self.unit}")
        return self.value

    @property
    def table(self) -> Mapping[str, Any]:
        """The entries of a table by name, in their order. Raises ParameterOff, TypeError."""
        if self.off:
            raise ParameterOff(self.key)
        if not isinstance(self.value, Mapping):
            raise TypeError(f"{self.key} is no table but {self.unit}")
        return self.value

    @property
    def sureness_label(self) -> str:
        return str(SURENESS[self.sureness])

    @property
    def cited(self) -> str:
        """Its clause as it is cited: 政府采购法第三十五条."""
        return clauses.get(self.clause).label

    def wording(self) -> str:
        """The value in words, without its clause: 不少于 20 日."""
        return worded(self.value, self.unit, self.op)

    def label(self) -> str:
        """The value in words with its clause: 不少于 20 日 · 政府采购法第三十五条."""
        return f"{self.wording()} · {self.cited}"


@dataclass(frozen=True)
class Regime(Mapping[str, Param]):
    """All parameters as they stood on one day. `since` is the last day before it on which any of them changed."""

    on: date
    since: date | None
    city: str
    _params: Mapping[str, Param]

    def __getitem__(self, key: str) -> Param:
        try:
            return self._params[key]
        except KeyError:
            raise UnknownParameter(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._params)

    def __len__(self) -> int:
        return len(self._params)

    def __hash__(self) -> int:
        return hash((self.on, self.city))


def get(key: str, on: date) -> Param:
    """The parameter as it stood on that day. Raises UnknownParameter."""
    return regime(on)[key]


def regime(on: date) -> Regime:
    """All parameters as they stood on that day, for the city that runs the system."""
    city = sources.city()
    dates = change_dates(city)
    index = bisect_right(dates, on)
    since = dates[index - 1] if index else None
    return Regime(on, since, city, _snapshot(city, index))


def history(key: str) -> tuple[Param, ...]:
    """Every dated value of a parameter, oldest first. Raises UnknownParameter."""
    try:
        return _histories(sources.city())[key]
    except KeyError:
        raise UnknownParameter(key) from None


def all_keys() -> tuple[str, ...]:
    """Every key, sorted."""
    return tuple(sorted(_histories(sources.city())))


@cache
def change_dates(city: str) -> tuple[date, ...]:
    """Every day on which some parameter changes in that city, sorted."""
    return tuple(sorted({p.since for values in _histories(city).values() for p in values if p.since}))


@cache
def _snapshot(city: str, index: int) -> Mapping[str, Param]:
    dates = change_dates(city)
    on = dates[index - 1] if index else date.min
    return MappingProxyType({key: _at(values, on) for key, values in _histories(city).items()})


def _at(values: tuple[Param, ...], on: date) -> Param:
    current = [p for p in values if p.since and p.since <= on]
    if current:
        return current[-1]
    first = values[0]
    return Param(first.key, None, first.unit, first.op, first.clause, first.sureness, None, first.note, first.title)


@cache
def _histories(city: str) -> Mapping[str, tuple[Param, ...]]:
    return {key: _parse(key, raw) for key, raw in sorted(sources.load("parameters", city).items())}


def _parse(key: str, raw: dict[str, Any]) -> tuple[Param, ...]:
    unit, op = raw["unit"], raw["op"]
    if unit not in UNITS or op not in OPS:
        raise ValueError(f"{key}: unit {unit!r} or op {op!r} is unknown")
    values = []
    for dated in raw["values"]:
        sureness = dated.get("sureness", raw["sureness"])
        if sureness not in SURENESS:
            raise ValueError(f"{key}: sureness {sureness!r} is unknown")
        clause = clauses.get(dated.get("clause", raw["clause"])).id
        note = Bilingual(*dated.get("note", raw.get("note", ("", ""))))
        value = _typed(dated["value"], unit)
        values.append(Param(key, value, unit, op, clause, sureness, dated["from"], note, Bilingual(**raw["title"])))
    if [p.since for p in values] != sorted({p.since for p in values if p.since}):
        raise ValueError(f"{key}: dated values are out of order")
    return tuple(values)


def _typed(value: Any, unit: str) -> Any:
    if value is None:
        return None
    if unit in _WHOLE:
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is no whole number of {unit}")
        return value
    if unit in _DECIMAL:
        return Fraction(value) if isinstance(value, str) and "/" in value else Decimal(str(value))
    return _frozen(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({str(name): _frozen(item) for name, item in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, str) and value.replace("/", "").isdigit() and "/" in value:
        return Fraction(value)
    return value
