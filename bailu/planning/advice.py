"""Which way of purchasing the law points to. The room of procurement knows; it hands in the function when it is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bailu.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Advice:
    """``method`` in words, why, by which clauses; ``approvals``: which other ways need whose approval first."""

    method: Words
    reasons: tuple[str, ...]
    clauses: tuple[str, ...]
    approvals: tuple[str, ...] = ()


Source = Callable[[Decimal, dt.date], Advice]
_source: list[Source] = []


def use(source: Source) -> None:
    """Hands in the function that advises on an amount in yuan on a day."""
    _source[:] = [source]


def of(amount: Decimal, on: dt.date) -> Advice | None:
    """Nothing while nothing is costed."""
    return _source[0](amount, on) if _source and amount else None
