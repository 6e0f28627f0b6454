"""The tables of moves, exhaustively: every state, every move, every role; and the database behind them."""

from __future__ import annotations

import itertools

import pytest
from django.db import IntegrityError, transaction

from bailu.award.lifecycle import AWARD, COMMITTEE, MEMBER
from bailu.award.models import Committee
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.organisations.roles import Role
from tests.award import factories as f

TABLES = {"committee": COMMITTEE, "member": MEMBER, "award": AWARD}


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
    for name, table in TABLES.items():
        for state, move_name, role in itertools.product(table.states.values, table.moves, Role.values):
            move = table.moves[move_name]
            verdict = table.may(Actor(1, "测试", roles=frozenset({role})), state, move_name)
            right, fits = not move.roles or role in move.roles, state in map(str, move.sources)
            if verdict.allowed != (right and fits) or verdict.forbidden != (not right):
                wrong.append((name, state, move_name, role))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.at("2015-03-24 09:40")
def test_the_database_refuses_every_other_move_and_any_move_outside_an_act() -> None:
    committee = f.make_drawn()
    rows = Committee.objects.filter(pk=committee.pk)
    for target in ("REPORTED", "REVIEWING", "FAILED"):
        with pytest.raises(IntegrityError), acting("test"), transaction.atomic():
            rows.update(state=target)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="CONFIRMED")
    assert rows.get().state == "DRAWN"
