"""The list as a spreadsheet: the same rows in the same order as on the screen, all pages, in constant memory."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bailu.kernel import clock
from bailu.kernel.memory import rarely_swept
from bailu.ui.registers.columns import Column, plain

#: A sheet holds 1,048,576 rows; what is beyond is said in the last one.
MOST_ROWS, MOST_LABELS = 1_000_000, 1000
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A text that begins so would be read as a formula when the sheet is saved as CSV and opened again.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Any], columns: Sequence[Column], title: str, remark: str, most: int = MOST_ROWS) -> IO[bytes]:
    """An open temporary file at its beginning; the reader closes it, which also removes it."""
    file: IO[bytes] = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title, "comments": remark, "created": clock.now().replace(tzinfo=None)})
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "1")
    looks, said = _Looks(book), dict[int, tuple[Any, str]]()
    _head(sheet, columns, looks)
    with rarely_swept():
        for number, row in enumerate(rows, 1):
            if number > most:
                sheet.write_string(number, 0, _("只导出了前 %(n)s 行，请缩小条件后再导出。") % {"n": most})
                break
            for place, column in enumerate(columns):
                _cell(sheet, number, place, column, _plain(column.read(row), said), looks)
    book.close()
    file.seek(0)
    return file


def _plain(value: Any, said: dict[int, tuple[Any, str]]) -> str | Decimal | date | datetime | None:
    """Numbers and dates as such, everything else as text. The few labels there are come again and again: each is translated once."""
    if not isinstance(value, Promise):
        return plain(value)
    if id(value) not in said and len(said) < MOST_LABELS:
        said[id(value)] = (value, str(value))  # kept with its text, so that nothing else takes its place in memory
    return said[id(value)][1] if id(value) in said else str(value)


class _Looks:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "bg_color": "#edf5f5"})
        self.money: Format = book.add_format({"num_format": "#,##0.00"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.guarded: Format = book.add_format({"quote_prefix": True})


def _head(sheet: Worksheet, columns: Sequence[Column], looks: _Looks) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 16 if column.look != "text" else 24)
        sheet.write_string(0, place, force_str(column.label), looks.head)
    sheet.freeze_panes(1, 0)


def _cell(sheet: Worksheet, row: int, place: int, column: Column, value: Any, looks: _Looks) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        sheet.write_number(row, place, value, looks.money if column.look == "money" else None)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, looks.guarded if value.startswith(DANGEROUS) else None)
    else:
        sheet.write_datetime(row, place, value, looks.moment if isinstance(value, datetime) else looks.day)
