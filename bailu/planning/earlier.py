"""What became of earlier purchases. The rooms above know it; this room asks them by a function they hand in when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled purchase: price of its contract in yuan, what was delivered by what is counted, how it was graded at the end.

    ``grade`` is a key of ``planning.grade_factors``, ``score`` of a hundred; both empty when it was not evaluated.
    """

    project_no: str
    amount: Decimal
    done: Mapping[str, Decimal]
    grade: str = ""
    grade_label: str = ""
    score: Decimal | None = None


Source = Callable[[Sequence[str]], Mapping[str, Outcome]]
_source: list[Source] = []


def use(source: Source) -> None:
    """Hands in the function that tells what became of purchases, by their numbers; those not settled are left out."""
    _source[:] = [source]


def outcomes(project_nos: Sequence[str]) -> Mapping[str, Outcome]:
    return _source[0](project_nos) if _source and project_nos else {}
