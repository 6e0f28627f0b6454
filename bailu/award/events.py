"""News of this room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decided:
    """The purchaser has decided for a bid, in rank order."""

    award_id: int


@dataclass(frozen=True, slots=True)
class AwardPublished:
    """Notice to the winner and result to the public, together; the term for the contract runs."""

    award_id: int


@dataclass(frozen=True, slots=True)
class AwardDeclined:
    """The winner will not sign; the next in rank may be decided for."""

    award_id: int


@dataclass(frozen=True, slots=True)
class ReviewFailed:
    """Too few bids stood the check: the procedure failed."""

    committee_id: int
