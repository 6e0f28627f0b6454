"""A figure and its bound, and how two things are measured in turns so that a busy machine slows both."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    order: Literal["<=", ">="]
    bound: float

    @property
    def holds(self) -> bool:
        return self.value <= self.bound if self.order == "<=" else self.value >= self.bound

    def __str__(self) -> str:
        return f"{self.name} {_short(self.value)} {self.order} {_short(self.bound)}{'' if self.holds else '   MISSED'}"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 20 or value == int(value) else f"{value:.2f}"


def in_turns(measures: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Each measured once a round, the first round thrown away as the warming up."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            value = measure()
            if number:
                found[name].append(value)
    return found


def ratio(over: list[float], under: list[float]) -> float:
    """The median of the ratios of each round."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))
