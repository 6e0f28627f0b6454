"""How needs are ranked (clause 3.4): criteria with weights, each rated by who assesses, one score of a hundred. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law.params import Regime
from bailu.planning.enums import NeedCriterion, Rating
from bailu.planning.rules import PROGRAMME

MOST = max(int(value) for value in Rating.values)


def weights(regime: Regime) -> dict[str, int]:
    """By criterion, as the regime of the day sets them."""
    table = regime["planning.need_weights"].table
    return {criterion.value: int(table[criterion.value.lower()]) for criterion in NeedCriterion}


def rated_whole(ratings: Mapping[str, int]) -> Verdict:
    """All criteria or none: a score of half of them would rank wrongly."""
    if not ratings or (set(ratings) == set(NeedCriterion.values) and all(1 <= r <= MOST for r in ratings.values())):
        return ALLOWED
    return refuse(_("请就每项标准评出高低。"), PROGRAMME, code="ratings")


def weighed(ratings: Mapping[str, int], of: Mapping[str, int]) -> list[dict[str, Any]]:
    """What is kept of a ranking, so that its score can be opened later whatever the weights are then."""
    return [{"criterion": c.value, "rating": ratings[c], "weight": of[c]} for c in NeedCriterion if c in ratings]


def score(lines: list[dict[str, Any]]) -> Decimal | None:
    """Of a hundred: each rating as a share of the highest, by its weight. Nothing when nothing was rated."""
    whole = sum(line["weight"] for line in lines)
    if not whole:
        return None
    exact = sum((Fraction(line["rating"] * line["weight"], MOST * whole) for line in lines), Fraction(0)) * 100
    return round(Decimal(exact.numerator) / exact.denominator, 2)


def shown(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each criterion in words, its weight, and what it adds to the score."""
    return [
        {
            "criterion": NeedCriterion(line["criterion"]).label,
            "rating": Rating(str(line["rating"])).label,
            "weight": line["weight"],
            "points": round(Decimal(line["rating"] * line["weight"]) / MOST, 2),
        }
        for line in lines
    ]
