"""The tables of moves, exhaustively: every state, every move, every role."""

from __future__ import annotations

import itertools

import pytest

from bailu.contracts.lifecycle import CLAIM, CONTRACT
from bailu.kernel.actor import Actor
from bailu.kernel.lifecycle import Lifecycle
from bailu.organisations.roles import Role

TABLES = {"contract": CONTRACT, "claim": CLAIM}
CASES = [
    (name, state, move, role)
    for name, table in TABLES.items()
    for state, move, role in itertools.product(table.states.values, table.moves, Role.values)
]


@pytest.mark.parametrize("name", TABLES)
def test_every_state_can_be_reached(name: str) -> None:
    table = TABLES[name]
    reached, more = set(table.initial), True
    while more:
        found = {str(m.target) for m in table.moves.values() if reached & set(map(str, m.sources))} - reached
        reached |= found
        more = bool(found)
    assert reached == set(table.states.values)


@pytest.mark.parametrize("name", TABLES)
def test_every_move_has_a_label_and_a_clause(name: str) -> None:
    assert [m.name for m in TABLES[name].moves.values() if not m.label or not m.basis] == []


def test_the_matrix_of_states_moves_and_roles() -> None:
    wrong = []
    for name, state, move_name, role in CASES:
        table: Lifecycle = TABLES[name]
        move = table.moves[move_name]
        verdict = table.may(Actor(1, "测试", roles=frozenset({role})), state, move_name)
        right = not move.roles or role in move.roles
        fits = state in map(str, move.sources)
        if verdict.allowed != (right and fits) or verdict.forbidden != (not right):
            wrong.append((name, state, move_name, role))
    assert wrong == []


def test_who_signs_whom_and_who_pays_is_nobodys_move_by_hand() -> None:
    assert CONTRACT.moves["offer"].roles == (Role.PURCHASER_HEAD,)
    assert CONTRACT.moves["sign"].roles == (Role.PROVIDER_HEAD,)
    by_hand = {m.name for table in TABLES.values() for m in table.moves.values() if m.roles}
    assert by_hand == {"redraft", "offer", "sign", "start", "approve", "return"}
