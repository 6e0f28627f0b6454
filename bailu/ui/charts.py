"""Figures drawn by the server: bars, stacked bars, a line. Pure geometry over what a view hands in; the table beside says the same in words.

Widths and places are SVG attributes in percent, so a chart fits any column without a script and without a style attribute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bailu.kernel.words import Words

#: What is drawn with a vertical extent, in user units; the line's own drawing is stretched to the width.
HEIGHT, WIDE = 120, 1000
MOST_TICKS = 5
_NONE = Decimal(0)
_Number = Decimal | int


class Look(StrEnum):
    BARS = "bars"
    STACK = "stack"
    LINE = "line"


class Unit(StrEnum):
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a chart: its name, a value for each series, and where its rows are listed.

    ``figure`` is written in place of the sum; ``late`` draws it in the colour of lateness.
    """

    label: Words
    values: Sequence[_Number]
    url: str = ""
    note: Words = ""
    figure: Words = ""
    late: bool = False

    @property
    def total(self) -> Decimal:
        return sum((Decimal(v) for v in self.values), _NONE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar, in percent of the width."""

    x: str
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    mark: Mark
    pieces: tuple[Piece, ...]

    @property
    def shown(self) -> Decimal:
        return self.mark.total


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: ``x`` in percent, ``y`` in units from the top; ``tick`` where its name stands below the axis."""

    mark: Mark
    x: str
    y: str
    tick: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``title`` says what is counted, ``text`` what the reader should see; ``series`` names the values of each mark in their order.

    ``of`` draws the bars against this whole instead of the largest of them.
    """

    title: Words
    series: Sequence[Words]
    marks: Sequence[Mark]
    look: Look = Look.BARS
    unit: Unit = Unit.COUNT
    text: Words = ""
    of: _Number = 0
    by: Words = ""
    tones: Sequence[str] = field(default=("p1", "p3", "p2", "p4"))

    @property
    def money(self) -> bool:
        return self.unit is Unit.MONEY

    @property
    def legend(self) -> list[tuple[Words, str]]:
        """The names of the parts; a single series needs none."""
        return list(zip(self.series, self.tones, strict=False)) if len(self.series) > 1 else []

    @property
    def totals(self) -> list[Decimal]:
        return [sum((Decimal(mark.values[n]) for mark in self.marks), _NONE) for n in range(len(self.series))]

    @property
    def bars(self) -> list[Bar]:
        whole = Decimal(self.of) or max((mark.total for mark in self.marks), default=_NONE)
        return [Bar(mark, tuple(self._pieces(mark, whole))) for mark in self.marks]

    def _pieces(self, mark: Mark, whole: Decimal) -> list[Piece]:
        pieces, x = [], _NONE
        for value, tone in zip(mark.values, self.tones, strict=False):
            width = min(Decimal(value) / whole * 100, 100 - x) if whole else _NONE
            if width > 0:
                pieces.append(Piece(f"{x:.2f}%", f"{width:.2f}%", "pstop" if mark.late else tone))
            x += max(width, _NONE)
        return pieces

    @property
    def points(self) -> list[Point]:
        """One point for each mark of a line, evenly apart, the largest at the top."""
        most = max((mark.total for mark in self.marks), default=_NONE)
        last = max(len(self.marks) - 1, 1)
        every = -(-len(self.marks) // MOST_TICKS)
        found = []
        for n, mark in enumerate(self.marks):
            y = HEIGHT - (mark.total / most * HEIGHT if most else _NONE)
            anchor = "start" if n == 0 else "end" if n == last else "middle"
            found.append(Point(mark, f"{Decimal(n) / last * 100:.2f}%", f"{y:.1f}", n % every == 0, anchor))
        return found

    @property
    def path(self) -> str:
        last = max(len(self.marks) - 1, 1)
        return " ".join(f"{n * WIDE / last:.1f},{point.y}" for n, point in enumerate(self.points))

    @property
    def ground(self) -> str:
        """The same line closed along the axis, to be filled."""
        return f"0,{HEIGHT} {self.path} {WIDE},{HEIGHT}" if self.marks else ""

    @property
    def most(self) -> Decimal:
        return max((mark.total for mark in self.marks), default=_NONE)
