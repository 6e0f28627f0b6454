"""The working-day calendar as the State Council's yearly notices arranged it."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from django.utils.translation import gettext_noop

from bailu.kernel.days import WorkCalendar
from bailu.law import sources

_FILE = sources.DATA / "calendar.csv"
# The names the file holds, so that they are translated where a count is put in words.
NAMES = (
    gettext_noop("元旦"), gettext_noop("春节"), gettext_noop("清明"), gettext_noop("劳动节"), gettext_noop("端午"),
    gettext_noop("中秋"), gettext_noop("国庆节"), gettext_noop("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
)  # fmt: skip


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
