from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailu.kernel import days
from bailu.law import params, rules

MARCH = date(2015, 3, 3)
REGIME = params.regime(MARCH)
OLD = params.regime(date(2015, 2, 27))
Y2022 = params.regime(date(2022, 3, 9))

FLOORS = [
    # start, key, deadline, allowed
    (date(2015, 3, 3), "procurement.tender_min_days", date(2015, 3, 22), False),  # 19 days: the law wants 20
    (date(2015, 3, 3), "procurement.tender_min_days", date(2015, 3, 23), True),
    (date(2015, 3, 3), "procurement.tender_min_days", date(2015, 3, 24), True),
    (date(2015, 3, 3), "procurement.consultation_min_days", date(2015, 3, 12), False),
    (date(2015, 3, 3), "procurement.consultation_min_days", date(2015, 3, 13), True),
    (date(2015, 3, 3), "procurement.doc_supply_days", date(2015, 3, 9), False),
    (date(2015, 3, 3), "procurement.doc_supply_days", date(2015, 3, 10), True),
    (date(2015, 3, 3), "procurement.notice_days_tender", date(2015, 3, 3), True),  # no such rule before July
]


@pytest.mark.parametrize(("start", "key", "deadline", "allowed"), FLOORS)
def test_a_deadline_below_the_minimum_period_is_refused(start: date, key: str, deadline: date, allowed: bool) -> None:
    verdict = rules.not_before(start, REGIME[key], deadline, "时间")
    assert verdict.allowed is allowed
    assert allowed or verdict.clause == REGIME[key].clause


def test_a_refused_deadline_says_how_many_days_it_leaves_and_which_would_do() -> None:
    verdict = rules.floor(date(2015, 3, 3), 20, days.DAYS, date(2015, 3, 22), "PL2014:35", "招标文件发出至投标截止")
    assert verdict.clause == "PL2014:35" and verdict.code == "too_short"
    assert verdict.reason == "招标文件发出至投标截止不得少于 20 日：自 2015-03-03 起到 2015-03-22 只有 19 日，最早可定为 2015-03-23。"


def test_a_rule_that_was_not_in_force_refuses_nothing() -> None:
    assert rules.floor(MARCH, None, days.DAYS, MARCH, "PL2014:35", "时间").allowed
    assert rules.term(MARCH, OLD["contract.publish_days"]) is None
    assert rules.within(MARCH, OLD["contract.publish_days"], date(2020, 1, 1), "公告").allowed
    assert rules.at_most(Decimal(99), Decimal(100), OLD["contract.performance_bond_cap"], "履约保证金").allowed
    with pytest.raises(params.ParameterOff):
        rules.due(MARCH, OLD["contract.publish_days"])


@given(st.dates(date(2013, 6, 1), date(2026, 6, 1)), st.integers(1, 60), st.sampled_from([days.DAYS, days.WORKING_DAYS]))
def test_the_earliest_deadline_is_allowed_and_the_day_before_is_not(start: date, number: int, unit: str) -> None:
    first = rules.earliest(start, number, unit)
    assert rules.floor(start, number, unit, first, "PL2014:35", "时间").allowed
    assert not rules.floor(start, number, unit, first - timedelta(1), "PL2014:35", "时间").allowed


DUE = [
    (date(2015, 3, 24), "award.report_days", date(2015, 3, 26)),
    (date(2015, 3, 26), "award.decide_days", date(2015, 4, 2)),
    (date(2015, 3, 30), "award.notice_days", date(2015, 4, 1)),
    (date(2015, 3, 31), "contract.sign_days", date(2015, 4, 30)),
    (date(2015, 4, 2), "contract.publish_days", date(2015, 4, 7)),
    (date(2015, 4, 2), "contract.file_days", date(2015, 4, 14)),
    (date(2015, 9, 30), "challenge.answer_days", date(2015, 10, 15)),
]


@pytest.mark.parametrize(("start", "key", "due"), DUE)
def test_the_storys_terms_end_when_it_says(start: date, key: str, due: date) -> None:
    term = rules.term(start, REGIME[key])
    assert term is not None
    assert (term.due, term.clause) == (due, REGIME[key].clause) == (rules.due(start, REGIME[key]), term.clause)
    assert term.counted.startswith(f"自 {start:%m-%d} 起 {REGIME[key].number} ")


def test_only_terms_in_days_have_a_last_day() -> None:
    with pytest.raises(ValueError, match="retention"):
        rules.due(MARCH, REGIME["records.retention_years"])
    with pytest.raises(ValueError, match="years"):
        rules.earliest(MARCH, 1, "years")


@pytest.mark.parametrize(("on", "allowed"), [(date(2015, 4, 13), True), (date(2015, 4, 14), False)])
def test_a_window_closes_after_its_last_day(on: date, allowed: bool) -> None:
    verdict = rules.within(date(2015, 4, 1), REGIME["challenge.window_days"], on, "质疑")
    assert verdict.allowed is allowed
    assert allowed or (verdict.clause, verdict.code) == ("PL2014:52", "too_late")


@pytest.mark.parametrize(("amount", "allowed"), [("50800", True), ("50800.01", False)])
def test_a_bond_stays_within_its_share(amount: str, allowed: bool) -> None:
    verdict = rules.at_most(Decimal(amount), Decimal(508000), REGIME["contract.performance_bond_cap"], "履约保证金")
    assert verdict.allowed is allowed
    assert allowed or verdict.reason == "履约保证金 50,800.01 元超过上限：508,000 元的 10%为 50,800 元。"


STAFF = [(Y2022, "69.9", False), (Y2022, "70.0", True), (REGIME, "10", True)]  # T11; no such rule in 2015


@pytest.mark.parametrize(("regime", "share", "allowed"), STAFF)
def test_the_staffs_share_has_a_floor_since_2022_alone(regime: params.Regime, share: str, allowed: bool) -> None:
    verdict = rules.at_least(Decimal(share) * 1000, Decimal(100000), regime["costing.labour_min_ratio"], "人员费用")
    assert verdict.allowed is allowed
    assert allowed or (verdict.clause, verdict.reason) == ("XM2022-20", "人员费用占 69.9%，不得低于 70%（70,000 元）。")


MONTHS = [
    (date(2026, 3, 31), -3, date(2025, 12, 31)),  # T15: renewal opens
    (date(2015, 5, 31), -3, date(2015, 2, 28)),
    (date(2016, 1, 31), 1, date(2016, 2, 29)),
    (date(2015, 4, 15), 12, date(2016, 4, 15)),
]


@pytest.mark.parametrize(("day", "months", "then"), MONTHS)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert rules.months_after(day, months) == then
    assert rules.months_before(day, -months) == then


def test_a_leap_day_is_kept_fifteen_years_later_on_the_last_of_february() -> None:
    assert rules.years_after(date(2016, 2, 29), 15) == date(2031, 2, 28)


@pytest.mark.parametrize(("on", "below"), [(date(2022, 6, 1), True), (date(2022, 6, 2), False)])
def test_consent_is_the_guardians_until_the_fourteenth_birthday(on: date, below: bool) -> None:
    age = params.get("privacy.child_age", on)
    assert rules.below_age(date(2008, 6, 2), on, age) is below  # T14
    assert not rules.below_age(date(2008, 6, 2), on, REGIME["privacy.child_age"])
