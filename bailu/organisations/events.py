"""News of this room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConditionsSubmitted:
    """A provider asks to be admitted, or renews a condition; the bureau is to decide."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class ConditionsDecided:
    organisation_id: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class StandingChanged:
    """Suspended, barred, or let in again."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """A person has left a role: what waited for that person waits for the role."""

    membership_id: int
