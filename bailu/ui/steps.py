"""What a station offers to be done next, and the way of a purchase as one sees it at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bailu.kernel.verdict import ALLOWED, Verdict
from bailu.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One act on offer. A refused one is shown greyed with its reason and clause, not hidden.

    ``due_at`` is its deadline, ``basis`` the clause that sets it, ``counted`` how it was counted in words;
    ``whose`` says whose turn it is when it is not the reader's; ``primary`` marks the one next step.
    """

    label: Words
    url: str
    verdict: Verdict = ALLOWED
    due_at: date | datetime | None = None
    basis: str = ""
    counted: Words = ""
    whose: Words = ""
    primary: bool = False


def onward(steps: Iterable[Step], otherwise: str) -> str:
    """Where the reader goes on: the one next step when it is theirs and possible, else ``otherwise``."""
    return next((s.url for s in steps if s.primary and s.url and not s.whose and s.verdict.allowed), otherwise)


class Pace(StrEnum):
    DONE = "done"
    NOW = "now"
    TODO = "todo"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Stop:
    """One station on the way: its name, how far it is, a note (a date, a deadline) and perhaps where it is shown."""

    label: Words
    pace: Pace = Pace.TODO
    note: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a time line: what, when, who; ``tone`` is empty, "stop" or "idle"."""

    label: Words
    at: date | datetime
    who: Words = ""
    note: Words = ""
    url: str = ""
    tone: str = ""
