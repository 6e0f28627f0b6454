"""Writes docs/lifecycles.md and docs/permissions.md from the tables of moves."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from bailu.kernel.lifecycle import Lifecycle, Move

LIFECYCLES = """# Lifecycles

Every aggregate has one table of moves. The database refuses any other move, and any move outside an act. Written from the code by
`bailu docs`.
"""
PERMISSIONS = """# Who may make which move

●: the role may make the move, if the law and the state of things allow it and the thing is in the person's scope. *system*: no person's move, but part of
another act or of the tick. Roles of one organisation never act in another. Written from the code by `bailu docs`.
"""


def generate() -> dict[str, str]:
    """Both pages by their names under docs/."""
    tables = [Lifecycle.registry[key] for key in sorted(Lifecycle.registry)]
    with translation.override("en"):
        return {
            "lifecycles.md": "\n".join([LIFECYCLES, *(_lifecycle(table) for table in tables)]),
            "permissions.md": "\n".join([PERMISSIONS, *_permissions(tables)]),
        }


def _label(move: Move) -> str:
    return str(move.label or move.name)


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _lifecycle(table: Lifecycle) -> str:
    lines = [f"## {table.label}\n", "```mermaid", table.mermaid(), "```\n", _row(["move", "from", "to", "clause"]), "|---|---|---|---|"]
    for move in table.moves.values():
        sources = ", ".join(table.state_label(str(state)) for state in move.sources)
        lines.append(_row([f"{_label(move)} `{move.name}`", sources, table.state_label(str(move.target)), move.basis]))
    return "\n".join(lines) + "\n"


def _permissions(tables: list[Lifecycle]) -> list[str]:
    lines = []
    for table in tables:
        roles = sorted({str(role) for move in table.moves.values() for role in move.roles})
        lines += [f"## {table.label}\n", _row(["move", *roles, "system"]), "|---" * (len(roles) + 2) + "|"]
        for move in table.moves.values():
            held = {str(role) for role in move.roles}
            lines.append(_row([_label(move), *("●" if role in held else "" for role in roles), "" if held else "●"]))
        lines.append("")
    return lines
