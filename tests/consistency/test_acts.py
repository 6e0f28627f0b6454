"""What the acts name is known: words for every line of the record and every task, a clause that exists, a move that is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from importlib import import_module

from django.urls import URLPattern

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds
from bailu.kernel.lifecycle import Lifecycle
from bailu.law import clauses
from tests.consistency.source import Module, called, room_modules


def names(patterns: Sequence[URLPattern]) -> set[str]:
    return {pattern.name for pattern in patterns if pattern.name}


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((given.value for given in node.keywords if given.arg == name), None)


def calls_of(name: str) -> Iterator[tuple[Module, ast.Call]]:
    return ((module, node) for module in room_modules() for node in module.calls() if called(node) == name)


def test_every_line_of_the_record_has_words() -> None:
    found = [
        module.at(node, verb)
        for module, node in calls_of("record")
        if len(node.args) > 1 and (verb := literal(node.args[1])) and verb not in audit_texts.known()
    ]
    assert found == []


def test_every_kind_of_task_is_declared_where_its_room_registers_it() -> None:
    """So it has its words on every desk, whichever process asks for them."""
    declared = {
        name.value
        for module, node in calls_of("Kind")
        if node.args and isinstance(name := node.args[0], ast.Constant) and module.path.name == "tasks.py"
    }
    assert declared == set(kinds.known())
    elsewhere = [module.at(node, "Kind") for module, node in calls_of("Kind") if module.path.name != "tasks.py"]
    assert elsewhere == []


def test_every_kind_of_task_leads_to_a_page_and_cites_a_clause() -> None:
    for kind in kinds.known().values():
        if kind.page:
            room, name = kind.page.split(":")
            assert name in names(import_module(f"bailu.{room}.urls").urlpatterns), kind.name
        if kind.basis:
            assert clauses.get(kind.basis).id == kind.basis


def test_every_clause_cited_by_a_move_exists() -> None:
    assert Lifecycle.registry
    for table in Lifecycle.registry.values():
        for move in table.moves.values():
            for clause in filter(None, [move.basis]):
                assert clauses.get(clause).id == clause, f"{table.label}.{move.name}"


def test_every_clause_cited_in_the_code_exists() -> None:
    unknown = []
    for name in ("refuse", "forbid", "record", "ask"):
        for module, node in calls_of(name):
            places = [keyword(node, "basis"), keyword(node, "clause")]
            if name in {"refuse", "forbid"} and len(node.args) > 1:
                places.append(node.args[1])
            for cited in filter(None, map(literal, places)):
                try:
                    clauses.get(cited)
                except LookupError:
                    unknown.append(module.at(node, cited))
    assert unknown == []


def test_every_move_of_a_lifecycle_is_made_somewhere() -> None:
    named = {
        node.value
        for module in room_modules()
        if module.path.stem != "lifecycle"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {name for _module, node in calls_of("move") if node.args and (name := literal(node.args[0]))}
    assert [
        f"{table.label}.{move.name}"
        for table in Lifecycle.registry.values()
        for move in table.moves.values()
        if move.name not in made and move.name not in named
    ] == []
    assert made
