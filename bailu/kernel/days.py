"""Counting days the way the law does (RULEBOOK 0.2).

Two calendars are needed: calendar days (日) and working days (工作日, Monday to Friday less the gazetted holidays, plus the weekends
worked in exchange). The start day is never counted. Pure functions over one `WorkCalendar`; the facts are handed in by `use()`
when the application starts, because the kernel knows no law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORKING_DAYS = "working_days"
DAYS = "days"

_ONE = timedelta(days=1)
_SATURDAY = 5


class CalendarMissing(LookupError):
    """No working-day calendar has been handed in, so nothing may be counted: a guessed deadline is worse than none."""


@dataclass(frozen=True)
class WorkCalendar:
    """The days on which offices work.

    `holidays` maps each gazetted day off to its name (Chinese, translated when shown), `workdays` the weekend days worked in
    exchange, `years` the years whose arrangement has been gazetted: outside them Monday to Friday is only an assumption.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_working_day(self, d: date) -> bool:
        _plain(d)
        if d in self.workdays:
            return True
        return d.weekday() < _SATURDAY and d not in self.holidays

    def certain(self, *days: date) -> bool:
        """True if the arrangement of every year from the first to the last of these days has been gazetted."""
        span = range(min(days).year, max(days).year + 1)
        return all(year in self.years for year in span)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start` (before it, for a negative n); `start` itself is not counted. n = 0 gives `start`."""
        _plain(start)
        step, left, day = (_ONE if n > 0 else -_ONE), abs(n), start
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        _plain(start)
        _plain(end)
        step = _ONE if end >= start else -_ONE
        count, day = 0, start
        while day != end:
            day += step
            count += self.is_working_day(day)
        return count if end >= start else -count

    def next_working_day(self, d: date) -> date:
        """`d` itself if it is a working day, else the first one after it."""
        while not self.is_working_day(d):
            d += _ONE
        return d

    def add_days(self, start: date, n: int, *, rolled: bool = True) -> date:
        """`start` + n calendar days; `rolled` moves a last day on which offices rest to the first working day after it.

        Roll what must be done *within* n days; do not roll a minimum period ("not less than n days").
        """
        _plain(start)
        due = start + n * _ONE
        return self.next_working_day(due) if rolled else due

    def breaks(self, start: date, end: date) -> Iterator[tuple[str, date, date]]:
        """Each named holiday after `start` up to `end` as (name, first, last), with the weekend days that adjoin it."""
        day = start + _ONE
        while day <= end:
            name = self.holidays.get(day)
            if name is None:
                day += _ONE
                continue
            first, last = day, day
            while not self.is_working_day(first - _ONE):
                first -= _ONE
            while not self.is_working_day(last + _ONE):
                last += _ONE
            yield name, first, last
            day = last + _ONE

    def exchanged(self, start: date, end: date) -> list[date]:
        """Weekend days worked in exchange for a holiday, after `start` up to `end`."""
        return sorted(d for d in self.workdays if start < d <= end)


def _plain(d: date) -> None:
    if isinstance(d, datetime):
        raise TypeError("days are counted on dates; take the local date of a datetime first")


_in_use: list[WorkCalendar] = []


def use(calendar: WorkCalendar) -> None:
    """Hand in the calendar all counting uses from now on."""
    _in_use[:] = [calendar]


def current() -> WorkCalendar:
    """The calendar in use. Raises CalendarMissing."""
    if not _in_use:
        raise CalendarMissing("no working-day calendar is in use; the law room hands it in when the application starts")
    return _in_use[0]


def is_working_day(d: date) -> bool:
    return current().is_working_day(d)


def add_working_days(start: date, n: int) -> date:
    """The n-th working day after `start`; the start day is not counted."""
    return current().add_working_days(start, n)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`."""
    return current().working_days_between(start, end)


def next_working_day(d: date) -> date:
    return current().next_working_day(d)


def add_days(start: date, n: int, rolled: bool = True) -> date:
    """`start` + n calendar days, rolled to the next working day unless it is a minimum period (`rolled=False`)."""
    return current().add_days(start, n, rolled=rolled)


def certain(*days: date) -> bool:
    """False if a year between these days has no gazetted arrangement: the date counted may still move."""
    return current().certain(*days)


class Counted(str):
    """How a date came about, in words; ``stored`` says the same in no language, to be kept where others read it in theirs."""

    stored: str


def counted(start: date, due: date, unit: str, n: int | None = None) -> Counted:
    """How a date came about, in words a clerk can check: 自 03-26 起 5 个工作日（清明 04-04 至 04-06 放假）.

    `n` is the number the law names, when rolling has moved the last day beyond it. `unit` is WORKING_DAYS or DAYS.
    """
    text = Counted(_counted(start, due, unit, n))
    text.stored = f"{unit}/{start.isoformat()}/{due.isoformat()}/{'' if n is None else n}"
    return text


def stored(words: str) -> str:
    """What is kept of ``counted``; other words are kept as they are."""
    return words.stored if isinstance(words, Counted) else words


def said(kept: str) -> str:
    """In the reader's language what ``stored`` kept, counted again with the calendar of today; other words as they were kept."""
    unit, *parts = kept.split("/")
    if unit not in (WORKING_DAYS, DAYS) or len(parts) != 3:
        return kept
    start, due, n = parts
    return counted(date.fromisoformat(start), date.fromisoformat(due), unit, int(n) if n else None)


def _counted(start: date, due: date, unit: str, n: int | None) -> str:
    calendar = current()
    fmt = "%m-%d" if start.year == due.year else "%Y-%m-%d"
    if unit == WORKING_DAYS:
        number = calendar.working_days_between(start, due) if n is None else n
        text = ngettext("自 %(start)s 起 %(number)s 个工作日", "自 %(start)s 起 %(number)s 个工作日", number) % {
            "start": start.strftime(fmt),
            "number": number,
        }
    elif unit == DAYS:
        number = (due - start).days if n is None else n
        text = ngettext("自 %(start)s 起 %(number)s 日", "自 %(start)s 起 %(number)s 日", number) % {
            "start": start.strftime(fmt),
            "number": number,
        }
    else:
        raise ValueError(f"unit {unit!r} is neither {WORKING_DAYS!r} nor {DAYS!r}")
    notes = _remarks(calendar, start, due, fmt, unit)
    if unit == DAYS and n is not None and due > start + n * _ONE:
        notes.append(_("末日逢休息日，顺延至 %(due)s") % {"due": due.strftime(fmt)})
    return text + _("（%(notes)s）") % {"notes": _("；").join(notes)} if notes else text


def _remarks(calendar: WorkCalendar, start: date, due: date, fmt: str, unit: str) -> list[str]:
    notes = []
    if unit == WORKING_DAYS:
        for name, first, last in calendar.breaks(start, due):
            words = {"name": _(name), "first": first.strftime(fmt), "last": last.strftime(fmt)}
            one = first == last
            notes.append(_("%(name)s %(first)s 放假") % words if one else _("%(name)s %(first)s 至 %(last)s 放假") % words)
        notes += [_("%(day)s 调休上班") % {"day": d.strftime(fmt)} for d in calendar.exchanged(start, due)]
    if not calendar.certain(start, due):
        notes.append(_("放假安排尚未公布，日期可能变动"))
    return notes
