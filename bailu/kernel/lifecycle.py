"""One frozen table of moves per aggregate.

From it come the check in Python, the trigger in PostgreSQL, the diagram, the matrix of roles and the exhaustive tests.
There is no second state mechanism.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

import pgtrigger
from django.db import models
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, refuse
from bailu.kernel.words import Words

#: Done, to be done by somebody, stopped; in its course; quiet, over.
Tone = Literal["ok", "warn", "stop", "now", "line", "idle"]


@dataclass(frozen=True, slots=True)
class Move:
    """A step of the lifecycle: by whom, from where, to where, on what basis. No roles: only as part of another act or by the system."""

    name: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...] = ()
    basis: str = ""
    label: Words = ""


class Lifecycle:
    """The table of one aggregate; ``label`` is ``room.Model``. ``tones``: which states are marked wherever they are shown, and how."""

    registry: ClassVar[dict[str, Lifecycle]] = {}

    def __init__(
        self,
        label: str,
        *,
        states: type[models.TextChoices],
        initial: Iterable[str],
        moves: Iterable[Move],
        tones: Mapping[str, Tone] = MappingProxyType({}),
        field: str = "state",
    ) -> None:
        self.label, self.field, self.states = label, field, states
        self.initial = tuple(str(s) for s in initial)
        self.moves: Mapping[str, Move] = {m.name: m for m in moves}
        self.tones: Mapping[str, Tone] = {str(state): tone for state, tone in tones.items()}
        for move in self.moves.values():
            unknown = {*map(str, move.sources), str(move.target)} - set(states.values)
            if unknown:
                raise ValueError(f"{label}.{move.name}: unknown states {sorted(unknown)}")
        self.registry[f"{label}.{field}"] = self

    def state_label(self, state: str) -> str:
        return str(self.states(state).label)

    def check(self, state: str, name: str) -> Verdict:
        """May the aggregate in this state make the move?"""
        move = self.moves[name]
        if state in move.sources:
            return ALLOWED
        reason = _("现在的状态是“%(state)s”，不能“%(move)s”。") % {
            "state": self.state_label(state),
            "move": move.label or name,
        }
        return refuse(reason, move.basis, code="state")

    def may(self, actor: Actor, state: str, name: str) -> Verdict:
        """Role first, then state."""
        move = self.moves[name]
        if move.roles and not actor.has(*move.roles):
            words = {"move": move.label or name, "who": _("、").join(str(getattr(role, "label", role)) for role in move.roles)}
            return forbid(_("“%(move)s”由%(who)s办理。") % words, move.basis, code="role")
        return self.check(state, name)

    def pairs(self) -> list[tuple[str, str]]:
        return sorted({(str(s), str(m.target)) for m in self.moves.values() for s in m.sources})

    def trigger(self) -> pgtrigger.Trigger:
        """Refuses any other move, and any move outside an act, whoever writes the SQL."""
        f = self.field
        pairs = ", ".join(f"('{a}', '{b}')" for a, b in self.pairs()) or "('', '')"
        initial = ", ".join(f"'{s}'" for s in self.initial)
        say = f"RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{self.label}.{f}: '"
        func = f"""
IF TG_OP = 'INSERT' THEN
  IF NEW.{f} NOT IN ({initial}) THEN {say} || 'may not begin as ' || NEW.{f}; END IF;
ELSIF NEW.{f} IS DISTINCT FROM OLD.{f} THEN
  IF coalesce(current_setting('bailu.act', true), '') = '' THEN {say} || 'moves only within an act'; END IF;
  IF (OLD.{f}, NEW.{f}) NOT IN ({pairs}) THEN {say} || OLD.{f} || ' does not lead to ' || NEW.{f}; END IF;
END IF;
RETURN NEW;"""
        name = f"states_{hashlib.sha256(f'{self.label}{f}'.encode()).hexdigest()[:8]}"
        return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=func)

    def mermaid(self) -> str:
        """The diagram of ``docs/lifecycles.md``."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {s.value}: {s.label}" for s in self.states]
        lines += [f"    [*] --> {s}" for s in self.initial]
        for move in self.moves.values():
            lines += [f"    {s} --> {move.target}: {move.label or move.name}" for s in move.sources]
        return "\n".join(lines)
