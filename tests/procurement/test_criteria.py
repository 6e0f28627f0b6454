"""What may be scored."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bailu.kernel.verdict import Verdict
from bailu.law.params import regime
from bailu.procurement import criteria as scoring
from bailu.procurement.enums import CriterionKind, Method

MARCH = regime(dt.date(2015, 3, 3))
LATER = regime(dt.date(2018, 1, 1))

GOOD: list[dict[str, Any]] = [
    {"title": "价格", "max": 10, "kind": "PRICE"},
    {"title": "服务方案", "max": 50, "kind": "PLAN", "standard": "优40-50，良25-39，一般0-24"},
    {"title": "项目团队", "max": 40, "kind": "TEAM", "standard": "每名持证社工5分"},
]


def answer(verdict: Verdict) -> str:
    return "ok" if verdict.allowed else verdict.code


def changed(place: int, **more: Any) -> list[dict[str, Any]]:
    return [row | more if n == place else row for n, row in enumerate(GOOD)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (GOOD, "ok"),
        (changed(1, max=49), "sum"),
        (changed(1, max=51), "sum"),
        (changed(0, kind="PLAN", standard="x"), "price_item"),
        (changed(2, kind="PRICE"), "price_item"),
        (changed(0, max=20)[:1] + changed(1, max=40)[1:], "price_item"),
        (changed(2, max=0), "max"),
        (changed(2, title=" "), "max"),
        ([row | {"code": "A"} for row in GOOD], "codes"),
    ],
)
def test_criteria_add_up_to_a_hundred_with_one_price(rows: list[dict[str, Any]], expected: str) -> None:
    assert answer(scoring.well_formed(scoring.parse(rows), Decimal(10))) == expected


def test_every_scored_item_says_what_earns_points() -> None:
    assert scoring.quantified(scoring.parse(GOOD)).allowed
    verdict = scoring.quantified(scoring.parse(changed(2, standard="")))
    assert verdict.clause == "IR2015:34"
    assert "项目团队" in str(verdict.reason)


@pytest.mark.parametrize(
    ("weight", "method", "law", "expected"),
    [
        ("10", Method.OPEN_TENDER, MARCH, "ok"),
        ("30", Method.OPEN_TENDER, MARCH, "ok"),
        ("9.99", Method.OPEN_TENDER, MARCH, "ML18:52"),
        ("31", Method.OPEN_TENDER, MARCH, "ML18:52"),
        ("31", Method.OPEN_TENDER, LATER, "ok"),  # no upper bound since 2017-10-01
        ("9", Method.OPEN_TENDER, LATER, "MOF87:55"),
        ("10", Method.CONSULTATION, MARCH, "ok"),
        ("30.01", Method.CONSULTATION, MARCH, "CK214:24"),
    ],
)
def test_the_price_weighs_between_ten_and_thirty(weight: str, method: str, law: Any, expected: str) -> None:
    verdict = scoring.price_weight(Decimal(weight), method, law)
    assert ("ok" if verdict.allowed else verdict.clause) == expected


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        (CriterionKind.QUALIFICATION, "IR2015:34"),
        (CriterionKind.REGIONAL_RECORD, "IR2015:20"),
        (CriterionKind.REGIONAL_PRIZE, "IR2015:20"),
        (CriterionKind.SIZE, "IR2015:20"),
        (CriterionKind.OWNERSHIP, "IR2015:20"),
    ],
)
def test_neither_qualification_nor_region_prizes_or_size_is_scored(kind: str, clause: str) -> None:
    verdict = scoring.lawful_kinds(scoring.parse(changed(2, kind=kind)))
    assert verdict.clause == clause


def test_every_other_kind_may_be_scored() -> None:
    for kind in set(CriterionKind.values) - set(scoring.FORBIDDEN):
        assert scoring.lawful_kinds(scoring.parse(changed(2, kind=kind))).allowed


@pytest.mark.parametrize("title", ["厦门市同类项目经验", "本地服务业绩", "获奖情况", "注册资本", "成立年限"])
def test_titles_that_sound_like_discrimination_are_looked_at_again(title: str) -> None:
    assert scoring.looked_at([title], confirmed=False).clause == "IR2015:20"
    assert scoring.looked_at([title], confirmed=True).allowed
    assert scoring.looked_at(["服务方案"], confirmed=False).allowed


def test_the_whole_check_names_the_first_fault() -> None:
    assert scoring.lawful(scoring.parse(GOOD), Decimal(10), Method.OPEN_TENDER, MARCH).allowed
    assert answer(scoring.lawful(scoring.parse(changed(2, kind="SIZE")), Decimal(10), Method.OPEN_TENDER, MARCH)) == "kind"
