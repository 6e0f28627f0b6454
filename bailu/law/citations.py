"""Where a clause acts: the moves of lifecycles that rest on it, the code that cites it, and what rooms tell beside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bailu.kernel.lifecycle import Lifecycle
from bailu.kernel.words import Words
from bailu.law import clauses, scan


@dataclass(frozen=True)
class Citation:
    """One place that cites a clause: its name in code (planning.Need.submit) and for people (提交需求)."""

    where: str
    label: Words


_registered: dict[str, dict[str, Citation]] = defaultdict(dict)


def register(clause: str, where: str, label: Words = "") -> None:
    """Tell that `where` (room.name) cites the clause; call it in `apps.ready`. The system check refuses an unknown clause."""
    _registered[clause][where] = Citation(where, label or where)


def of(clause: str) -> tuple[Citation, ...]:
    """Every place that cites the clause, by its name: moves of lifecycles, rules and acts in the code, what rooms registered."""
    return tuple(sorted(everything().get(clause, {}).values(), key=lambda c: c.where))


def everything() -> dict[str, dict[str, Citation]]:
    """All citations by clause and place."""
    found: dict[str, dict[str, Citation]] = defaultdict(dict)
    for lifecycle in Lifecycle.registry.values():
        for move in lifecycle.moves.values():
            if move.basis:
                where = f"{lifecycle.label}.{move.name}"
                found[move.basis][where] = Citation(where, move.label or move.name)
    for clause, names in scan.cited().items():
        for where in names:
            found[clause].setdefault(where, Citation(where, ""))
    for clause, places in _registered.items():
        found[clause] |= places
    return found


def unknown() -> list[tuple[str, str]]:
    """Clause ids that are cited but not entered, with one place that cites them."""
    return sorted((clause, min(places)) for clause, places in everything().items() if clauses.find(clause) is None)
