from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailu.law import formulas, params

D = Decimal
REGIME = params.regime(date(2015, 3, 3))
Y2022 = params.regime(date(2022, 7, 1))
Y2026 = params.regime(date(2026, 2, 1))


def test_the_fee_is_three_per_cent_on_top_or_inside() -> None:  # T1
    assert formulas.evaluation_fee(D(1_000_000), REGIME) == D("30000.00")
    on_top = formulas.fee_plan(D(1_000_000), REGIME)
    assert (on_top.service, on_top.fee, on_top.total) == (D(1_000_000), D(30_000), D(1_030_000))
    inside = formulas.fee_plan(D(1_000_000), REGIME, formulas.INSIDE)
    assert (inside.service, inside.fee, inside.total) == (D(970_000), D(30_000), D(1_000_000))
    with pytest.raises(ValueError, match="BESIDE"):
        formulas.fee_plan(D(1), REGIME, "BESIDE")


@pytest.mark.parametrize(("amount", "fee"), [(508_000, 15_240), (554_000, 16_620), (573_500, 17_205), (1_635_500, 49_065)])
def test_the_storys_fees(amount: int, fee: int) -> None:
    assert formulas.evaluation_fee(D(amount), REGIME) == fee


def test_there_is_no_fee_before_the_rule() -> None:
    assert formulas.evaluation_fee(D(1_000_000), params.regime(date(2014, 6, 1))) == 0


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_fee_inside_leaves_no_cent_over(amount: Decimal) -> None:
    assert formulas.fee_plan(amount, REGIME, formulas.INSIDE).total == amount


def scores(prices: list[Decimal]) -> list[Decimal]:
    return [formulas.price_score(min(prices), price, 10) for price in prices]


def test_the_lowest_price_earns_all_and_others_in_proportion() -> None:  # T2
    assert scores([D(480_000), D(450_000), D(500_000)]) == [D("9.38"), D("10.00"), D("9.00")]


def test_a_small_enterprise_is_deducted_before_the_lowest_price_is_taken() -> None:  # T3
    most = Y2022["award.sme_deduction_max"].amount
    prices = [formulas.evaluated_price(D(480_000), most, small_enterprise=True), D(450_000), D(500_000)]
    assert prices[0] == D(384_000)
    assert scores(prices) == [D("10.00"), D("8.53"), D("7.68")]


def test_a_private_non_enterprise_unit_has_no_deduction() -> None:  # T4
    small = formulas.is_enterprise_code("52350200MJB0000000")
    assert small is False
    price = formulas.evaluated_price(D(480_000), D("0.2"), small_enterprise=small)
    assert scores([price, D(450_000), D(500_000)]) == [D("9.38"), D("10.00"), D("9.00")]
    assert formulas.is_enterprise_code("91330100799655058B")


prices = st.decimals(min_value=1, max_value=10**8, places=2)


@given(st.lists(prices, min_size=1, max_size=8), st.integers(10, 30))
def test_price_scores_never_pass_the_weight_and_follow_the_price(offers: list[Decimal], weight: int) -> None:
    low = min(offers)
    given_points = [formulas.price_score(low, offer, weight) for offer in sorted(offers)]
    assert given_points[0] == weight
    assert given_points == sorted(given_points, reverse=True)
    assert all(0 <= points <= weight for points in given_points)


@pytest.mark.parametrize(("lowest", "own"), [(0, 10), (11, 10), (-1, 5)])
def test_a_price_score_without_sense_is_an_error(lowest: int, own: int) -> None:
    with pytest.raises(ValueError, match="lowest"):
        formulas.price_score(D(lowest), D(own), 10)


def test_hours_are_scored_where_the_price_is_fixed() -> None:
    assert formulas.hours_score(D(9000), D(12000), 20) == D("15.00")
    with pytest.raises(ValueError, match="hours"):
        formulas.hours_score(D(13000), D(12000), 20)


LOW = [
    # price, compliant, ceiling, crossed
    ("233999", ["233999"], "520000", ("ceiling",)),  # T5
    ("234000", ["234000"], "520000", ()),
    ("249999", ["249999", "500000", "750001"], "500000", ("mean", "second")),
    ("250000", ["250000", "500000", "500000"], "500000", ()),
    ("500000", ["249999", "500000", "500000"], "500000", ()),
    ("100000", ["100000", "300000", "500000"], "500000", ("mean", "second", "ceiling")),
]


@pytest.mark.parametrize(("price", "compliant", "ceiling", "crossed"), LOW)
def test_an_abnormally_low_price_is_strictly_below_a_line(price: str, compliant: list[str], ceiling: str, crossed: tuple[str, ...]) -> None:
    param = Y2026["award.low_price"]
    assert formulas.low_price_triggers(D(price), [D(p) for p in compliant], D(ceiling), param) == crossed


def test_no_line_was_drawn_for_low_prices_in_2015() -> None:
    assert formulas.low_price_triggers(D(1), [D(1), D(500_000)], D(500_000), REGIME["award.low_price"]) == ()


GRADES = [
    ("100", "excellent"), ("90", "excellent"), ("89.99", "good"), ("89.5", "good"), ("80", "good"), ("79.99", "qualified"),
    ("60", "qualified"), ("59.99", "unqualified"), ("0", "unqualified"),
]  # fmt: skip


@pytest.mark.parametrize(("score", "grade"), GRADES)  # T9
def test_nothing_falls_between_two_grades(score: str, grade: str) -> None:
    assert formulas.grade(D(score), REGIME["evaluation.grade_cuts"]) == grade


OUTPUT = [
    (120, Fraction(1)), (100, Fraction(1)), (99, Fraction(2, 3)), (80, Fraction(2, 3)), (79, Fraction(1, 3)), (60, Fraction(1, 3)),
    (Decimal("59.9"), Fraction(0)), (0, Fraction(0)),
]  # fmt: skip


@pytest.mark.parametrize(("done", "share"), OUTPUT)  # T10
def test_output_earns_all_two_thirds_a_third_or_nothing(done: int | Decimal, share: Fraction) -> None:
    assert formulas.output_share(done, 100, REGIME["evaluation.output_scale"]) == share


def test_output_points_are_rounded_to_two_places() -> None:
    scale = REGIME["evaluation.output_scale"]
    assert formulas.output_points(43, 40, 14, scale) == D("14.00")
    assert formulas.output_points(33, 40, 14, scale) == D("9.33")
    with pytest.raises(ValueError, match="0"):
        formulas.output_points(1, 0, 14, scale)


def test_three_parties_are_weighted_and_none_may_be_missing() -> None:
    weights = REGIME["evaluation.party_weights"].table
    assert formulas.weighted({"third_party": D(86), "purchaser": D(88), "users": D(89)}, weights) == D("87.00")
    with pytest.raises(ValueError, match="weights"):
        formulas.weighted({"third_party": D(86), "purchaser": D(88)}, weights)


SUPPLEMENTS = [(["6"], True), (["6", "4"], True), (["6", "5"], False), (["6", "4.01"], False), ([], True)]


@pytest.mark.parametrize(("percents", "allowed"), SUPPLEMENTS)  # T6
def test_all_supplements_together_stay_within_a_tenth(percents: list[str], allowed: bool) -> None:
    verdict = formulas.supplements_within(D(508_000), [D(508_000) * D(p) / 100 for p in percents], REGIME["contract.supplement_cap"])
    assert verdict.allowed is allowed
    assert allowed or verdict.clause == "PL2014:49"


def test_a_refused_supplement_says_the_sum() -> None:
    verdict = formulas.supplements_within(D(500_000), [D(30_000), D(25_000)], REGIME["contract.supplement_cap"])
    assert verdict.reason == "补充合同累计 55,000 元，为原合同金额的 11%，超过 10%。"


QUALIFIED = [(date(2015, 6, 30), 2, True), (date(2015, 6, 30), 1, False), (date(2015, 6, 29), 2, False)]


@pytest.mark.parametrize(("on", "qualified", "goes_on"), QUALIFIED)  # T7
def test_a_consultation_goes_on_with_two_since_midyear(on: date, qualified: int, goes_on: bool) -> None:
    assert (qualified >= params.get("procurement.min_suppliers_consultation", on).number) is goes_on


SPLIT = [([300_000, 250_000], False), ([300_000, 200_000], True), ([600_000], True), ([], True)]


@pytest.mark.parametrize(("amounts", "allowed"), SPLIT)  # T16
def test_purchases_of_one_kind_may_not_pass_the_threshold_together(amounts: list[int], allowed: bool) -> None:
    verdict = formulas.not_split([D(a) for a in amounts], REGIME["procurement.open_tender_threshold"])
    assert verdict.allowed is allowed
    assert allowed or verdict.clause == "IR2015:28"
