"""Three parties, mid-term and end, the fee, acceptance. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.evaluation.enums import Aspect, Grade, Party
from bailu.kernel.money import allocate
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law import formulas
from bailu.law.params import Param, Regime

HUNDRED = Decimal(100)
# The five choices of a recipient's card, from "very dissatisfied" to "very satisfied".
LOWEST, HIGHEST = 1, 5


def independent(evaluator: int, *, provider: int, purchaser: int, tied: bool) -> Verdict:
    """The evaluator is neither party and no one of it is tied to the provider (XM2015:3.7, RULEBOOK 4.9)."""
    if evaluator in (provider, purchaser):
        return refuse(_("第三方评估机构不能是合同的任何一方。"), "XM2015:3.7", code="party")
    if tied:
        return refuse(_("该评估机构与承接主体有利害关系，应当回避。"), "RB:4.9", code="tied")
    return ALLOWED


def three_parties(scores: Mapping[str, Decimal | None]) -> Verdict:
    """Purchaser, recipients and third party must all have spoken (XM2015:3.7)."""
    missing = [str(p.label) for p in Party if scores.get(p.value) is None]
    if not missing:
        return ALLOWED
    return refuse(_("还缺评价：%(who)s。") % {"who": "、".join(missing)}, "XM2015:3.7", code="parties")


def score_in_range(score: Decimal) -> Verdict:
    if 0 <= score <= HUNDRED:
        return ALLOWED
    return refuse(_("分数应在 0 至 100 之间。"), "RB:4.6", code="range")


def answers_needed(least: int, served: int) -> int:
    """The sample the regime asks for, or everybody where fewer were served."""
    return min(least, served) if served else least


def enough_answers(answered: int, least: int, served: int) -> Verdict:
    """At least the sample the regime asks for, or everybody where fewer were served (RULEBOOK 4.8)."""
    needed = answers_needed(least, served)
    if answered >= needed:
        return ALLOWED
    return refuse(_("服务对象评价只有 %(n)s 份，至少需要 %(m)s 份。") % {"n": answered, "m": needed}, "RB:4.8", code="answers")


def users_score(answers: Sequence[int]) -> Decimal:
    """The mean of one-to-five answers as a score of 100."""
    if not answers:
        raise ValueError("nobody answered")
    return formulas.two_places(Decimal(sum(answers)) * HUNDRED / (HIGHEST * len(answers)))


def third_party_score(aspects: Mapping[str, Decimal], weights: Param) -> Decimal:
    """The three aspects put together by the weights of the evaluation's kind."""
    return formulas.weighted({a.value: aspects[a.value] for a in Aspect}, dict(weights.table))


def total(scores: Mapping[str, Decimal], regime: Regime) -> Decimal:
    """The parties' scores put together (third party 60, purchaser 20, users 20 by default)."""
    return formulas.weighted(dict(scores), dict(regime["evaluation.party_weights"].table))


def fee_part(fee: Decimal, kind: str, split: Param) -> Decimal:
    """What the evaluator is paid after this evaluation: 40 % after the mid-term, the rest after the final one."""
    mid, final = allocate(fee, (int(split.table["mid"]), int(split.table["final"])))
    return mid if kind == "MID" else final


def opens_instalment(grade: str) -> bool:
    """An unqualified service holds its instalment (RULEBOOK 4.6)."""
    return grade != Grade.UNQUALIFIED


def mid_term_first(kind: str, mid_published: bool) -> Verdict:
    """The final evaluation follows the mid-term one (XM2015:5.4)."""
    if kind == "FINAL" and not mid_published:
        return refuse(_("中期评估尚未公布，不能进行末期评估。"), "XM2015:5.4", code="order")
    return ALLOWED


def not_before_midpoint(kind: str, on: dt.date, due_on: dt.date) -> Verdict:
    """The mid-term evaluation is not held before the service is half done."""
    if kind == "MID" and on < due_on:
        return refuse(_("中期评估应在服务期过半（%(d)s）后进行。") % {"d": due_on}, "XM2015:5.4", code="early")
    return ALLOWED


def may_accept(final_grade: str, opinions: int) -> Verdict:
    """Acceptance needs the published final evaluation, at least qualified, and the users' opinion (IR2015:45)."""
    if not final_grade:
        return refuse(_("末期评估尚未公布，不能验收。"), "XM2015:5.4", code="final")
    if final_grade == Grade.UNQUALIFIED:
        return refuse(_("末期评估不合格，不能验收。"), "RB:4.6", code="grade")
    if opinions < 1:
        return refuse(_("公共服务项目验收应当邀请服务对象参加并记录其意见。"), "IR2015:45", code="users")
    return ALLOWED


def other_person(actor: int | None, earlier: Sequence[int | None]) -> Verdict:
    """Who bought or signed does not accept (PL2014:61)."""
    if actor in [p for p in earlier if p is not None]:
        return refuse(_("经办采购或签订合同的人不能办理验收。"), "PL2014:61", code="separation")
    return ALLOWED


def cards_within(number: int, issued: int, served: int) -> Verdict:
    """No more cards than people served: a card that nobody holds is an answer that somebody invents."""
    if number < 1:
        return refuse(_("请填写要发放的份数。"), "XM2015:3.7", code="number")
    if issued + number > served:
        reason = _("已服务 %(s)s 人，已发 %(i)s 份，最多还能发 %(r)s 份。") % {"s": served, "i": issued, "r": max(served - issued, 0)}
        return refuse(reason, "XM2015:3.7", code="number")
    return ALLOWED


def card_open(answered: bool, state: str) -> Verdict:
    """A card answers once, while scores are gathered."""
    if answered:
        return refuse(_("这张卡已经评价过了，谢谢。"), "XM2015:3.7", code="answered")
    if state != "SELF_REPORTED":
        return refuse(_("这次评价已经结束，谢谢。"), "XM2015:3.7", code="closed")
    return ALLOWED


def satisfaction_in_range(value: int) -> Verdict:
    if LOWEST <= value <= HIGHEST:
        return ALLOWED
    return refuse(_("请在五个选项中选择一个。"), "RB:4.8", code="range")


def may_be_rectified(kind: str, grade: str, *, published: bool, rectified: bool) -> Verdict:
    """What an unqualified mid-term evaluation found is put right, once, and opens the instalment it held (RULEBOOK 4.6)."""
    if not published or kind != "MID" or grade != Grade.UNQUALIFIED:
        return refuse(_("只有中期评估不合格的，才需要确认整改。"), "RB:4.6", code="grade")
    if rectified:
        return refuse(_("整改已经确认。"), "RB:4.6", code="done")
    return ALLOWED


def accepted_on(on: dt.date, evaluated: dt.date, today: dt.date) -> Verdict:
    """Accepted on a day after the final evaluation, and not in the future."""
    if evaluated <= on <= today:
        return ALLOWED
    return refuse(_("验收日期应在末期评估公布之后，且不晚于今天。"), "IR2015:45", code="day")


def every_standard_passed(standards: Sequence[Mapping[str, object]]) -> Verdict:
    """The certificate lists each standard; one that is not met stops the acceptance (IR2015:45)."""
    if not standards:
        return refuse(_("验收书应当逐项列明服务标准的履约情况。"), "IR2015:45", code="standards")
    failed = [str(s.get("standard", "")) for s in standards if not s.get("passed")]
    if failed:
        return refuse(_("尚未达标：%(what)s。整改后再验收。") % {"what": "、".join(failed)}, "IR2015:45", code="standards")
    return ALLOWED
