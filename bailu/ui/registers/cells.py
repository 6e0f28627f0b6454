"""The cells of a register, written in one go: a page has two hundred of them, and a template apiece costs more than all else on it.

``<c-listing :columns="…" :rows="…" label="…" />`` is a short table on a page, made of the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bailu.ui import leaves
from bailu.ui.leaves import text
from bailu.ui.registers.columns import Cell, Column
from bailu.ui.templatetags.ui_extras import DASH, day, moment


def table_rows(columns: Sequence[Column], rows: Iterable[Any]) -> SafeString:
    """The ``<tr>`` of every row."""
    opened = [(column, _opened(column), _opened(column, "blank")) for column in columns]
    lines = ("".join(_td(_cell(column.cell(row)), td, blank) for column, td, blank in opened) for row in rows)
    return mark_safe("".join(f"<tr>{line}</tr>" for line in lines))  # noqa: S308 - every value is escaped below


def _td(shown: str, opened: str, blank: str) -> str:
    """What is not known is a dash in a table and left out of the cards of a phone."""
    return f"{blank if shown in BLANK else opened}<div>{shown}</div></td>"


def listing(columns: Sequence[Column] = (), rows: Iterable[Any] = (), label: Any = "", slot: Any = "") -> str:
    heads = "".join(f'<th scope="col"{_css(column)}>{text(column.label)}</th>' for column in columns)
    table = f'<table class="rows cards" aria-label="{text(label)}"><thead><tr>{heads}</tr></thead><tbody>{table_rows(columns, rows)}</tbody></table>'
    return f'<div class="scroll">{table}</div>'


def _css(column: Column, more: str = "") -> str:
    words = " ".join(each for each in (column.css, more) if each)
    return f' class="{words}"' if words else ""


def _opened(column: Column, more: str = "") -> str:
    return f'<td data-label="{text(column.label)}"{_css(column, more)}>'


def _cell(cell: Cell) -> str:
    shown = LOOKS.get(cell.column.look, _plain)(cell)
    if cell.link and cell.column.look not in UNLINKED:
        shown = f'<a href="{text(cell.link)}">{shown}</a>'
    return f'{shown}<span class="sub">{text(cell.sub)}</span>' if cell.sub else shown


def _plain(cell: Cell) -> str:
    return DASH if cell.value is None else text(cell.value)


def _tag(cell: Cell) -> str:
    return leaves.tag(cell.value, cell.tone) if cell.value else ""


def _date(cell: Cell) -> str:
    return f'<span class="nowrap">{text(day(cell.value))}</span>'


def _moment(cell: Cell) -> str:
    return f'<span class="nowrap">{text(moment(cell.value))}</span>'


def _due(cell: Cell) -> str:
    """A term that was kept (tone ``ok``) runs no more."""
    return _date(cell) if cell.tone == "ok" else leaves.day(cell.value, due=True)


LOOKS: dict[str, Callable[[Cell], str]] = {
    "tag": _tag,
    "clause": lambda cell: leaves.cited(cell.value),
    "money": lambda cell: leaves.money(cell.value),
    "date": _date,
    "moment": _moment,
    "due": _due,
    "org": lambda cell: leaves.org(cell.value),
}
#: A cell in which nothing stands.
BLANK = frozenset({"", DASH, *(f'<span class="{each}">{DASH}</span>' for each in ("nowrap", "date", "money", "org"))})
#: Looks that lead nowhere by ``link``: a tag says a state, a clause leads to the clause.
UNLINKED = ("tag", "clause")
