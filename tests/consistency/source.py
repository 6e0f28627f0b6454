"""The project's own source, parsed once for all lints."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bailu.server.place import PROJECT
from config.rooms import ROOMS

HOUSE = PROJECT / "bailu"


@dataclass(frozen=True)
class Module:
    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        return str(self.path.relative_to(HOUSE))

    @property
    def room(self) -> str:
        return self.path.relative_to(HOUSE).parts[0]

    def at(self, node: ast.AST, text: str) -> str:
        return f"bailu/{self.name}:{getattr(node, 'lineno', 0)}: {text}"

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the house but migrations."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts:
            text = path.read_text()
            found.append(Module(path, ast.parse(text), text.count("\n")))
    return tuple(found)


def room_modules() -> tuple[Module, ...]:
    return tuple(module for module in modules() if module.room in ROOMS)


def called(node: ast.Call) -> str:
    """The last word of what is called: ``save`` of ``a.b.save()``."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
