"""The law of a procedure up to the opening, one row a limb."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bailu.kernel import clock
from bailu.kernel.verdict import Verdict
from bailu.law.params import Regime, regime
from bailu.procurement import rules
from bailu.procurement.enums import Method

TENDER, CONSULTATION = Method.OPEN_TENDER, Method.CONSULTATION
MARCH = regime(dt.date(2015, 3, 3))
JULY = regime(dt.date(2015, 7, 1))
FEBRUARY = regime(dt.date(2015, 2, 27))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2015-{text}")


def answer(verdict: Verdict) -> str:
    """The clause that refuses, or "ok"."""
    return "ok" if verdict.allowed else verdict.clause


@pytest.mark.parametrize(
    ("amount", "on", "method", "needs"),
    [
        ("508000", MARCH, TENDER, {CONSULTATION}),
        ("500000", MARCH, TENDER, {CONSULTATION}),
        ("499999.99", MARCH, CONSULTATION, set()),
        ("499999.99", regime(dt.date(2014, 12, 31)), TENDER, {CONSULTATION}),
    ],
)
def test_the_method_follows_the_threshold_of_the_day(amount: str, on: Regime, method: str, needs: set[str]) -> None:
    advice = rules.recommend(Decimal(amount), on)
    assert (advice.method, set(advice.needs_approval)) == (method, needs)
    assert advice.reasons


@pytest.mark.parametrize(
    ("method", "amount", "approved", "expected"),
    [
        (TENDER, "508000", False, "ok"),
        (CONSULTATION, "508000", False, "PL2014:27"),
        (CONSULTATION, "508000", True, "ok"),
        (CONSULTATION, "499999", False, "ok"),
        (TENDER, "100000", False, "ok"),
    ],
)
def test_consultation_at_the_threshold_needs_approval(method: str, amount: str, approved: bool, expected: str) -> None:
    assert answer(rules.method_allowed(method, Decimal(amount), approved=approved, regime=MARCH)) == expected


@pytest.mark.parametrize(("county", "expected"), [("350200", "ok"), ("350000", "ok"), ("350203", "PL2014:27"), ("350211", "PL2014:27")])
def test_only_the_city_treasury_approves(county: str, expected: str) -> None:
    assert answer(rules.approver(county)) == expected


@pytest.mark.parametrize(
    ("method", "amount", "others", "expected"),
    [
        (TENDER, "508000", [], "PL2014:26"),
        (CONSULTATION, "508000", [], "ok"),
        (CONSULTATION, "300000", [], "PL2014:27"),
        (CONSULTATION, "300000", ["250000"], "ok"),
    ],
)
def test_approval_is_asked_only_where_there_is_something_to_approve(method: str, amount: str, others: list[str], expected: str) -> None:
    assert answer(rules.approval_needed(method, Decimal(amount), map(Decimal, others), MARCH)) == expected


@pytest.mark.parametrize(
    ("method", "own", "others", "approved", "expected"),
    [
        (CONSULTATION, "250000", ["300000"], False, "IR2015:28"),  # T16
        (CONSULTATION, "200000", ["300000"], False, "ok"),  # together at the threshold, not above it
        (CONSULTATION, "250000", ["300000"], True, "ok"),
        (TENDER, "250000", ["300000"], False, "ok"),
        (CONSULTATION, "250000", [], False, "ok"),
    ],
)
def test_like_purchases_together_above_the_threshold_are_splitting(
    method: str, own: str, others: list[str], approved: bool, expected: str
) -> None:
    verdict = rules.no_splitting(method, Decimal(own), map(Decimal, others), approved=approved, regime=MARCH)
    assert answer(verdict) == expected


@pytest.mark.parametrize(
    ("method", "deadline", "expected"),
    [
        (TENDER, "03-22", "PL2014:35"),  # 19 days
        (TENDER, "03-23", "ok"),
        (TENDER, "03-24", "ok"),
        (CONSULTATION, "03-12", "CK214:10"),
        (CONSULTATION, "03-13", "ok"),
    ],
)
def test_bidding_lasts_twenty_days_or_ten(method: str, deadline: str, expected: str) -> None:
    assert answer(rules.bid_period(day("03-03"), day(deadline), method, MARCH)) == expected


def test_the_earliest_deadline_is_not_rolled_off_a_holiday() -> None:
    assert rules.earliest_deadline(day("03-15"), TENDER, MARCH) == day("04-04")  # 清明, offices rest


def test_the_refusal_says_how_short_it_is_and_what_is_the_first_day() -> None:
    reason = str(rules.bid_period(day("03-03"), day("03-22"), TENDER, MARCH).reason)
    assert "19" in reason
    assert "20" in reason
    assert "2015-03-23" in reason


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("03-03", "03-09", "IR2015:31"),  # four working days
        ("03-03", "03-10", "ok"),
        ("03-02", "03-10", "IR2015:31"),  # before the notice
        ("03-03", "03-25", "IR2015:31"),  # beyond the deadline
    ],
)
def test_documents_are_offered_five_working_days(since: str, until: str, expected: str) -> None:
    verdict = rules.documents_offered(day("03-03"), day(since), day(until), day("03-24"), TENDER, MARCH)
    assert answer(verdict) == expected


def test_before_the_regulations_tender_documents_had_no_least_offer() -> None:
    verdict = rules.documents_offered(day("02-27"), day("02-27"), day("02-28"), day("03-24"), TENDER, FEBRUARY)
    assert verdict.allowed


@pytest.mark.parametrize(
    ("method", "later_by", "expected"),
    [(TENDER, 0, "ok"), (TENDER, 60, "ML18"), (TENDER, -1, "ML18"), (CONSULTATION, 0, "ok"), (CONSULTATION, 60, "ok")],
)
def test_a_tender_opens_at_its_deadline(method: str, later_by: int, expected: str) -> None:
    deadline = clock.local(2015, 3, 24, 9, 30)
    assert answer(rules.opening_time(deadline, deadline + dt.timedelta(minutes=later_by), method)) == expected


@pytest.mark.parametrize(
    ("bond", "on", "expected"),
    [
        (None, MARCH, "ok"),
        ("10160", MARCH, "ok"),  # 2 % of 508,000
        ("10160.01", MARCH, "IR2015:33"),
        ("-1", MARCH, "IR2015:33"),
        ("5080.01", FEBRUARY, "ML18:36"),  # 1 % before the regulations
    ],
)
def test_a_bid_bond_is_a_small_share_of_the_budget(bond: str | None, on: Regime, expected: str) -> None:
    assert answer(rules.bid_bond(Decimal(bond) if bond else None, Decimal(508000), on)) == expected


@pytest.mark.parametrize(
    ("budget", "ceiling", "expected"),
    [
        ("508000", None, "ok"),
        ("508000", "508000", "ok"),
        ("508000", "508001", "PL2014:6"),
        ("508000", "0", "PL2014:6"),
        ("0", None, "IR2015:30"),
    ],
)
def test_the_budget_is_shown_and_the_ceiling_lies_within(budget: str, ceiling: str | None, expected: str) -> None:
    assert answer(rules.budget_shown(Decimal(budget), Decimal(ceiling) if ceiling else None)) == expected


@pytest.mark.parametrize(
    ("criteria", "conditions", "demand", "expected"),
    [([1], ["x"], "y", "ok"), ([], ["x"], "y", "IR2015:32"), ([1], [], "y", "IR2015:32"), ([1], ["x"], " ", "IR2015:32")],
)
def test_a_notice_needs_criteria_conditions_and_demand(criteria: list[int], conditions: list[str], demand: str, expected: str) -> None:
    assert answer(rules.documents_complete(criteria, conditions, demand)) == expected


@pytest.mark.parametrize(
    ("method", "issued", "affects", "new", "expected"),
    [
        (TENDER, "03-09", True, None, "ok"),  # 15 days before 03-24
        (TENDER, "03-10", True, None, "IR2015:31"),
        (TENDER, "03-10", True, "03-25", "ok"),
        (TENDER, "03-10", True, "03-24", "IR2015:31"),
        (TENDER, "03-23", False, None, "ok"),
        (TENDER, "03-09", False, "03-20", "IR2015:31"),  # never earlier
        (CONSULTATION, "03-19", True, None, "ok"),
        (CONSULTATION, "03-20", True, None, "CK214:10"),
    ],
)
def test_a_late_clarification_moves_the_deadline(method: str, issued: str, affects: bool, new: str | None, expected: str) -> None:
    verdict = rules.clarification(day(issued), day("03-24"), day(new) if new else None, affects=affects, method=method, regime=MARCH)
    assert answer(verdict) == expected


@pytest.mark.parametrize(
    ("count", "method", "on", "expected"),
    [
        (3, TENDER, MARCH, "ok"),
        (2, TENDER, MARCH, "PL2014:36"),
        (2, TENDER, JULY, "PL2014:36"),
        (2, CONSULTATION, MARCH, "CK214:21"),
        (2, CONSULTATION, JULY, "ok"),  # T7: since 2015-06-30
        (1, CONSULTATION, JULY, "CK2015-124"),
        (2, CONSULTATION, regime(dt.date(2015, 6, 29)), "CK214:21"),
        (2, CONSULTATION, regime(dt.date(2015, 6, 30)), "ok"),
    ],
)
def test_how_many_suppliers_are_enough_depends_on_method_and_day(count: int, method: str, on: Regime, expected: str) -> None:
    assert answer(rules.enough_suppliers(count, method, on)) == expected


@pytest.mark.parametrize(("minute", "second", "expected"), [(29, 59, "ok"), (30, 0, "ML18"), (31, 0, "ML18")])
def test_a_bid_arrives_before_the_deadline(minute: int, second: int, expected: str) -> None:
    now = clock.local(2015, 3, 24, 9, minute).replace(second=second)
    assert answer(rules.before_deadline(now, clock.local(2015, 3, 24, 9, 30))) == expected


@pytest.mark.parametrize(("minute", "expected"), [(29, "ML18"), (30, "ok"), (31, "ok")])
def test_nobody_opens_before_the_time(minute: int, expected: str) -> None:
    assert answer(rules.opening_due(clock.local(2015, 3, 24, 9, minute), clock.local(2015, 3, 24, 9, 30))) == expected


@pytest.mark.parametrize(("first", "second", "expected"), [(1, 2, "ok"), (1, 1, "ML18"), (None, 1, "ML18")])
def test_two_people_open(first: int | None, second: int, expected: str) -> None:
    assert answer(rules.two_openers(first, second)) == expected


@pytest.mark.parametrize(
    ("price", "ceiling", "expected"),
    [("1", None, "ok"), ("0", None, "ML18"), ("508000", "508000", "ok"), ("508000.01", "508000", "ML18"), ("900000", None, "ok")],
)
def test_a_price_is_positive_and_within_the_ceiling(price: str, ceiling: str | None, expected: str) -> None:
    assert answer(rules.price(Decimal(price), Decimal(ceiling) if ceiling else None)) == expected


@pytest.mark.parametrize(
    ("kind", "count", "prices", "expected"),
    [
        ("TOO_FEW", 2, [], "ok"),
        ("TOO_FEW", 3, [], "PL2014:36"),
        ("OVER_BUDGET", 3, ["508001", "510000"], "ok"),
        ("OVER_BUDGET", 3, ["508000", "510000"], "PL2014:36"),
        ("OVER_BUDGET", 3, [], "PL2014:36"),
        ("ILLEGALITY", 5, [], "ok"),
        ("TASK_CANCELLED", 5, [], "ok"),
    ],
)
def test_what_can_be_counted_must_be_so_before_a_tender_fails(kind: str, count: int, prices: list[str], expected: str) -> None:
    verdict = rules.failure_ground(kind, count, [Decimal(p) for p in prices], Decimal(508000), TENDER, MARCH)
    assert answer(verdict) == expected


def bidder(pk: int, heads: set[int] | None = None, controllers: set[int] | None = None, parent: int | None = None) -> rules.BidderFacts:
    return rules.BidderFacts(pk, f"机构{pk}", frozenset(heads or ()), frozenset(controllers or ()), parent)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (bidder(1, {10}), bidder(2, {20}), ""),
        (bidder(1, {10}), bidder(2, {10}), "head"),
        (bidder(1, {10}, {30}), bidder(2, {20}, {30}), "control"),
        (bidder(1, {10}), bidder(2, {20}, {10}), "control"),  # the head of one owns the other
        (bidder(1, parent=2), bidder(2), "management"),
        (bidder(1), bidder(2, parent=1), "management"),
        (bidder(1, parent=9), bidder(2, parent=9), "management"),
        (bidder(1), bidder(2), ""),
    ],
)
def test_suppliers_under_one_head_or_control_may_not_both_bid(one: rules.BidderFacts, other: rules.BidderFacts, code: str) -> None:
    verdict = rules.unrelated(one, other)
    assert verdict.code == code
    assert answer(verdict) == ("IR2015:18" if code else "ok")


def test_a_deadline_in_the_past_is_refused() -> None:
    now = clock.local(2015, 3, 24, 10)
    assert answer(rules.in_future(now, clock.local(2015, 3, 24, 9, 30))) == "PL2014:35"
    assert answer(rules.in_future(now, clock.local(2015, 3, 24, 10, 1))) == "ok"


def test_moments_are_told_in_the_time_of_xiamen() -> None:
    stored, nine = clock.local(2015, 3, 24, 9, 30).astimezone(dt.UTC), clock.local(2015, 3, 24, 9)
    assert "2015-03-24 09:30" in rules.opening_due(nine, stored).reason
    assert "2015-03-24 09:30" in rules.before_deadline(stored, stored).reason
