"""The law's arithmetic: fee, price score, deduction, abnormal price, grade, output, supplements, splitting.

Pure functions; their numbers come from the regime of the purchase. Money is rounded to the cent, points to two places, half up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law.params import Param, Regime
from bailu.law.wording import valued

CENT = Decimal("0.01")
ON_TOP, INSIDE = "ON_TOP", "INSIDE"
UNQUALIFIED = "unqualified"
Number = int | Decimal | Fraction


def two_places(value: Number) -> Decimal:
    """Rounded to two places, half up."""
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class FeePlan:
    """How a purchase's money divides: `service` to the provider, `fee` to the evaluator, `total` spoken for on the budget line."""

    service: Decimal
    fee: Decimal

    @property
    def total(self) -> Decimal:
        return self.service + self.fee


def evaluation_fee(total: Decimal, regime: Regime) -> Decimal:
    """The evaluation fee on the total purchase funds (XM2015:3.7); nothing before the rule was in force."""
    rate = regime["evaluation.fee_rate"]
    return CENT * 0 if rate.off else two_places(total * rate.amount)


def fee_plan(amount: Decimal, regime: Regime, mode: str | None = None) -> FeePlan:
    """Service and fee for `amount` yuan: the fee on top of it, or inside it, as `mode` or the regime says (RB:1.9)."""
    chosen = mode or regime["evaluation.fee_mode"].value
    if chosen not in (ON_TOP, INSIDE):
        raise ValueError(chosen)
    fee = evaluation_fee(amount, regime)
    return FeePlan(two_places(amount - fee if chosen == INSIDE else amount), fee)


def price_score(lowest: Decimal, own: Decimal, weight: Number) -> Decimal:
    """Low price first: the lowest evaluated price earns all of `weight` points, a higher one in proportion (RB:2.7)."""
    if not 0 < lowest <= own:
        raise ValueError(f"the lowest price {lowest} must be above zero and not above {own}")
    return two_places(Fraction(lowest) / Fraction(own) * Fraction(weight))


def hours_score(committed: Decimal, most: Decimal, weight: Number) -> Decimal:
    """Where the price is fixed: service hours offered against the most offered, times `weight` points."""
    if not 0 <= committed <= most or most == 0:
        raise ValueError(f"{committed} of {most} hours")
    return two_places(Fraction(committed) / Fraction(most) * Fraction(weight))


def evaluated_price(price: Decimal, deduction: Decimal, *, small_enterprise: bool) -> Decimal:
    """The price that counts in scoring. Only a small or micro *enterprise* has the deduction: a private non-enterprise unit has not."""
    return two_places(price * (1 - deduction)) if small_enterprise else two_places(price)


def is_enterprise_code(credit_code: str) -> bool:
    """Whether a unified social credit code is a business's (9…); 51, 52 and 53 are social organisations, never enterprises."""
    return credit_code.startswith("9")


def low_price_triggers(price: Decimal, compliant: Sequence[Decimal], ceiling: Decimal, param: Param) -> tuple[str, ...]:
    """Which lines an abnormally low price crosses: mean, second, ceiling. Strictly below; none where the rule is not in force.

    `compliant` are the prices of all compliant bids, this one among them; `ceiling` is the price ceiling, or the budget without one.
    """
    if param.off:
        return ()
    lines = param.table
    crossed = []
    if compliant and price * len(compliant) < sum(compliant) * lines["mean"]:
        crossed.append("mean")
    ordered = sorted(compliant)
    if len(ordered) > 1 and price == ordered[0] and price < ordered[1] * lines["second"]:
        crossed.append("second")
    if price < ceiling * lines["ceiling"]:
        crossed.append("ceiling")
    return tuple(crossed)


def grade(score: Number, cuts: Param) -> str:
    """The grade of a score: half-open bands, so that 89.5 is good and nothing falls between two grades (RB:4.6)."""
    for name, least in cuts.table.items():
        if score >= least:
            return str(name)
    return UNQUALIFIED


def output_share(done: Number, target: Number, scale: Param) -> Fraction:
    """The share of an indicator's points earned by what was done of the target: all, two thirds, a third, nothing (RB:4.8)."""
    if target <= 0:
        raise ValueError(target)
    percent = Fraction(done) / Fraction(target) * 100
    return next((Fraction(share) for least, share in scale.parts if percent >= least), Fraction(0))


def output_points(done: Number, target: Number, points: Number, scale: Param) -> Decimal:
    """Points for an output indicator, two places."""
    return two_places(output_share(done, target, scale) * Fraction(points))


def weighted(scores: Mapping[str, Number], weights: Mapping[str, int]) -> Decimal:
    """Scores of 100 put together by their weights. Raises ValueError if a score is missing or has no weight."""
    if scores.keys() != weights.keys():
        raise ValueError(f"scores {sorted(scores)} for weights {sorted(weights)}")
    total = sum(weights.values())
    return two_places(sum((Fraction(scores[name]) * weight for name, weight in weights.items()), Fraction(0)) / total)


def supplements_within(original: Decimal, supplements: Sequence[Decimal], cap: Param) -> Verdict:
    """All supplements together stay within their share of the original contract (PL2014:49)."""
    together = sum(supplements, Decimal(0))
    if cap.off or together <= original * cap.amount:
        return ALLOWED
    words = {
        "together": valued(together, "yuan"),
        "share": valued(two_places(together * 100 / original) / 100, "ratio"),
        "cap": valued(cap.value, "ratio"),
    }
    reason = _("补充合同累计 %(together)s，为原合同金额的 %(share)s，超过 %(cap)s。") % words
    return refuse(reason, cap.clause, code="above_cap")


def not_split(amounts: Sequence[Decimal], threshold: Param) -> Verdict:
    """Purchases of one kind under one budget item in one fiscal year, none by tender, may not together pass the threshold (IR2015:28)."""
    together = sum(amounts, Decimal(0))
    if threshold.off or len(amounts) < 2 or together <= threshold.amount:
        return ALLOWED
    words = {"count": len(amounts), "together": valued(together, "yuan"), "threshold": valued(threshold.value, "yuan")}
    reason = _("同类服务本年度 %(count)s 次非招标采购合计 %(together)s，超过公开招标数额标准 %(threshold)s，属于化整为零。") % words
    return refuse(reason, "IR2015:28", code="split")
