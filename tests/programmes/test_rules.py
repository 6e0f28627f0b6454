"""The law on pilot sites as tables, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from bailu.law import params
from bailu.programmes import calendar, rules
from bailu.programmes.enums import ApplicationState as A
from bailu.programmes.enums import Batch

MARCH = dt.date(2015, 3, 2)
STREETS = {"350203001": "厦港街道", "350206001": "湖里街道"}


@pytest.mark.parametrize(
    ("codes", "code"),
    [(["350203001"], ""), ([], "no_site"), (["350203001", "350203001"], "twice_named")],
)
def test_a_list_names_at_least_one_street_and_each_once(codes: list[str], code: str) -> None:
    assert rules.sites_named(codes, params.get("programme.min_pilots_per_district", on=MARCH)).code == code


@pytest.mark.parametrize(("code", "refused"), [("350203001", ""), ("350206001", "foreign_street"), ("350203099", "foreign_street")])
def test_a_district_names_its_own_streets_only(code: str, refused: str) -> None:
    verdict = rules.own_streets([code], "350203", STREETS)
    assert verdict.code == refused
    assert verdict.allowed or verdict.clause == "XM2015:4.1"


def test_a_street_stands_on_one_list_only() -> None:
    assert rules.not_named_yet({}).allowed
    verdict = rules.not_named_yet({"厦港街道": "D-2015-0001"})
    assert (verdict.code, verdict.clause) == ("taken", "XM2015:4.1")
    assert "厦港街道（D-2015-0001）" in str(verdict.reason)


@pytest.mark.parametrize(("title", "summary", "has_file"), [("", "内容", True), ("方案", " ", True), ("方案", "内容", False)])
def test_a_list_comes_with_its_plan(title: str, summary: str, has_file: bool) -> None:
    assert rules.plan_whole("方案", "内容", True).allowed
    assert rules.plan_whole(title, summary, has_file).code == "plan"


@pytest.mark.parametrize(
    ("street", "batch", "standing", "code"),
    [
        ("厦港街道", Batch.FIRST, (Batch.FIRST, A.APPROVED), ""),
        ("厦港街道", Batch.SECOND, (Batch.SECOND, A.APPROVED), ""),
        ("", Batch.FIRST, None, "no_street"),
        ("厦港街道", Batch.FIRST, None, "unnamed_street"),
        ("厦港街道", Batch.FIRST, (Batch.FIRST, A.SUBMITTED), "site_pending"),
        ("厦港街道", Batch.FIRST, (Batch.FIRST, A.RETURNED), "site_pending"),
        ("厦港街道", Batch.SECOND, (Batch.FIRST, A.APPROVED), "other_batch"),
    ],
)
def test_a_purchase_through_a_district_needs_a_site_approved_in_its_batch(
    street: str, batch: Batch, standing: tuple[str, str] | None, code: str
) -> None:
    clause = calendar.clause_of(batch)
    verdict = rules.site_approved(street, batch, standing, clause)
    assert verdict.code == code
    assert verdict.allowed or verdict.clause == clause


def test_the_second_batch_rests_on_its_own_clause() -> None:
    assert (calendar.clause_of(Batch.FIRST), calendar.clause_of(Batch.SECOND)) == ("XM2015:4.1", "XM2015:4.4")


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (dt.date(2015, 1, 5), None),  # the text is of 6 January
        (dt.date(2015, 1, 6), "4.1"),
        (dt.date(2015, 1, 31), "4.1"),
        (dt.date(2015, 2, 1), "4.2"),
        (dt.date(2015, 9, 30), "4.3"),
        (dt.date(2015, 10, 1), "4.4"),
        (dt.date(2016, 6, 30), "4.5"),
        (dt.date(2016, 7, 1), None),
    ],
)
def test_every_day_of_the_pilot_lies_in_one_phase(day: dt.date, phase: str | None) -> None:
    found = calendar.phase_on(day)
    assert (found.id if found else None) == phase


def test_each_phase_says_what_it_asks_and_who_runs_in_it() -> None:
    phases = calendar.phases(MARCH)
    assert all(phase.duties for phase in phases)
    assert [len(phase.batches) for phase in phases] == [0, 1, 1, 2, 2]
    assert (phases[1].over(MARCH), phases[0].over(MARCH), phases[1].holds(MARCH)) == (False, True, True)


def test_a_batch_is_named_before_the_phase_in_which_it_joins() -> None:
    assert calendar.named_by(Batch.FIRST, MARCH) == dt.date(2015, 1, 31)
    assert calendar.named_by(Batch.SECOND, MARCH) == dt.date(2015, 9, 30)
    assert calendar.joins_until(Batch.FIRST, MARCH) == (dt.date(2015, 8, 31), "XM2015:4.2")
