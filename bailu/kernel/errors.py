"""What an act may raise: everything else is a fault of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bailu.kernel.verdict import Verdict


class ActError(Exception):
    """An act did not happen; nothing was changed."""


class Refused(ActError):
    """The law or the state of things says no (HTTP 422)."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


class Forbidden(ActError):
    """The person has no right to it (HTTP 403)."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


class OutOfScope(ActError):
    """The thing does not exist for this person (HTTP 404)."""
