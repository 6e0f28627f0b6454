"""Instruments and their clauses: an id, where it stands, and what it says in one line of our own words.

Ids are cited in code, in the audit, in refusals and on pages: XM2015:3.4, PL2014:35, IR2015:43. The id of an instrument alone
(CK2015-124, ML18) cites it as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from bailu.law import sources
from bailu.law.bilingual import Bilingual


class UnknownClause(KeyError):
    """A clause id nobody has entered: a misspelt citation, found by tests and by the system check at start."""


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, order or document that binds a purchase, with the days it was in force."""

    id: str
    title: Bilingual
    short: Bilingual
    issuer: Bilingual
    number: str
    since: date | None
    until: date | None
    supersedes: tuple[str, ...]
    sureness: str
    note: Bilingual

    def in_force(self, on: date) -> bool:
        """True if it was in force on that day; an instrument without a date of entry is ours and always applies."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Clause:
    """One article (or, with an empty `article`, a whole instrument), in our own words."""

    id: str
    instrument: Instrument
    article: Bilingual
    title: Bilingual
    summary: Bilingual
    sureness: str
    implied: bool = False  # stands for the whole instrument, though nobody wrote a line about it

    @property
    def label(self) -> str:
        """How it is cited on a page: 政府采购法第三十五条."""
        article = str(self.article)
        short = str(self.instrument.short)
        if not article:
            return short
        return f"{short} {article}" if article[0].isascii() or self.instrument.id == "XM2015" else f"{short}{article}"

    @property
    def number(self) -> str:
        """What follows the colon of the id; empty for a whole instrument."""
        return self.id.partition(":")[2]


def get(clause_id: str) -> Clause:
    """The clause of that id. Raises UnknownClause."""
    try:
        return _clauses(sources.city())[clause_id]
    except KeyError:
        raise UnknownClause(clause_id) from None


def find(clause_id: str) -> Clause | None:
    """The clause of that id, or None: for pages that show what old records cite."""
    return _clauses(sources.city()).get(clause_id)


def all_clauses() -> tuple[Clause, ...]:
    """Every clause, instrument by instrument, articles in their order."""
    return tuple(_clauses(sources.city()).values())


def of(instrument_id: str) -> tuple[Clause, ...]:
    """The clauses of one instrument, in their order."""
    return tuple(c for c in all_clauses() if c.instrument.id == instrument_id and not c.implied)


def instruments() -> tuple[Instrument, ...]:
    """Every instrument, in the order of the data."""
    return tuple(_instruments(sources.city()).values())


def instrument(instrument_id: str) -> Instrument:
    """Raises UnknownClause."""
    try:
        return _instruments(sources.city())[instrument_id]
    except KeyError:
        raise UnknownClause(instrument_id) from None


@cache
def _instruments(city: str) -> Mapping[str, Instrument]:
    found = {}
    for key, raw in sources.load("instruments", city).items():
        title = Bilingual(**raw["title"])
        found[key] = Instrument(
            id=key,
            title=title,
            short=Bilingual(**raw["short"]) if "short" in raw else title,
            issuer=Bilingual(**raw["issuer"]),
            number=raw.get("number", ""),
            since=raw.get("from"),
            until=raw.get("to"),
            supersedes=tuple(raw.get("supersedes", ())),
            sureness=raw["sureness"],
            note=Bilingual(*raw.get("note", ("", ""))),
        )
    for item in found.values():
        missing = [other for other in item.supersedes if other not in found]
        if missing:
            raise UnknownClause(f"{item.id} supersedes {missing}")
    return found


@cache
def _clauses(city: str) -> Mapping[str, Clause]:
    known = _instruments(city)
    parsed = [_parse(key, raw, known) for key, raw in sources.load("clauses", city).items()]
    cited = {c.id for c in parsed}
    parsed += [_whole(item) for item in known.values() if item.id not in cited]
    order = {key: position for position, key in enumerate(known)}
    parsed.sort(key=lambda c: (order[c.instrument.id], _position(c.number)))
    return {c.id: c for c in parsed}


def _parse(key: str, raw: dict[str, Any], known: Mapping[str, Instrument]) -> Clause:
    instrument_id, _colon, number = key.partition(":")
    if instrument_id not in known:
        raise UnknownClause(f"{key}: no such instrument")
    item = known[instrument_id]
    article = Bilingual(**raw["article"]) if "article" in raw else _article(number)
    return Clause(key, item, article, Bilingual(*raw["title"]), Bilingual(*raw["says"]), raw.get("sureness", item.sureness))


def _whole(item: Instrument) -> Clause:
    return Clause(item.id, item, Bilingual("", ""), item.title, item.title, item.sureness, implied=True)


def _article(number: str) -> Bilingual:
    return Bilingual(f"第{numeral(int(number))}条", f"art. {number}") if number else Bilingual("", "")


def _position(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.replace("-", ".").split(".") if part.isdigit())


def numeral(n: int) -> str:
    """1 to 999 as a Chinese numeral, as articles are numbered: 35 -> 三十五."""
    digits = "〇一二三四五六七八九"
    if not 0 < n < 1000:
        raise ValueError(n)
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "〇"
    return text + (digits[ones] if ones else "")
