"""The price: what counts after a policy deduction, and whether it is abnormally low (RULEBOOK 2.7, 2.8, 2.10)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bailu.kernel.money import yuan
from bailu.law.params import Param


def evaluated(price: Decimal, *, enterprise: bool, small: bool, deduction: Param) -> Decimal:
    """The price that is compared. Only a small or micro *enterprise* has the deduction; a 民办非企业单位 is no enterprise."""
    if not (enterprise and small) or deduction.off:
        return price
    return yuan(price * (1 - deduction.amount))


def scores(prices: Mapping[int, Decimal], weight: Decimal) -> dict[int, Decimal]:
    """Lowest over own, times the weight, two places half up. Nobody's price is dropped; a weight of nothing scores nothing."""
    lowest = min(prices.values(), default=Decimal(0))
    return {bid: yuan(lowest / price * weight) for bid, price in prices.items()}


def low(price: Decimal, prices: Mapping[int, Decimal], ceiling: Decimal, line: Param) -> bool:
    """Strictly below the line: of the mean, of the second lowest, or of the ceiling. Before the rule was in force, never."""
    if line.off:
        return False
    shares = line.table
    everyone = sorted(prices.values())
    below_mean = len(everyone) > 1 and price * len(everyone) < shares["mean"] * sum(everyone)
    below_second = len(everyone) > 1 and price == everyone[0] and price < shares["second"] * everyone[1]
    return bool(below_mean or below_second or price < shares["ceiling"] * ceiling)
