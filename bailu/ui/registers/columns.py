"""The columns of a register: what is read from a row, how it is shown, by what it is sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.utils.encoding import force_str

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.ui import clause_labels

Look = Literal["text", "money", "date", "moment", "due", "tag", "number", "org", "clause", "meter"]
Reader = Callable[[Any], Any]
Source = str | Reader
NUMERIC = ("money", "number")
#: Columns of numbers like P-2015-0001, which are not broken at a hyphen.
UNBROKEN = ("no", "project_no")


@dataclass(frozen=True)
class Column:
    """``value`` is a path of attributes (``project.title``) or a function of the row; by default the column's name.

    ``sort`` is the field (or annotation) to order by, the primary key breaks ties; ``link`` gives the address of a cell,
    ``tone`` the colour of a tag, each by a path or a function as well. ``sub`` is a second, quiet line: a column of its own in the
    spreadsheet. ``lead`` marks the title of the card on a phone, ``strong`` the sum. ``method`` names the register's own way to read it, ``only`` says
    who sees it. Columns are made once, when the application starts.
    """

    name: str
    label: Words
    value: Source = ""
    look: Look = "text"
    sort: str = ""
    link: Source = ""
    tone: Source = ""
    sub: Column | None = None
    lead: bool = False
    strong: bool = False
    exported: bool = True
    method: str = ""
    only: Callable[[Actor], Verdict] | None = None

    @cached_property
    def read(self) -> Reader:
        return _reader(self.value or self.name)

    @cached_property
    def linked(self) -> Reader:
        return _reader(self.link)

    @cached_property
    def toned(self) -> Reader:
        return _reader(self.tone)

    def cell(self, row: Any) -> Cell:
        sub = self.sub.read(row) if self.sub else ""
        return Cell(self, self.read(row), self.linked(row) if self.link else "", self.toned(row) if self.tone else "", sub)

    def in_sheet(self) -> tuple[Column, ...]:
        """What the spreadsheet shows of it: a clause as it is cited, the second line beside the first."""
        if not self.exported:
            return ()
        own = replace(self, value=lambda row: _cited(self.read(row))) if self.look == "clause" else self
        return (own, *self.sub.in_sheet()) if self.sub else (own,)

    @property
    def css(self) -> str:
        own = {
            "num": self.look in NUMERIC,
            "lead": self.lead,
            "strong": self.strong,
            "meter": self.look == "meter",
            "nowrap": self.name in UNBROKEN,
        }
        return " ".join(word for word, wanted in own.items() if wanted)


def _cited(clause: Any) -> str:
    return clause_labels.label(str(clause)) if clause else ""


def plain(value: Any) -> str | Decimal | date | datetime | None:
    """For the spreadsheet: numbers and dates as such, everything else as text."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).replace(tzinfo=None)
    if isinstance(value, date | Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return force_str(value)


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any
    link: str
    tone: str
    sub: Any


def _reader(source: Source) -> Reader:
    """Taken apart once for all rows. What is missing on the way is nothing."""
    if not isinstance(source, str):
        return source
    names = source.split(".")

    def read(row: Any) -> Any:
        value = row
        for name in names:
            value = getattr(value, name, None)
        return value() if callable(value) else value

    return read
