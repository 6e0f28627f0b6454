"""What makes a record believable, as tables; no database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bailu.delivery import rules
from bailu.delivery.enums import RecordKind
from bailu.kernel import clock

D = dt.date
NINE = clock.local(2015, 4, 20, 9)


@pytest.mark.parametrize(
    ("others", "share", "allowed"), [([], 100, True), ([50], 50, True), ([50], 51, False), ([60, 40], 1, False), ([], 101, False)]
)
def test_nobody_works_more_than_one_full_post(others: list[int], share: int, allowed: bool) -> None:
    verdict = rules.staff_share(others, share)
    assert (verdict.allowed, verdict.clause) == (allowed, "" if allowed else "RB:3.8")


@pytest.mark.parametrize(
    ("on", "started", "today", "code"),
    [
        (D(2015, 4, 15), D(2015, 4, 15), D(2015, 4, 20), ""),
        (D(2015, 4, 14), D(2015, 4, 15), D(2015, 4, 20), "term"),
        (D(2016, 4, 15), D(2015, 4, 15), D(2016, 5, 1), "term"),
        (D(2015, 4, 21), D(2015, 4, 15), D(2015, 4, 20), "future"),
        (D(2015, 4, 20), None, D(2015, 4, 20), "term"),
    ],
)
def test_a_service_lies_within_the_running_contract(on: dt.date, started: dt.date | None, today: dt.date, code: str) -> None:
    assert rules.within_service(on, started, D(2016, 4, 14), today).code == code


@pytest.mark.parametrize(
    ("kind", "minutes", "clients", "people", "code"),
    [
        (RecordKind.VISIT, 30, ["0001"], 0, ""),
        (RecordKind.VISIT, 30, [], 0, "client"),
        (RecordKind.VISIT, 0, ["0001"], 0, "minutes"),
        (RecordKind.VISIT, 720, ["0001"], 0, ""),
        (RecordKind.VISIT, 721, ["0001"], 0, "minutes"),
        (RecordKind.ACTIVITY, 120, [], 35, ""),
        (RecordKind.ACTIVITY, 120, [], 0, "people"),
        (RecordKind.GROUP_SESSION, 90, ["0001", "0002"], 0, ""),
        (RecordKind.GROUP_CLOSED, 30, [], 0, ""),
    ],
)
def test_a_record_says_whom_or_how_many(kind: str, minutes: int, clients: list[str], people: int, code: str) -> None:
    assert rules.sensible(kind, minutes, clients, people).code == code


@pytest.mark.parametrize(
    ("start", "minutes", "allowed"),
    [(NINE - dt.timedelta(minutes=30), 30, True), (NINE - dt.timedelta(minutes=30), 31, False), (NINE, 1, False),
     (NINE + dt.timedelta(minutes=29), 30, False), (NINE + dt.timedelta(minutes=30), 30, True), (NINE - dt.timedelta(hours=2), 240, False)],
)  # fmt: skip
def test_nobody_is_in_two_places(start: dt.datetime, minutes: int, allowed: bool) -> None:
    assert rules.worker_is_free(start, minutes, [(NINE, 30)]).allowed is allowed


@pytest.mark.parametrize(
    ("done", "goal", "base", "lower", "rate"),
    [("43", "40", None, False, "107.50"), ("0", "40", None, False, "0.00"), (None, "90", None, False, "0"), ("45", "40", "50", True, "50.00"),
     ("40", "40", "50", True, "100"), ("55", "40", "50", True, "0.00"), ("3", "0", None, False, "100")],
)  # fmt: skip
def test_how_far_a_target_is(done: str | None, goal: str, base: str | None, lower: bool, rate: str) -> None:
    found = rules.rate(
        None if done is None else Decimal(done), Decimal(goal), None if base is None else Decimal(base), lower_is_better=lower
    )
    assert found == Decimal(rate)


def test_unknown_codes_are_named() -> None:
    assert "0009" in str(rules.clients_known(["0001", "0009"], ["0001"]).reason)
    assert rules.clients_known(["0001"], ["0001"]).allowed


def test_an_overlap_is_told_in_the_time_of_xiamen() -> None:
    stored = NINE.astimezone(dt.UTC)
    assert "09:00" in rules.worker_is_free(NINE, 30, [(stored, 30)]).reason
