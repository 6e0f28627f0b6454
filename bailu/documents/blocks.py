"""A paper as a list of blocks, the same for Word and PDF. Text in a block is literal: neither renderer reads it as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bailu.documents.words import clean

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Title:
    """The name of the paper, its subtitle and number. A second title starts a new page."""

    text: str
    subtitle: str = ""
    number: str = ""
    kind: str = "title"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``flush`` for an address line without the indent of two characters."""

    text: str
    flush: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Note:
    """Small print: what the paper rests on, how a figure was counted."""

    text: str
    kind: str = "note"


@dataclass(frozen=True)
class Cell:
    lines: tuple[str, ...]
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows under a head; widths are weights that share the line. No head: a list of names and values."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    caption: str = ""
    kind: str = "table"


@dataclass(frozen=True)
class Signatures:
    """Who signs, side by side; each column is a list of lines, with room for hand and seal."""

    columns: tuple[tuple[str, ...], ...]
    kind: str = "signatures"


@dataclass(frozen=True)
class Closing:
    """The issuing body and the day, at the right under the text."""

    body: str
    day: str
    kind: str = "closing"


Block = Title | Heading | Paragraph | Note | Table | Signatures | Closing


@dataclass(frozen=True)
class Paper:
    """Everything that is printed. ``draft`` marks it as not yet issued."""

    title: str
    blocks: tuple[Block, ...]
    draft: bool = True
    kind: str = field(default="paper", repr=False)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def cells(values: Iterable[str], aligns: Sequence[Align]) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(clean(value).split("\n")), align) for value, align in zip(values, aligns, strict=True))
