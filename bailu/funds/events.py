"""News of this room."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """Money left the treasury. ``reference`` names what it was paid for, as given when it was asked for."""

    order_id: int
    reference: str
    encumbrance_id: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Rejected:
    """A payment was refused by the treasury; what it was asked for may be asked for again."""

    order_id: int
    reference: str
    encumbrance_id: int
    reason: str
