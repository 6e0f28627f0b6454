"""The one next step of a purchase for the person who looks: theirs to do, or somebody else's to wait for. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bailu.dossier.queries.rows import REMINDER, Waiting
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.ui.steps import Step
from bailu.ui.timeleft import local_day


@dataclass(frozen=True, slots=True)
class NextStep:
    """``mine`` is what the reader does now; without it ``waiting`` says whose turn it is; with neither nothing is open.

    ``also`` can be done as well, ``refused`` cannot, each with its clause.
    """

    mine: Step | None = None
    waiting: Waiting | None = None
    turn: Step | None = None  # whose turn it is where nobody has been asked yet
    also: tuple[Step, ...] = ()
    refused: tuple[Step, ...] = ()

    @property
    def label(self) -> Words:
        if self.mine is not None:
            return self.mine.label
        if self.waiting is not None:
            return self.waiting.title
        return self.turn.label if self.turn is not None else ""


FAR = dt.date(9999, 1, 1)


def _due(step: Step) -> dt.date:
    return local_day(step.due_at) if step.due_at else FAR


def with_terms(steps: Sequence[Step], tasks: Sequence[Waiting]) -> list[Step]:
    """A step that is on a desk takes over the term of the desk, with how it was counted."""
    asked = {task.url: task for task in tasks if task.kind != REMINDER}
    found = []
    for step in steps:
        task = asked.get(step.url)
        if task is not None and task.due_at is not None and (step.due_at is None or not step.counted):
            step = replace(step, due_at=step.due_at or task.due_at, basis=step.basis or task.basis, counted=step.counted or task.counted)
        found.append(step)
    return found


def choose(actor: Actor, offered: Sequence[Step], tasks: Sequence[Waiting]) -> NextStep:
    """The station's own next step comes first, among several the one with the nearest term, then what the reader was asked for."""
    mine = [task for task in tasks if task.mine(actor)]
    asked = {task.url for task in mine}
    steps = with_terms(offered, tasks)
    can = sorted((s for s in steps if s.verdict.allowed), key=lambda s: (not s.primary, _due(s), s.url not in asked))
    cannot = tuple(s for s in steps if not s.verdict.allowed and not s.verdict.forbidden)
    first = can[0] if can and (can[0].primary or can[0].url in asked) else None
    if first is None and mine:
        first = _from_task(mine[0])
    if first is not None:
        return NextStep(mine=first, also=tuple(s for s in can if s.url != first.url), refused=cannot)
    others = [task for task in tasks if not task.mine(actor) and task.kind != REMINDER]
    turn = next((s for s in steps if s.whose and not s.verdict.allowed), None)
    return NextStep(waiting=others[0] if others else None, turn=turn, also=tuple(can), refused=tuple(s for s in cannot if s is not turn))


def _from_task(task: Waiting) -> Step:
    return Step(task.title, task.url, due_at=task.due_at, basis=task.basis, counted=task.counted, primary=True)


def late(due: dt.date | dt.datetime | None) -> bool:
    return due is not None and local_day(due) < clock.today()
