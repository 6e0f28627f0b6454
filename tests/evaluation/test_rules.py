"""What the law says of evaluation and acceptance, as tables. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailu.evaluation import rows, rules
from bailu.evaluation.enums import Aspect, Grade, Party
from bailu.kernel.verdict import Verdict
from bailu.law import formulas, params

ON = dt.date(2015, 3, 3)
REGIME = params.regime(ON)
D = Decimal


def refused(verdict: Verdict, clause: str) -> bool:
    return not verdict.allowed and not verdict.forbidden and verdict.clause == clause and bool(str(verdict.reason))


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "excellent"),
        ("90", "excellent"),
        ("89.99", "good"),
        ("80", "good"),
        ("79.99", "qualified"),
        ("60", "qualified"),
        ("59.99", "unqualified"),
        ("0", "unqualified"),
    ],
)
def test_grades_are_half_open(score: str, grade: str) -> None:
    assert formulas.grade(D(score), REGIME["evaluation.grade_cuts"]) == grade


@pytest.mark.parametrize(
    ("done", "share"),
    [(50, Fraction(1)), (40, Fraction(1)), (39, Fraction(2, 3)), (32, Fraction(2, 3)), (31, Fraction(1, 3)), (24, Fraction(1, 3)), (23, 0), (0, 0)],
)  # fmt: skip
def test_output_scale_of_forty_cases(done: int, share: Fraction) -> None:
    assert formulas.output_share(done, 40, REGIME["evaluation.output_scale"]) == share


def test_the_fee_is_split_forty_and_sixty() -> None:
    split = REGIME["evaluation.fee_split"]
    assert (rules.fee_part(D("15240.00"), "MID", split), rules.fee_part(D("15240.00"), "FINAL", split)) == (D("6096.00"), D("9144.00"))


@given(st.decimals(min_value=1, max_value=10**9, places=2))
def test_the_parts_of_the_fee_are_the_fee(fee: Decimal) -> None:
    split = REGIME["evaluation.fee_split"]
    assert rules.fee_part(fee, "MID", split) + rules.fee_part(fee, "FINAL", split) == fee


@pytest.mark.parametrize(
    ("answers", "score"), [((5,), "100"), ((1,), "20"), ((5, 4), "90"), ((5, 5, 4, 4, 3), "84"), ((5, 5, 4), "93.33"), ((2, 2, 3), "46.67")]
)
def test_users_score_is_the_mean_as_hundred(answers: Sequence[int], score: str) -> None:
    assert rules.users_score(answers) == D(score)


def test_nobody_asked_has_no_score() -> None:
    with pytest.raises(ValueError, match="nobody"):
        rules.users_score([])


def test_parties_weigh_sixty_twenty_twenty() -> None:
    scores = {"third_party": D(86), "purchaser": D(88), "users": D(90)}
    assert rules.total(scores, REGIME) == D("87.20")


@pytest.mark.parametrize(("kind", "score"), [("mid", "85.80"), ("final", "86.40")])
def test_aspects_weigh_by_the_kind_of_evaluation(kind: str, score: str) -> None:
    aspects = {Aspect.SERVICE: D(86), Aspect.EFFECT: D(88), Aspect.MANAGEMENT: D(84)}
    assert rules.third_party_score(aspects, REGIME[f"evaluation.aspect_weights_{kind}"]) == D(score)


@pytest.mark.parametrize("missing", Party.values)
def test_three_parties_must_speak(missing: str) -> None:
    scores: dict[str, Decimal | None] = dict.fromkeys(Party.values, D(80))
    assert rules.three_parties(scores).allowed
    assert refused(rules.three_parties(scores | {missing: None}), "XM2015:3.7")


@pytest.mark.parametrize(
    ("answered", "served", "enough"), [(30, 300, True), (29, 300, False), (5, 5, True), (4, 5, False), (0, 0, False), (30, 0, True)]
)
def test_enough_recipients_answer(answered: int, served: int, enough: bool) -> None:
    verdict = rules.enough_answers(answered, REGIME["evaluation.user_sample"].number, served)
    assert verdict.allowed is enough
    assert enough or refused(verdict, "RB:4.8")


@pytest.mark.parametrize(
    ("evaluator", "tied", "clause"), [(3, False, ""), (1, False, "XM2015:3.7"), (2, False, "XM2015:3.7"), (3, True, "RB:4.9")]
)
def test_the_evaluator_is_independent(evaluator: int, tied: bool, clause: str) -> None:
    verdict = rules.independent(evaluator, provider=1, purchaser=2, tied=tied)
    assert verdict.allowed if not clause else refused(verdict, clause)


@pytest.mark.parametrize(("number", "issued", "served", "fits"), [(5, 0, 5, True), (6, 0, 5, False), (1, 5, 5, False), (0, 0, 5, False)])
def test_no_more_cards_than_people_served(number: int, issued: int, served: int, fits: bool) -> None:
    assert rules.cards_within(number, issued, served).allowed is fits


@pytest.mark.parametrize("state", ["PLANNED", "SELF_REPORTED", "DRAFTED", "REPLIED", "PUBLISHED"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_card_answers_once_while_scores_are_gathered(answered: bool, state: str) -> None:
    assert rules.card_open(answered, state).allowed is (not answered and state == "SELF_REPORTED")


@pytest.mark.parametrize(("value", "fits"), [(0, False), (1, True), (5, True), (6, False)])
def test_there_are_five_choices(value: int, fits: bool) -> None:
    assert rules.satisfaction_in_range(value).allowed is fits


@pytest.mark.parametrize(("score", "fits"), [("-0.01", False), ("0", True), ("100", True), ("100.01", False)])
def test_scores_are_of_a_hundred(score: str, fits: bool) -> None:
    assert rules.score_in_range(D(score)).allowed is fits


@pytest.mark.parametrize(("kind", "on", "fits"), [("MID", "10-13", False), ("MID", "10-14", True), ("FINAL", "04-15", True)])
def test_mid_term_is_not_before_the_middle(kind: str, on: str, fits: bool) -> None:
    day = dt.date.fromisoformat(f"2015-{on}")
    verdict = rules.not_before_midpoint(kind, day, dt.date(2015, 10, 14))
    assert verdict.allowed is fits
    assert fits or refused(verdict, "XM2015:5.4")


@pytest.mark.parametrize(("kind", "mid", "fits"), [("MID", False, True), ("FINAL", False, False), ("FINAL", True, True)])
def test_the_final_evaluation_follows_the_mid_term(kind: str, mid: bool, fits: bool) -> None:
    assert rules.mid_term_first(kind, mid).allowed is fits


@pytest.mark.parametrize(
    ("grade", "opinions", "clause"),
    [("", 1, "XM2015:5.4"), ("unqualified", 1, "RB:4.6"), ("qualified", 0, "IR2015:45"), ("qualified", 1, ""), ("excellent", 3, "")],
)
def test_acceptance_needs_the_final_evaluation_and_users(grade: str, opinions: int, clause: str) -> None:
    verdict = rules.may_accept(grade, opinions)
    assert verdict.allowed if not clause else refused(verdict, clause)


def test_who_bought_does_not_accept() -> None:
    assert refused(rules.other_person(7, [7]), "PL2014:61")
    assert rules.other_person(7, [8, None]).allowed
    assert rules.other_person(None, [None]).allowed


@pytest.mark.parametrize(("on", "fits"), [("2016-03-20", False), ("2016-03-21", True), ("2016-04-14", True), ("2016-04-15", False)])
def test_acceptance_lies_between_the_final_evaluation_and_today(on: str, fits: bool) -> None:
    verdict = rules.accepted_on(dt.date.fromisoformat(on), dt.date(2016, 3, 21), dt.date(2016, 4, 14))
    assert verdict.allowed is fits


def test_every_standard_must_be_met() -> None:
    good = {"standard": "个案", "passed": True}
    assert rules.every_standard_passed([good]).allowed
    assert refused(rules.every_standard_passed([]), "IR2015:45")
    failed = rules.every_standard_passed([good, {"standard": "满意度", "passed": False}])
    assert refused(failed, "IR2015:45")
    assert "满意度" in str(failed.reason)


@pytest.mark.parametrize("grade", Grade.values)
def test_only_an_unqualified_service_holds_its_instalment(grade: str) -> None:
    assert rules.opens_instalment(grade) is (grade != "unqualified")


@pytest.mark.parametrize(
    ("kind", "grade", "published", "rectified", "able"),
    [
        ("MID", "unqualified", True, False, True),
        ("MID", "unqualified", True, True, False),
        ("MID", "unqualified", False, False, False),
        ("MID", "qualified", True, False, False),
        ("FINAL", "unqualified", True, False, False),
    ],
)
def test_an_unqualified_mid_term_is_put_right_once(kind: str, grade: str, published: bool, rectified: bool, able: bool) -> None:
    verdict = rules.may_be_rectified(kind, grade, published=published, rectified=rectified)
    assert verdict.allowed is able
    assert able or refused(verdict, "RB:4.6")


def test_rows_carry_what_the_papers_know_and_nothing_else() -> None:
    found = rows.findings([{"finding": "补记", "due_on": dt.date(2015, 11, 30), "DELETE": False}, {"finding": "", "advice": "x"}])
    assert found == [{"finding": "补记", "due_on": "2015-11-30"}]
    assert rows.standards([{"standard": "个案", "passed": "on", "id": 3}]) == [
        {"kind": "服务", "standard": "个案", "required": "", "actual": "", "passed": True}
    ]
    assert rows.opinions([{"who": "代表一", "opinion": "好"}, {"who": "代表二", "opinion": ""}]) == [{"who": "代表一", "opinion": "好"}]
