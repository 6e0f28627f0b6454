"""The columns of a register: what is read from a row, how it is shown, by what it is sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any, Literal

from django.utils.encoding import force_str

from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.ui import clause_labels

Look = Literal["text", "money", "date", "moment", "due", "tag", "number", "org", "clause"]
NUMERIC = ("money", "number")
#: Columns of numbers like P-2015-0001, which are not broken at a hyphen.
UNBROKEN = ("no", "project_no")


@dataclass(frozen=True)
class Column:
    """``value`` is a path of attributes (``project.title``) or a function of the row; by default the column's name.

    ``sort`` is the field (or annotation) to order by, the primary key breaks ties; ``link`` gives the address of a cell,
    ``tone`` the colour of a tag, ``sub`` a second, quiet line. ``lead`` marks the title of the card on a phone. A
    second line with a ``sub_label`` is a column of its own in the spreadsheet.
    """

    name: str
    label: Words
    value: str | Callable[[Any], Any] = ""
    look: Look = "text"
    sort: str = ""
    link: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    sub: str | Callable[[Any], Any] = ""
    lead: bool = False
    exported: bool = True
    sub_label: Words = ""

    def read(self, row: Any) -> Any:
        return _read(row, self.value or self.name)

    def cell(self, row: Any) -> Cell:
        sub = _read(row, self.sub) if self.sub else ""
        return Cell(self, self.read(row), self.link(row) if self.link else "", self.tone(row) if self.tone else "", sub)

    def in_sheet(self) -> tuple[Column, ...]:
        """What the spreadsheet shows of it: a clause as it is cited, the second line beside the first."""
        if not self.exported:
            return ()
        own = replace(self, value=lambda row: _cited(self.read(row))) if self.look == "clause" else self
        return (own, Column(f"{self.name}_sub", self.sub_label, value=self.sub)) if self.sub_label and self.sub else (own,)

    @property
    def css(self) -> str:
        own = {"num": self.look in NUMERIC, "lead": self.lead, "nowrap": self.name in UNBROKEN}
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


def _read(row: Any, source: str | Callable[[Any], Any]) -> Any:
    if callable(source):
        return source(row)
    value = reduce(lambda so, name: getattr(so, name, None), source.split("."), row)
    return value() if callable(value) else value
