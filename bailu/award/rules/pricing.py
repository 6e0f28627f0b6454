"""The price score of all valid bids together (RULEBOOK 2.7, 2.8, 2.10); the arithmetic is the law's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bailu.law import formulas
from bailu.law.params import Param


def evaluated(price: Decimal, *, enterprise: bool, small: bool, deduction: Param) -> Decimal:
    """The price that is compared. Only a small or micro *enterprise* has the deduction; a 民办非企业单位 is no enterprise."""
    if deduction.off:
        return price
    return formulas.evaluated_price(price, deduction.amount, small_enterprise=enterprise and small)


def scores(prices: Mapping[int, Decimal], weight: Decimal) -> dict[int, Decimal]:
    """Bid -> points, from the evaluated prices; nobody's price is dropped."""
    lowest = min(prices.values(), default=Decimal(0))
    return {bid: formulas.price_score(lowest, price, weight) for bid, price in prices.items()}


def low(price: Decimal, prices: Mapping[int, Decimal], ceiling: Decimal, line: Param) -> bool:
    """Does the price cross a line below which it must be explained? Before the rule was in force, none did."""
    return bool(formulas.low_price_triggers(price, list(prices.values()), ceiling, line))
