"""The working-day calendar as the State Council's yearly notices arranged it."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from bailu.kernel.days import WorkCalendar
from bailu.law import sources

_FILE = sources.DATA / "calendar.csv"


@cache
def calendar() -> WorkCalendar:
    """Every gazetted day off and weekend worked in exchange; the years outside the file are not gazetted."""
    holidays: dict[date, str] = {}
    workdays: dict[date, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kind = workdays if row["type"] == "adjusted_workday" else holidays
            kind[date.fromisoformat(row["date"])] = row["name_zh"]
    return WorkCalendar(holidays, workdays, frozenset(d.year for d in holidays))


@cache
def names() -> dict[str, str]:
    """The holidays' English names by their Chinese ones."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["name_zh"]: row["name_en"] for row in csv.DictReader(lines)}
