"""Every table of moves of every room, exhaustively: every state, every move, every role."""

from __future__ import annotations

import itertools

import pytest

from bailu.kernel.actor import Actor
from bailu.kernel.lifecycle import Lifecycle
from bailu.organisations.roles import Role

TABLES = {label: table for label, table in sorted(Lifecycle.registry.items()) if not label.startswith("test")}


def test_the_tables_of_the_house_are_all_here() -> None:
    rooms = {label.partition(".")[0] for label in TABLES}
    assert rooms >= {"documents", "organisations", "funds", "planning", "procurement", "award", "contracts", "evaluation"}


@pytest.mark.parametrize("label", TABLES)
def test_every_state_can_be_reached(label: str) -> None:
    table = TABLES[label]
    reached, more = set(table.initial), True
    while more:
        found = {str(m.target) for m in table.moves.values() if reached & set(map(str, m.sources))} - reached
        reached |= found
        more = bool(found)
    assert reached == set(table.states.values)


@pytest.mark.parametrize("label", TABLES)
def test_every_move_has_a_label_and_a_clause(label: str) -> None:
    assert [m.name for m in TABLES[label].moves.values() if not m.label or not m.basis] == []


@pytest.mark.parametrize("label", TABLES)
def test_a_move_is_allowed_to_its_roles_from_its_states_and_to_nobody_else(label: str) -> None:
    table, wrong = TABLES[label], []
    for state, move, role in itertools.product(table.states.values, table.moves.values(), Role.values):
        verdict = table.may(Actor(1, "测试", roles=frozenset({role})), state, move.name)
        right = not move.roles or role in move.roles
        fits = state in map(str, move.sources)
        if verdict.allowed != (right and fits) or verdict.forbidden != (not right):
            wrong.append((state, move.name, role))
    assert wrong == []
