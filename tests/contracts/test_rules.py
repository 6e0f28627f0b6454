"""The law of contract and payment as tables; no database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bailu.contracts import drafting, rules
from bailu.contracts.enums import SIX_TERMS, MilestoneKind
from bailu.contracts.rules import Goal
from bailu.kernel.verdict import Verdict
from bailu.law import params

D = dt.date
FULL = dict.fromkeys(SIX_TERMS, "写明")
CASES = Goal("个案", "个", Decimal(40))
LONELY = Goal("孤独感", "分", Decimal(40), lower_is_better=True)


def answer(verdict: Verdict) -> tuple[str, str]:
    return ("", "") if verdict.allowed else (verdict.code, verdict.clause)


@pytest.mark.parametrize("term", SIX_TERMS)
@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_each_of_the_six_terms_must_be_written(term: str, empty: str) -> None:
    verdict = rules.six_terms(FULL | {term: empty})
    assert answer(verdict) == ("six_terms", "XM2015:3.4")
    assert str(SIX_TERMS[term]) in str(verdict.reason)


def test_all_missing_terms_are_named_at_once() -> None:
    assert str(rules.six_terms({}).reason).count("、") == 5
    assert rules.six_terms(FULL).allowed


@pytest.mark.parametrize(("amount", "code"), [("508000.00", ""), ("508000.01", "amount"), ("507999.99", "amount"), ("0", "amount")])
def test_the_contract_costs_what_was_awarded(amount: str, code: str) -> None:
    assert rules.agrees_with_award(Decimal(amount), Decimal("508000.00")).code == code


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ([CASES, LONELY], True),
        ([Goal("个案", "个", Decimal(45)), LONELY], True),
        ([Goal("个案", "个", Decimal(39)), LONELY], False),
        ([CASES], False),
        ([Goal("个案", "人", Decimal(40)), LONELY], False),
        ([CASES, Goal("孤独感", "分", Decimal(35), lower_is_better=True)], True),
        ([CASES, Goal("孤独感", "分", Decimal(45), lower_is_better=True)], False),
    ],
)
def test_no_target_of_the_notice_is_left_out_or_lowered(written: list[Goal], allowed: bool) -> None:
    verdict = rules.agrees_with_notice([CASES, LONELY], written)
    assert answer(verdict) == (("", "") if allowed else ("target", "PL2014:46"))


@pytest.mark.parametrize(
    ("first", "last", "months", "most", "code"),
    [
        (D(2015, 4, 15), D(2016, 4, 14), 12, 12, ""),
        (D(2015, 4, 15), D(2016, 4, 15), 12, 12, "term"),
        (D(2015, 4, 15), D(2015, 4, 14), 12, 12, "term"),
        (D(2015, 4, 15), D(2015, 10, 14), 6, 12, ""),
        (D(2015, 4, 15), D(2016, 10, 14), 18, 12, "term"),
        (D(2015, 8, 31), D(2016, 2, 28), 6, 12, ""),
    ],
)
def test_the_term_is_that_of_the_notice(first: dt.date, last: dt.date, months: int, most: int, code: str) -> None:
    assert rules.term_fits(first, last, months, most).code == code


@pytest.mark.parametrize(
    ("parts", "allowed"),
    [
        ("50 30 20", True),
        ("100", True),
        ("33.33 33.33 33.34", True),
        ("50 30 19", False),
        ("60 40 0", False),
        ("50 60 -10", False),
        ("25 25 25 25", False),
        ("", False),
    ],
)
def test_the_instalments_are_the_whole(parts: str, allowed: bool) -> None:
    verdict = rules.shares([Decimal(p) for p in parts.split()])
    assert answer(verdict) == (("", "") if allowed else ("shares", "RB:4.10"))


@pytest.mark.parametrize(
    ("kind", "opened", "final", "code"),
    [
        (MilestoneKind.SIGNING, True, False, ""),
        (MilestoneKind.SIGNING, False, False, "condition"),
        (MilestoneKind.MID, False, False, "condition"),
        (MilestoneKind.MID, True, False, ""),
        (MilestoneKind.FINAL, True, False, "final"),
        (MilestoneKind.FINAL, False, False, "final"),
        (MilestoneKind.FINAL, True, True, ""),
    ],
)
def test_no_instalment_is_claimed_before_its_event(kind: str, opened: bool, final: bool, code: str) -> None:
    assert rules.may_claim(kind, opened=opened, final_evaluated=final).code == code


@pytest.mark.parametrize(
    ("amount", "deduction", "instalment", "left", "expected"),
    [
        ("254000", "0", "254000", "508000", ("", "")),
        ("250000", "4000", "254000", "508000", ("", "")),
        ("254000", "4000", "254000", "508000", ("amount", "XM2015:3.4")),
        ("254000", "-1", "254000", "508000", ("deduction", "XM2015:3.4")),
        ("0", "254000", "254000", "508000", ("deduction", "XM2015:3.4")),
        ("254000", "0", "254000", "253999.99", ("encumbrance", "XM2015:3.6")),
    ],
)
def test_a_claim_is_its_instalment_less_deductions_within_what_is_reserved(
    amount: str, deduction: str, instalment: str, left: str, expected: tuple[str, str]
) -> None:
    verdict = rules.claim_fits(Decimal(amount), Decimal(deduction), Decimal(instalment), Decimal(left))
    assert answer(verdict) == expected


@pytest.mark.parametrize(("unpaid", "fee", "code"), [(0, "0", ""), (1, "0", "unpaid"), (0, "9144", "fee"), (2, "9144", "unpaid")])
def test_settled_only_when_all_is_paid_the_evaluator_too(unpaid: int, fee: str, code: str) -> None:
    assert rules.ready_to_settle(unpaid, Decimal(fee)).code == code


@pytest.mark.parametrize(
    ("signed", "in_time"), [(D(2015, 3, 31), True), (D(2015, 4, 30), True), (D(2015, 5, 1), False), (D(2015, 3, 30), False)]
)
def test_signed_within_thirty_days_of_the_notice(signed: dt.date, in_time: bool) -> None:
    assert rules.signed_in_time(D(2015, 3, 31), D(2015, 4, 30), signed) is in_time


@pytest.mark.parametrize(
    ("day", "allowed"), [(D(2015, 4, 15), True), (D(2016, 4, 14), True), (D(2015, 4, 14), False), (D(2016, 4, 15), False)]
)
def test_the_service_starts_within_the_term(day: dt.date, allowed: bool) -> None:
    assert rules.starts_within(day, D(2015, 4, 15), D(2016, 4, 14)).allowed is allowed


@pytest.mark.parametrize("verdict", [rules.drafted_once(True), rules.not_claimed_yet(True)])
def test_nothing_is_done_twice(verdict: Verdict) -> None:
    assert verdict.code == "twice"


@pytest.mark.parametrize("amount", ["508000.00", "508000.01", "0.05", "553999.99"])
def test_the_instalments_lose_no_cent(amount: str) -> None:
    shares = drafting.default_shares(params.regime(D(2015, 3, 3)))
    parts = drafting.instalments(Decimal(amount), shares)
    assert sum(p.amount for p in parts) == Decimal(amount)
    assert [(p.no, p.kind, p.share) for p in parts] == [(1, "SIGNING", 50), (2, "MID", 30), (3, "FINAL", 20)]


def test_the_amounts_of_the_story() -> None:
    shares: Any = [Decimal(50), Decimal(30), Decimal(20)]
    assert [str(p.amount) for p in drafting.instalments(Decimal("508000.00"), shares)] == ["254000.00", "152400.00", "101600.00"]
