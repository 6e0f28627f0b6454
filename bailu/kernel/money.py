"""Yuan with two places. No cent is lost or made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
CURRENCY = "CNY"


def yuan(value: Decimal | int | str) -> Decimal:
    """Round half up to cents, as offices do."""
    return Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)


def allocate(total: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Split ``total`` by weights so that the parts sum to it exactly; the last cents go to the largest remainders.

    Raises ValueError when a weight is negative or all are zero.
    """
    total = yuan(total)
    parts = [Decimal(w) for w in weights]
    whole = sum(parts)
    if not parts or whole <= 0 or any(p < 0 for p in parts):
        raise ValueError("weights must be positive")
    cents = int(total / CENT)
    exact = [Decimal(cents) * p / whole for p in parts]
    floors = [int(e // 1) for e in exact]
    rest = cents - sum(floors)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[:rest]:
        floors[i] += 1
    return [Decimal(f) * CENT for f in floors]
