"""Finds the clauses that the code of the rooms cites, so that nobody has to keep a list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bailu.law import clauses

HOUSE = Path(__file__).resolve().parents[1]
_NOT_ROOMS = ("law", "ui", "demo")  # the law itself, samples of components, and replayed stories cite nothing


@cache
def cited() -> dict[str, tuple[str, ...]]:
    """Clause id -> where it stands in the code: planning.rules.within_scope. Known or not; see `clauses.find`."""
    looks_like = pattern()
    found: dict[str, set[str]] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        room, *inner = path.relative_to(HOUSE).with_suffix("").parts
        if room in _NOT_ROOMS or "migrations" in inner:
            continue
        text = path.read_text("utf-8")
        if looks_like.search(text):
            for clause, place in _literals(ast.parse(text), ".".join((room, *(part for part in inner if part != "__init__")))):
                found.setdefault(clause, set()).add(place)
    return {clause: tuple(sorted(places)) for clause, places in sorted(found.items())}


@cache
def pattern() -> re.Pattern[str]:
    """A string that is a citation and nothing else: an instrument's id, a colon, a number; or an id with a year as a whole."""
    ids = sorted((i.id for i in clauses.instruments()), key=len, reverse=True)
    return re.compile(
        rf"""["'](?:(?:{"|".join(map(re.escape, ids))}):[0-9][0-9.-]*|(?:{"|".join(re.escape(i) for i in ids if "-" in i)}))["']"""
    )


def _literals(tree: ast.AST, name: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(tree):
        inner = name
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{name}.{child.name}"
        elif isinstance(child, ast.Constant) and isinstance(child.value, str) and pattern().fullmatch(f'"{child.value}"'):
            yield child.value, name
        yield from _literals(child, inner)
