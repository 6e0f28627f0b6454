"""A year's appropriations as a treasury writes them in a table: what each cell means, and what is wrong with it.

The columns are those of ``COLUMNS``, in whatever order; further ones are left alone. ``template`` is an empty one to fill in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from bailu.funds import rules, sheets
from bailu.funds.enums import BudgetLevel, FundingSource, LinePurpose, LineState
from bailu.funds.models import BudgetLine
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.organisations.enums import PURCHASER_KINDS
from bailu.organisations.models import CITY, Organisation

# Names of columns are the format itself, in whatever language the office works.
YEAR, PURCHASER, LEVEL, SOURCE, GIVER, PURPOSE, TITLE, AMOUNT = (
    "年度", "购买主体", "预算级次", "资金来源", "出资方", "用途", "名称", "金额",
)  # fmt: skip
COLUMNS = (YEAR, PURCHASER, LEVEL, SOURCE, GIVER, PURPOSE, TITLE, AMOUNT)
OLDEST, NEWEST = 2013, 2100
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line as it will be written; kept as JSON, so the amount is a text."""

    row: int
    year: int
    purchaser_id: int
    purchaser: str
    county: str
    level: str
    source: str
    giver: str
    purpose: str
    title: str
    amount: str

    @property
    def key(self) -> tuple[int, int, str]:
        """What would be the same line a second time."""
        return self.year, self.purchaser_id, self.title


@dataclass(slots=True)
class Preview:
    """Every row as it stands in the file with the faults of its cells, and the lines of the rows without any."""

    shown: list[tuple[int, list[tuple[str, str, str]]]] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    faults: list[sheets.Fault] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((Decimal(each.amount) for each in self.wanted), Decimal("0.00"))

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(each) for each in self.wanted]


def read(actor: Actor, upload: UploadedFile) -> Preview:
    """Read the whole table. Raises ``sheets.Unreadable`` when it is none."""
    rows = sheets.table(upload, COLUMNS)
    if not rows:
        raise sheets.Unreadable(_("表中没有一行数据。"))
    bodies, found, first = _bodies(actor, rows), Preview(), dict[tuple[int, int, str], int]()
    for row in rows:
        wanted, faults = _row(row, bodies)
        if wanted and wanted.key in first:
            faults = {TITLE: _("与第%(row)s行重复：年度、购买主体和名称都相同。") % {"row": first[wanted.key]}}
        elif wanted:
            first[wanted.key] = row.number
            found.wanted.append(wanted)
        _show(found, row, faults)
    there = existing(found.wanted)
    if there:
        _mark_existing(found, rows, there)
    return found


def _show(found: Preview, row: sheets.Row, faults: Mapping[str, str]) -> None:
    found.faults += [row.fault(name, reason) for name, reason in faults.items()]
    found.shown.append((row.number, [(name, row.cells[name], str(faults.get(name, ""))) for name in COLUMNS]))


def _mark_existing(found: Preview, rows: list[sheets.Row], there: Mapping[tuple[int, int, str], str]) -> None:
    by_number = {row.number: row for row in rows}
    places = {number: place for place, (number, _cells) in enumerate(found.shown)}
    for wanted in found.wanted:
        no = there.get(wanted.key)
        if no:
            reason = _("已有同年度同名的预算项目%(no)s。") % {"no": no}
            found.faults.append(by_number[wanted.row].fault(TITLE, reason))
            number, cells = found.shown[places[wanted.row]]
            shown = [(name, text, reason if name == TITLE else said) for name, text, said in cells]
            found.shown[places[wanted.row]] = (number, shown)


def existing(wanted: list[Wanted]) -> dict[tuple[int, int, str], str]:
    """Lines there are already of the same year, purchaser and name: a table handed in again would give the money twice."""
    alike = BudgetLine.objects.filter(
        year__in={each.year for each in wanted}, purchaser_id__in={each.purchaser_id for each in wanted}
    ).exclude(state=LineState.RETURNED)
    keys = {each.key for each in wanted}
    return {(year, body, title): no for year, body, title, no in alike.values_list("year", "purchaser_id", "title", "no")
            if (year, body, title) in keys}  # fmt: skip


def _bodies(actor: Actor, rows: list[sheets.Row]) -> dict[str, Organisation]:
    """Purchasers by their full name or credit code, as far as this treasury's county reaches."""
    names = {row.cells[PURCHASER] for row in rows}
    known = Organisation.objects.filter(kind__in=PURCHASER_KINDS)
    if actor.county != CITY:
        known = known.filter(division__code__startswith=actor.county)
    by_name = {body.name: body for body in known.filter(name__in=names)}
    return {str(body.credit_code): body for body in known.filter(credit_code__in=names)} | by_name


def _row(row: sheets.Row, bodies: Mapping[str, Organisation]) -> tuple[Wanted | None, dict[str, str]]:
    cells, faults = row.cells, dict[str, str]()

    def read_as(name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(cells[name])
        except sheets.Unreadable as fault:
            faults[name] = str(fault)
            return None

    year = read_as(YEAR, lambda text: sheets.whole(text, OLDEST, NEWEST))
    level = read_as(LEVEL, lambda text: sheets.one_of(text, BudgetLevel.choices))
    source = read_as(SOURCE, lambda text: sheets.one_of(text, FundingSource.choices))
    purpose = read_as(PURPOSE, lambda text: sheets.one_of(text, LinePurpose.choices))
    amount = read_as(AMOUNT, sheets.yuan)
    title, giver, body = cells[TITLE], cells[GIVER], bodies.get(cells[PURCHASER])
    for name, text in ((TITLE, title), (GIVER, giver)):
        if len(text) > LONGEST:
            faults[name] = _("最多%(n)s个字。") % {"n": LONGEST}
    if not title:
        faults[TITLE] = _("没有填写名称。")
    if body is None:
        faults[PURCHASER] = _("没有这个购买主体，请写全称或统一社会信用代码。")
    if source and purpose:
        _lawful(faults, PURPOSE, rules.lottery_builds(source, purpose))
    if source:
        _lawful(faults, GIVER, rules.giver_named(source, giver))
    if faults or body is None:
        return None, faults
    return Wanted(
        row.number, year, body.pk, body.name, body.division_id[:6] or CITY, level, source, giver, purpose, title, str(amount)
    ), faults


def _lawful(faults: dict[str, str], name: str, verdict: Verdict) -> None:
    if not verdict.allowed:
        faults[name] = f"{verdict.reason}（{verdict.clause}）"


def template() -> bytes:
    """The heading, one row as an example in a second sheet, and lists to choose from."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet, example = book.add_worksheet("拨款"), book.add_worksheet("示例")
        for place, name in enumerate(COLUMNS):
            for each in (sheet, example):
                each.write_string(0, place, name, bold)
                each.set_column(place, place, 24 if name in (PURCHASER, TITLE) else 14)
        for name, kind in ((LEVEL, BudgetLevel), (SOURCE, FundingSource), (PURPOSE, LinePurpose)):
            place = COLUMNS.index(name)
            sheet.data_validation(1, place, sheets.MOST_ROWS, place, {"validate": "list", "source": [str(c.label) for c in kind]})
        row = ("2015", "（购买主体全称）", "市级", "财政预算", "", "购买服务", "2015年购买社会工作服务经费", "500000.00")
        for place, text in enumerate(row):
            example.write_string(1, place, text)
    return file.getvalue()
