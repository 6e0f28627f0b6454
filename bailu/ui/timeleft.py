"""How far a deadline is, in the days the reader counts in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bailu.kernel import clock, days

#: From here on a deadline is shown in the warning colour; beyond FAR it is counted in calendar days.
SOON, FAR = 5, 60


@dataclass(frozen=True, slots=True)
class Left:
    text: str
    tone: str


def local_day(moment: date | datetime) -> date:
    """The day of Xiamen on which a moment lies."""
    return moment.astimezone(clock.ZONE).date() if isinstance(moment, datetime) else moment


def left(due: date | datetime) -> Left:
    """Working days up to the deadline, its last day included; after it, how long it has passed."""
    today, day = clock.today(), local_day(due)
    if isinstance(due, datetime) and due < clock.now() and day == today:
        return Left(_("今天已过时限"), "stop")
    if day == today:
        return Left(_("今天截止"), "warn")
    if day < today:
        return Left(_late(day, today), "stop")
    distance = (day - today).days
    working = _working(today, day) if distance <= 2 * FAR else None
    if working is None or working > FAR:
        return Left(ngettext("还有 %(n)s 日", "还有 %(n)s 日", distance) % {"n": distance}, "idle")
    if working == 0:
        return Left(ngettext("还有 %(n)s 日（均非工作日）", "还有 %(n)s 日（均非工作日）", distance) % {"n": distance}, "warn")
    text = ngettext("还有 %(n)s 个工作日", "还有 %(n)s 个工作日", working) % {"n": working}
    return Left(text, "warn" if working <= SOON else "idle")


def _late(day: date, today: date) -> str:
    distance = (today - day).days
    working = _working(day, today) if distance <= 2 * FAR else None
    if working:
        return ngettext("已逾期 %(n)s 个工作日", "已逾期 %(n)s 个工作日", working) % {"n": working}
    return ngettext("已逾期 %(n)s 日", "已逾期 %(n)s 日", distance) % {"n": distance}


def _working(start: date, end: date) -> int | None:
    try:
        return days.working_days_between(start, end)
    except days.CalendarMissing:
        return None
