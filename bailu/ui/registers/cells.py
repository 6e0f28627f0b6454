"""The cells of a register, written in one go: a page has two hundred of them, and a template apiece costs more than all else on it.

The same marks as the components ``c-tag``, ``c-money``, ``c-date``, ``c-org`` and ``c-clause``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bailu.ui import timeleft
from bailu.ui.registers.columns import Cell, Column
from bailu.ui.templatetags.ui_extras import DASH, clause_label, clause_url, day, machine_time, moment, money, page_of


def table_rows(columns: Sequence[Column], rows: Iterable[Any]) -> SafeString:
    """The ``<tr>`` of every row."""
    opened = [_opened(column) for column in columns]
    lines = ("".join(f"{td}<div>{_cell(column.cell(row))}</div></td>" for td, column in zip(opened, columns, strict=True)) for row in rows)
    return mark_safe("".join(f"<tr>{line}</tr>" for line in lines))  # noqa: S308 - every value is escaped below


def _opened(column: Column) -> str:
    css = f' class="{column.css}"' if column.css else ""
    return f'<td data-label="{_text(column.label)}"{css}>'


def _cell(cell: Cell) -> str:
    shown = LOOKS.get(cell.column.look, _plain)(cell)
    if cell.link and cell.column.look not in UNLINKED:
        shown = f'<a href="{_text(cell.link)}">{shown}</a>'
    return f'{shown}<span class="sub">{_text(cell.sub)}</span>' if cell.sub else shown


def _text(value: Any) -> str:
    return conditional_escape(value if isinstance(value, str) else localize(value))


def _plain(cell: Cell) -> str:
    return DASH if cell.value is None else _text(cell.value)


def _tag(cell: Cell) -> str:
    return f'<span class="tag {_text(cell.tone)}">{_text(cell.value)}</span>' if cell.value else ""


def _clause(cell: Cell) -> str:
    return f'<a class="clause" href="{_text(clause_url(cell.value))}">{_text(clause_label(cell.value))}</a>' if cell.value else ""


def _money(cell: Cell) -> str:
    return f'<span class="money">{_text(money(cell.value))}</span>'


def _date(cell: Cell) -> str:
    return f'<span class="nowrap">{_text(day(cell.value))}</span>'


def _moment(cell: Cell) -> str:
    return f'<span class="nowrap">{_text(moment(cell.value))}</span>'


def _due(cell: Cell) -> str:
    if not cell.value:
        return f'<span class="date">{DASH}</span>'
    left = timeleft.left(cell.value)
    on = f'<time datetime="{machine_time(cell.value)}">{_text(day(cell.value))}</time>'
    return f'<span class="date">{on} <span class="left {left.tone}">{_text(left.text)}</span></span>'


def _org(cell: Cell) -> str:
    body = cell.value
    name, url = _text(getattr(body, "name", "") or body), page_of(body)
    assumed = f' <span class="assumed">{_text(_("假定"))}</span>' if getattr(body, "assumed", False) else ""
    return f'<span class="org">{_linked(name, url)}{assumed}</span>'


def _linked(shown: str, url: str) -> str:
    return f'<a href="{_text(url)}">{shown}</a>' if url else shown


LOOKS: dict[str, Callable[[Cell], str]] = {
    "tag": _tag,
    "clause": _clause,
    "money": _money,
    "date": _date,
    "moment": _moment,
    "due": _due,
    "org": _org,
}
#: Looks that lead nowhere by ``link``: a tag says a state, a clause leads to the clause.
UNLINKED = ("tag", "clause")
