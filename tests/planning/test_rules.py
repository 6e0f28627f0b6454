"""The law on what is planned, row by row, without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from bailu.kernel.verdict import Verdict
from bailu.law import clauses, formulas, params
from bailu.planning import rules
from bailu.planning.enums import CostHead, NeedState, TargetKind

D = Decimal
DAY = dt.date(2015, 2, 2)
R2015, R2022 = params.regime(dt.date(2015, 2, 4)), params.regime(dt.date(2022, 4, 1))
IR = clauses.instrument("IR2015")


def survey(**changes: object) -> rules.SurveyFacts:
    facts = {"sample": 420, "found": 312, "since": dt.date(2015, 1, 5), "until": DAY, "today": DAY, "findings": "跌倒多"}
    return rules.SurveyFacts(**{**facts, **changes})  # type: ignore[arg-type]


def need(state: str = NeedState.ASSESSED, purchaser: int = 1) -> rules.NeedFacts:
    return rules.NeedFacts("N-2015-0001", state, purchaser)


FULL = [("STAFF", D(324000)), ("ACTIVITY", D(108000)), ("SUPERVISION", D(24000)), ("MANAGEMENT", D(40000)), ("TAX", D(12000))]


@pytest.mark.parametrize(
    ("verdict", "code", "clause"),
    [
        (rules.in_scope(["POP08"], ["FLD01"], [], {}), "", ""),
        (rules.in_scope([], ["FLD01"], [], {}), "no_population", "XM2015:2"),
        (rules.in_scope(["POP08"], [], [], {}), "no_field", "XM2015:2"),
        (rules.in_scope(["POP09"], ["FLD01"], [], {"POP09": "流浪未成年人"}), "scope", "XM2015:2"),
        (rules.in_scope(["POP09"], ["FLD01"], ["POP09"], {}), "", ""),
        (rules.in_scope(["POP01"], ["FLD12"], [], {}), "scope", "XM2015:2"),
        (rules.within_needs(["POP08"], ["FLD01"], [(["POP08"], ["FLD01", "FLD03"])]), "", ""),
        (rules.within_needs(["POP07", "POP08"], ["FLD01"], [(["POP08"], ["FLD01"]), (["POP07"], ["FLD11"])]), "", ""),
        (rules.within_needs(["POP07"], ["FLD01"], [(["POP08"], ["FLD01"])]), "beyond_need", "XM2015:3.4"),
        (rules.within_needs(["POP08"], ["FLD02"], [(["POP08"], ["FLD01"])]), "beyond_need", "XM2015:3.4"),
        (rules.survey_whole(survey()), "", ""),
        (rules.survey_whole(survey(sample=0)), "sample", "XM2015:3.4"),
        (rules.survey_whole(survey(until=dt.date(2015, 1, 4))), "dates", "XM2015:3.4"),
        (rules.survey_whole(survey(until=dt.date(2015, 2, 3))), "unfinished", "XM2015:3.4"),
        (rules.survey_whole(survey(findings=" ")), "findings", "XM2015:3.4"),
        (rules.surveyed(True), "", ""),
        (rules.surveyed(False), "survey", "XM2015:3.4"),
        (rules.consulted(False, dt.date(2015, 2, 28), IR), "", ""),
        (rules.consulted(False, dt.date(2015, 3, 1), IR), "consultation", "IR2015:15"),
        (rules.consulted(True, dt.date(2015, 3, 1), IR), "", ""),
        (rules.consultation_whole(dt.date(2015, 1, 1), DAY, DAY), "", ""),
        (rules.consultation_whole(DAY, dt.date(2015, 1, 1), DAY), "dates", "IR2015:15"),
        (rules.consultation_whole(DAY, dt.date(2015, 2, 3), DAY), "unfinished", "IR2015:15"),
        (rules.needs_assessed([need()], 1), "", ""),
        (rules.needs_assessed([], 1), "no_need", "XM2015:3.4"),
        (rules.needs_assessed([need(purchaser=2)], 1), "foreign_need", "XM2015:3.4"),
        *((rules.needs_assessed([need(), need(s)], 1), "unassessed", "XM2015:3.4") for s in NeedState if s != NeedState.ASSESSED),
        (rules.cost_items_whole([rules.CostFacts("STAFF", D(1), D(1), 1)]), "", ""),
        (rules.cost_items_whole([rules.CostFacts("STAFF", D(0), D(1), 1)]), "cost_figures", "XM2015:3.4"),
        (rules.cost_items_whole([rules.CostFacts("STAFF", D(1), D(0), 1)]), "cost_figures", "XM2015:3.4"),
        (rules.cost_items_whole([rules.CostFacts("STAFF", D(1), D(1), 0)]), "cost_figures", "XM2015:3.4"),
        (rules.costed([], R2015), "costing", "XM2015:3.4"),
        (rules.costed(FULL, R2015), "", ""),
        (rules.costed([("STAFF", D(90)), ("MANAGEMENT", D(10))], R2015), "", ""),
        (rules.costed([("STAFF", D("89.9")), ("MANAGEMENT", D("10.1"))], R2015), "above_cap", "RB:4.11"),
        (rules.costed([("STAFF", D("69.9")), ("ACTIVITY", D("30.1"))], R2015), "", ""),
        (rules.costed([("STAFF", D("69.9")), ("ACTIVITY", D("30.1"))], R2022), "below_share", "XM2022-20"),
        (rules.costed([("STAFF", D(70)), ("ACTIVITY", D(30))], R2022), "", ""),
        (rules.four_classes(list(TargetKind)), "", ""),
        *((rules.four_classes([k for k in TargetKind if k != lacking]), "targets", "XM2015:3.4") for lacking in TargetKind),
        (rules.targets_whole([("个案", D(40), "档案")]), "", ""),
        (rules.targets_whole([("个案", D(-1), "档案")]), "target", "XM2015:3.4"),
        (rules.targets_whole([("个案", D(40), "")]), "target", "XM2015:3.4"),
        (rules.months_within(12, R2015), "", ""),
        (rules.months_within(13, R2015), "months", "CK2014-37"),
        (rules.figures_whole(1, 1), "", ""),
        (rules.figures_whole(0, 1), "figures", "XM2015:3.4"),
        (rules.figures_whole(1, 0), "figures", "XM2015:3.4"),
        (rules.line_named(3), "", ""),
        (rules.line_named(None), "line", "PL2014:6"),
        (rules.same_year(2015, 2015, "B"), "", ""),
        (rules.same_year(2014, 2015, "B"), "year", "PL2014:6"),
        (rules.same_purchaser(1, 1, "B"), "", ""),
        (rules.same_purchaser(1, 2, "B"), "line_purchaser", "PL2014:6"),
        (rules.reason_given("因为"), "", ""),
        (rules.reason_given("  "), "reason", "XM2015:2"),
    ],
)
def test_each_rule_answers_with_its_clause(verdict: Verdict, code: str, clause: str) -> None:
    assert (verdict.allowed, verdict.code, verdict.clause) == (code == "", code, clause)
    if clause:
        assert clauses.get(clause).id == clause
        assert str(verdict.reason)


def test_a_refusal_of_scope_names_what_is_outside() -> None:
    assert "流浪未成年人" in str(rules.in_scope(["POP09"], ["FLD01"], [], {"POP09": "流浪未成年人"}).reason)


def test_a_refusal_of_targets_names_the_missing_classes() -> None:
    reason = str(rules.four_classes([TargetKind.QUANTITY]).reason)
    assert all(word in reason for word in ("规模", "质量", "效果"))
    assert "缺少：数量" not in reason


def test_a_cost_line_is_price_times_quantity_times_months_to_the_cent() -> None:
    assert rules.CostFacts("STAFF", D("33.333"), D("1.5"), 3).amount == D("150.00")
    assert rules.total([rules.CostFacts("STAFF", D(4500), D(6), 12), rules.CostFacts("TAX", D(12000), D(1))]) == D("336000.00")


def test_shares_add_up_to_the_whole_and_follow_the_order_of_the_heads() -> None:
    found = rules.shares([("TAX", D(10)), ("STAFF", D(30)), ("STAFF", D(20))])
    assert [(s.head, s.amount, s.share, s.percent) for s in found] == [
        (CostHead.STAFF, D(50), Fraction(5, 6), D("83.3")),
        (CostHead.TAX, D(10), Fraction(1, 6), D("16.7")),
    ]
    assert rules.shares([]) == ()


def test_t1_the_fee_on_a_million_is_thirty_thousand_on_top_or_inside() -> None:
    on_top, inside = (formulas.fee_plan(D(1_000_000), R2015, mode) for mode in (formulas.ON_TOP, formulas.INSIDE))
    assert (on_top.service, on_top.fee, on_top.total) == (D("1000000.00"), D("30000.00"), D("1030000.00"))
    assert (inside.service, inside.fee, inside.total) == (D("970000.00"), D("30000.00"), D("1000000.00"))
    assert R2015["evaluation.fee_mode"].value == formulas.ON_TOP


@pytest.mark.parametrize(("amount", "fee"), [(508000, "15240.00"), (554000, "16620.00"), (573500, "17205.00")])
def test_the_fees_of_the_three_purchases_of_2013(amount: int, fee: str) -> None:
    assert formulas.evaluation_fee(D(amount), R2015) == D(fee)
