"""Who comes second to a step is told what the first one did, and who that was.

The record knows; it lives next door, so that an upper floor hands in the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bailu.kernel import once
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict

#: Refusals that say that something has been done already.
DONE = frozenset({"state", "done", "decided", "signed", "twice", "drawn", "ended", "contracted"})
Telling = Callable[[Actor, Any, dt.datetime | None], str]
_in_use: list[Telling] = []


def use(tell: Telling) -> None:
    """Hand in what says in one sentence what was done last to a subject, at or after a moment if one is given; else nothing."""
    _in_use[:] = [tell]


def told(actor: Actor, subject: Any, verdict: Verdict, key: str = "") -> Verdict:
    """The refusal, and before it what was done meanwhile: since the form was shown, or whenever it was if the refusal is about that."""
    if verdict.allowed or verdict.forbidden or subject is None or not _in_use:
        return verdict
    since = once.shown_at(key)
    if verdict.code not in DONE and since is None:
        return verdict
    said = _in_use[0](actor, subject, None if verdict.code in DONE else since)
    return replace(verdict, reason=f"{said}{verdict.reason}") if said else verdict
