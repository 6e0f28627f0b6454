"""The law on public money, row by row, without a database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.funds import rules
from bailu.funds.enums import EncumbrancePurpose as E
from bailu.funds.enums import FundingSource as S
from bailu.funds.enums import LinePurpose as P
from bailu.funds.enums import LineState as L
from bailu.kernel.verdict import Verdict
from bailu.law import clauses

D = Decimal


@pytest.mark.parametrize(
    ("verdict", "code", "clause"),
    [
        (rules.positive(D("0.01")), "", ""),
        (rules.positive(D(0)), "amount", "XM2015:3.6"),
        (rules.positive(D(-1)), "amount", "XM2015:3.6"),
        (rules.lottery_builds(S.LOTTERY, P.INFRASTRUCTURE), "", ""),
        (rules.lottery_builds(S.LOTTERY, P.SERVICE), "lottery", "XM2015:3.6"),
        (rules.lottery_builds(S.FISCAL, P.SERVICE), "", ""),
        (rules.lottery_builds(S.FISCAL, P.INFRASTRUCTURE), "", ""),
        (rules.giver_named(S.FOUNDATION, "某基金会"), "", ""),
        (rules.giver_named(S.FOUNDATION, "  "), "giver", "XM2015:3.6"),
        (rules.giver_named(S.ENTERPRISE, ""), "giver", "XM2015:3.6"),
        (rules.giver_named(S.FISCAL, ""), "", ""),
        (rules.treasury_function("FINANCE"), "", ""),
        (rules.treasury_function("CIVIL_AFFAIRS"), "treasury", "XM2015:3.6"),
        (rules.another_person(1, 2, "不行"), "", ""),
        (rules.another_person(None, None, "不行"), "", ""),
        (rules.another_person(1, 1, "不行"), "two_people", "RB:8.2"),
        (rules.line_open(L.APPROVED, "B-2015-0001"), "", ""),
        *((rules.line_open(s, "B-2015-0001"), "line_state", "PL2014:6") for s in L if s != L.APPROVED),
        (rules.purpose_fits(P.SERVICE, E.SERVICE), "", ""),
        (rules.purpose_fits(P.SERVICE, E.EVALUATION_FEE), "", ""),
        (rules.purpose_fits(P.INFRASTRUCTURE, E.INFRASTRUCTURE), "", ""),
        (rules.purpose_fits(P.INFRASTRUCTURE, E.SERVICE), "purpose", "XM2015:3.6"),
        (rules.purpose_fits(P.INFRASTRUCTURE, E.EVALUATION_FEE), "purpose", "XM2015:3.6"),
        (rules.purpose_fits(P.SERVICE, E.INFRASTRUCTURE), "purpose", "XM2015:3.6"),
        (rules.within_available(D(100), D(100), "B-2015-0001"), "", ""),
        (rules.within_available(D(100), D("100.01"), "B-2015-0001"), "available", "PL2014:6"),
        (rules.within_encumbrance(D(100), D(100)), "", ""),
        (rules.within_encumbrance(D(100), D("100.01")), "encumbrance", "XM2015:3.6"),
        (rules.nothing_waits(D(0)), "", ""),
        (rules.nothing_waits(D("0.01")), "encumbered", "XM2015:3.6"),
    ],
)
def test_each_rule_answers_with_its_clause(verdict: Verdict, code: str, clause: str) -> None:
    assert (verdict.allowed, verdict.code, verdict.clause) == (code == "", code, clause)
    if clause:
        assert clauses.get(clause).id == clause
        assert str(verdict.reason)


def test_a_refusal_above_what_is_available_says_how_much_is_missing() -> None:
    reason = str(rules.within_available(D("1000.00"), D("1250.50"), "B-2015-0007").reason)
    assert "B-2015-0007" in reason
    assert "1,000.00" in reason
    assert "250.50" in reason
