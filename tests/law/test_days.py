"""The working-day calendar against a second source, and the counting of days."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bailu.kernel import clock, days
from bailu.law import gazette

# year: working days, days off, as counted from the notices
YEARS = {
    2013: (250, 115), 2014: (250, 115), 2015: (249, 116), 2016: (250, 116), 2017: (249, 116), 2018: (250, 115), 2019: (250, 115),
    2020: (249, 117), 2021: (250, 115), 2022: (249, 116), 2023: (249, 116), 2024: (251, 115), 2025: (248, 117), 2026: (248, 117),
}  # fmt: skip


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(("year", "counts"), YEARS.items())
def test_every_gazetted_year_has_as_many_working_days_as_its_notice(year: int, counts: tuple[int, int]) -> None:
    working = sum(map(days.is_working_day, days_of(year)))
    assert (working, len(days_of(year)) - working) == counts
    assert days.certain(date(year, 6, 1))


@pytest.mark.parametrize("year", [2015, 2016, 2025])
def test_every_day_agrees_with_the_holidays_package(year: int) -> None:
    theirs = holidays.country_holidays("CN", years=year)
    differing = [d for d in days_of(year) if days.is_working_day(d) != theirs.is_working_day(d)]
    assert differing == []


def test_a_year_without_a_notice_is_not_certain() -> None:
    assert not days.certain(date(2027, 1, 4))
    assert not days.certain(date(2026, 12, 30), date(2027, 1, 4))
    assert days.certain(date(2015, 12, 30), date(2016, 1, 4))
    assert days.is_working_day(date(2027, 1, 4)) and not days.is_working_day(date(2027, 1, 2))


WORKING = [
    # T13: decided on a Monday, notice by Wednesday
    (date(2015, 3, 30), 2, date(2015, 4, 1)),
    # the contract of 2 April: published by 7 April, filed by 14 April, for Qingming lies between
    (date(2015, 4, 2), 2, date(2015, 4, 7)),
    (date(2015, 4, 2), 7, date(2015, 4, 14)),
    # T12: a challenge on the Wednesday before the National Day week; Saturday the tenth is worked
    (date(2015, 9, 30), 7, date(2015, 10, 15)),
    (date(2015, 2, 13), 5, date(2015, 2, 26)),
    (date(2015, 3, 26), 5, date(2015, 4, 2)),
    (date(2015, 4, 7), -2, date(2015, 4, 2)),
    (date(2015, 4, 7), 0, date(2015, 4, 7)),
]


@pytest.mark.parametrize(("start", "n", "due"), WORKING)
def test_working_days_are_counted_from_the_day_after(start: date, n: int, due: date) -> None:
    assert days.add_working_days(start, n) == due
    assert days.working_days_between(start, due) == n


CALENDAR = [
    (date(2015, 3, 3), 20, False, date(2015, 3, 23)),
    (date(2015, 3, 31), 30, True, date(2015, 4, 30)),
    (date(2015, 1, 31), 21, True, date(2015, 2, 25)),
    (date(2015, 1, 31), 21, False, date(2015, 2, 21)),
    (date(2015, 9, 10), 30, True, date(2015, 10, 10)),  # a Saturday, but worked
    (date(2015, 3, 5), 30, True, date(2015, 4, 7)),  # Qingming's Saturday
]


@pytest.mark.parametrize(("start", "n", "rolled", "due"), CALENDAR)
def test_a_last_day_of_rest_moves_on_unless_the_period_is_a_minimum(start: date, n: int, rolled: bool, due: date) -> None:
    assert days.add_days(start, n, rolled=rolled) == due


some_day = st.dates(date(2013, 1, 15), date(2026, 9, 1))


@given(some_day, st.integers(-60, 60))
def test_adding_and_counting_working_days_are_inverse(start: date, n: int) -> None:
    due = days.add_working_days(start, n)
    assert days.working_days_between(start, due) == n
    assert n == 0 or days.is_working_day(due)


@given(some_day, some_day)
def test_working_days_between_are_the_same_there_and_back_from_working_days(a: date, b: date) -> None:
    a, b = days.next_working_day(a), days.next_working_day(b)
    assert days.working_days_between(a, b) == -days.working_days_between(b, a)


@given(some_day, st.integers(0, 120))
def test_rolling_never_brings_a_term_forward_nor_ends_it_on_a_day_of_rest(start: date, n: int) -> None:
    due = days.add_days(start, n)
    assert due >= start + timedelta(n) and days.is_working_day(due)


COUNTED = [
    (date(2015, 3, 26), date(2015, 4, 2), days.WORKING_DAYS, None, "自 03-26 起 5 个工作日", "5 working days from 03-26"),
    (
        date(2015, 4, 2), date(2015, 4, 7), days.WORKING_DAYS, None,
        "自 04-02 起 2 个工作日（清明 04-04 至 04-06 放假）", "2 working days from 04-02 (Tomb-sweeping Day 04-04 to 04-06 off)",
    ),
    (
        date(2015, 9, 30), date(2015, 10, 12), days.WORKING_DAYS, None,
        "自 09-30 起 4 个工作日（国庆节 10-01 至 10-07 放假；10-10 调休上班）",
        "4 working days from 09-30 (National Day 10-01 to 10-07 off; 10-10 worked in exchange)",
    ),
    (date(2015, 3, 31), date(2015, 4, 30), days.DAYS, 30, "自 03-31 起 30 日", "30 days from 03-31"),
    (
        date(2015, 1, 31), date(2015, 2, 25), days.DAYS, 21,
        "自 01-31 起 21 日（末日逢休息日，顺延至 02-25）", "21 days from 01-31 (last day is a day of rest, moved to 02-25)",
    ),
    (
        date(2026, 12, 30), date(2027, 1, 4), days.WORKING_DAYS, None,
        "自 2026-12-30 起 3 个工作日（放假安排尚未公布，日期可能变动）",
        "3 working days from 2026-12-30 (holidays not yet announced, the date may move)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("start", "due", "unit", "n", "zh", "en"), COUNTED)
def test_a_count_is_explained_in_words(start: date, due: date, unit: str, n: int | None, zh: str, en: str) -> None:
    assert days.counted(start, due, unit, n) == zh
    with translation.override("en"):
        assert days.counted(start, due, unit, n) == en


@pytest.mark.parametrize(("start", "due", "unit", "n", "zh", "en"), COUNTED)
def test_what_is_kept_of_a_count_is_said_in_the_language_of_who_reads_it(
    start: date, due: date, unit: str, n: int | None, zh: str, en: str
) -> None:
    with translation.override("en"):
        kept = days.stored(days.counted(start, due, unit, n))
    assert days.said(kept) == zh
    with translation.override("en"):
        assert days.said(kept) == en


def test_words_that_were_kept_as_they_are_stay_so() -> None:
    assert [days.said(days.stored(words)) for words in ("截止前 15 日", "", "a/b/c/d")] == ["截止前 15 日", "", "a/b/c/d"]


def test_a_unit_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnights"):
        days.counted(date(2015, 3, 1), date(2015, 3, 2), "fortnights")


def test_moments_are_not_counted_as_days() -> None:
    with pytest.raises(TypeError):
        days.is_working_day(clock.local(2015, 4, 4, 10))
    with pytest.raises(TypeError):
        days.add_days(clock.local(2015, 4, 4, 10), 3)


def test_nothing_is_counted_without_a_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "_in_use", [])
    with pytest.raises(days.CalendarMissing):
        days.add_working_days(date(2015, 4, 2), 2)
    days.use(gazette.calendar())
    assert days.add_working_days(date(2015, 4, 2), 2) == date(2015, 4, 7)


def test_every_holiday_name_has_its_english() -> None:
    named = set(gazette.calendar().holidays.values())
    assert named == set(gazette.NAMES)
    with translation.override("en"):
        assert [name for name in named if translation.gettext(name) == name] == []
