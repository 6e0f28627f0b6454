"""Amounts, days and figures in Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailu.documents import words


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("508000", "伍拾万捌仟元整"),
        ("0", "零元整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("100", "壹佰元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("100000", "壹拾万元整"),
        ("101000", "壹拾万壹仟元整"),
        ("500800", "伍拾万零捌佰元整"),
        ("1635500.00", "壹佰陆拾叁万伍仟伍佰元整"),
        ("49065.00", "肆万玖仟零陆拾伍元整"),
        ("10000000", "壹仟万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("-15240", "负壹万伍仟贰佰肆拾元整"),
    ],
)
def test_an_amount_is_written_in_capitals_as_the_payment_rules_want(amount: str, written: str) -> None:
    assert words.money_in_words(Decimal(amount)) == written


def test_an_amount_beyond_all_budgets_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="too large"):
        words.money_in_words(Decimal(10) ** 16)


def _read(text: str) -> Decimal:
    """Read capitals back, by place value alone: an independent check."""
    digits = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    places = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = last = Decimal(0)
    cents = Decimal(0)
    for c in text.replace("万亿", "兆"):
        if c in digits:
            last = Decimal(digits[c])
        elif c in places:
            section += last * places[c]
            last = Decimal(0)
        elif c in "万亿兆元":
            section += last
            total += section * {"万": 10**4, "亿": 10**8, "兆": 10**12, "元": 1}[c]
            section = last = Decimal(0)
        elif c in "角分":
            cents += last * (10 if c == "角" else 1)
            last = Decimal(0)
    return total + cents / 100


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_capitals_read_back_give_the_amount(amount: Decimal) -> None:
    assert _read(words.money_in_words(amount)) == amount


@pytest.mark.parametrize(
    ("index", "written"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_headings_are_counted_in_chinese(index: int, written: str) -> None:
    assert words.counted(index) == written


def test_days_and_moments_are_those_of_xiamen() -> None:
    assert words.day("2015-03-03") == "2015年3月3日"
    assert words.day("2015-03-23T17:00:00Z") == "2015年3月24日"
    assert words.moment("2015-03-24T01:30:00Z") == "2015年3月24日9时30分"
    assert words.moment_short("2015-03-24T09:31:00+08:00") == "2015-03-24 09:31"


@pytest.mark.parametrize(
    ("value", "written"), [("90.0", "90"), (40, "40"), ("48.50", "48.5"), ("100", "100"), ("12000", "12,000"), ("0", "0")]
)
def test_figures_carry_no_idle_zeros(value: object, written: str) -> None:
    assert words.number(value) == written


def test_characters_that_no_file_can_hold_are_dropped() -> None:
    assert words.clean("一\x00二\x0b\ud800三\r\n四￿") == "一二三\n四"
