"""Tables that people hand in as Excel or CSV: read whole, or refused with the cell and the reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from bailu.documents.rules import XLSX, content_type, suffix_of
from bailu.kernel.words import Words

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
#: Rows are read only as far as this many columns, a text only as far as this many characters.
MOST_COLUMNS, LONGEST = 40, 500
#: As many faults as are told at once: whoever sees fifty knows what is wrong with the rest.
MOST_FAULTS = 50
#: Under a hundred thousand million yuan, as everywhere.
MOST_YUAN = Decimal("999999999999.99")
_FORMULA = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f[\s/>]')
_NUMBER = re.compile(r"[-+]?\d{1,20}(\.\d{1,20})?")


class Unreadable(ValueError):
    """The file is no table we can read; says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: where ("B3"), and why."""

    cell: str
    reason: Words

    def __str__(self) -> str:
        return f"{self.cell}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its number in the file, its cells as texts by the name of their column."""

    number: int
    cells: dict[str, str]
    places: dict[str, str]

    def fault(self, column: str, reason: Words) -> Fault:
        return Fault(self.places[column], reason)


def column_name(place: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def table(upload: UploadedFile, columns: Sequence[str]) -> list[Row]:
    """The rows below the heading, which has to name every one of ``columns`` in whatever order; empty rows are left out.

    Raises Unreadable: no table, an unknown encoding, a formula, a missing column, too many rows.
    """
    if upload.size is None or upload.size > MOST_BYTES:
        raise Unreadable(_("文件超过%(n)s MB，请分成几份。") % {"n": MOST_BYTES // 1024 // 1024})
    content = upload.read()
    raw = _excel(content) if suffix_of(str(upload.name)) == ".xlsx" else _comma_separated(content)
    numbered = ((number, [_text(cell) for cell in cells[:MOST_COLUMNS]]) for number, cells in enumerate(raw, 1))
    filled = ((number, cells) for number, cells in numbered if any(cells))
    heading = next(filled, None)
    if heading is None:
        raise Unreadable(_("文件是空的。"))
    places = _places(heading[1], columns)
    rows: list[Row] = []
    for number, cells in filled:
        if len(rows) == MOST_ROWS:
            raise Unreadable(_("超过%(n)s行，请分成几份。") % {"n": MOST_ROWS})
        rows.append(
            Row(
                number,
                {name: cells[at] if at < len(cells) else "" for name, at in places.items()},
                {name: f"{column_name(at)}{number}" for name, at in places.items()},
            )
        )
    return rows


def _places(heading: list[str], columns: Sequence[str]) -> dict[str, int]:
    missing = [name for name in columns if name not in heading]
    if missing:
        raise Unreadable(_("表头缺少：%(names)s。") % {"names": "、".join(missing)})
    twice = [name for name in columns if heading.count(name) > 1]
    if twice:
        raise Unreadable(_("表头重复：%(names)s。") % {"names": "、".join(twice)})
    return {name: heading.index(name) for name in columns}


def _excel(content: bytes) -> Iterator[Sequence[object]]:
    if content_type(content[:16], content) != XLSX:
        raise Unreadable(_("这不是有效的 Excel 文件（.xlsx），或其中含有宏。"))
    try:
        _no_formulas(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS * 2 or sheet.total_width > 1000:
            raise Unreadable(_("超过%(n)s行，请分成几份。") % {"n": MOST_ROWS})
        return iter(sheet.to_python(skip_empty_area=False))
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, OSError, ValueError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable(_("Excel 文件已损坏，不能读取。")) from fault


def _no_formulas(content: bytes) -> None:
    """A formula is not a fact: what stands in the cell is what some program worked out when the file was saved last."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found = [match.group(1).decode() for match in _FORMULA.finditer(archive.read(name))]
                if found:
                    said = {"cells": "、".join(found[:10])}
                    raise Unreadable(_("单元格%(cells)s是公式，请粘贴为数值后再上传。") % said)


def _comma_separated(content: bytes) -> Iterator[Sequence[object]]:
    if b"\x00" in content:
        raise Unreadable(_("这不是 Excel（.xlsx）或 CSV 文件。"))
    try:
        return iter(list(csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)))
    except csv.Error as fault:
        raise Unreadable(_("CSV 文件的引号或分隔符有误，不能读取。")) from fault


def _decoded(content: bytes) -> str:
    """As UTF-8, else as the national encoding that Chinese Excel writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("文件编码不能识别，请另存为 UTF-8 或 GBK 编码的 CSV，或 Excel 文件。"))


def _text(cell: object) -> str:
    """A cell as it would be read aloud: no tail of a binary fraction, no trailing zero of a whole number."""
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return "".join(letter for letter in str(cell) if letter.isprintable()).strip()[:LONGEST]


def told(found: Sequence[object]) -> list[str]:
    """Each of the faults, as far as anybody reads."""
    more = [_("还有%(n)s处。") % {"n": len(found) - MOST_FAULTS}] if len(found) > MOST_FAULTS else []
    return [*map(str, found[:MOST_FAULTS]), *more]


def yuan(text: str) -> Decimal:
    """An amount as people write it: 1,234.50 or ¥1234.5. Raises Unreadable."""
    plain = text.replace(",", "").replace("，", "").replace(" ", "").lstrip("¥￥").removesuffix("元")
    if not _NUMBER.fullmatch(plain):
        raise Unreadable(_("不是金额。"))
    try:
        amount = Decimal(plain)
    except InvalidOperation as fault:
        raise Unreadable(_("不是金额。")) from fault
    if amount != amount.quantize(Decimal("0.01")):
        raise Unreadable(_("金额最多两位小数。"))
    if amount <= 0:
        raise Unreadable(_("金额须大于零。"))
    if amount > MOST_YUAN:
        raise Unreadable(_("金额过大。"))
    return amount.quantize(Decimal("0.01"))


def whole(text: str, least: int, most: int) -> int:
    """A whole number between two. Raises Unreadable."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise Unreadable(_("须是%(least)s到%(most)s之间的整数。") % {"least": least, "most": most})
    return int(text)


def one_of(text: str, choices: Iterable[tuple[str, Words]]) -> str:
    """The choice whose label or code was written. Raises Unreadable."""
    known = {str(label): str(code) for code, label in choices}
    if text in known:
        return known[text]
    if text in known.values():
        return text
    raise Unreadable(_("须是：%(names)s。") % {"names": "、".join(known)})
