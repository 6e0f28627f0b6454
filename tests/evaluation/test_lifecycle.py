"""The table of moves, exhaustively: every state, every move, every role; and the database says the same."""

from __future__ import annotations

import itertools

import pytest
from django.db import Error, connection, transaction

from bailu.evaluation.enums import EvaluationState
from bailu.evaluation.lifecycle import EVALUATION
from bailu.evaluation.models import Evaluation
from bailu.kernel.actor import Actor
from bailu.organisations.roles import Role
from tests.contracts.factories import make_signed_contract

CASES = list(itertools.product(EvaluationState.values, EVALUATION.moves, Role.values))


def test_every_state_can_be_reached_and_the_last_is_the_last() -> None:
    reached = set(EVALUATION.initial)
    for move in EVALUATION.moves.values():
        reached.add(str(move.target))
    assert reached == set(EvaluationState.values)
    assert not any("PUBLISHED" in map(str, m.sources) for m in EVALUATION.moves.values())


def test_every_move_has_a_label_and_a_clause() -> None:
    assert [m.name for m in EVALUATION.moves.values() if not m.label or not m.basis] == []


def test_the_matrix_of_states_moves_and_roles() -> None:
    wrong = []
    for state, name, role in CASES:
        move = EVALUATION.moves[name]
        verdict = EVALUATION.may(Actor(1, "测试", roles=frozenset({role})), state, name)
        right = not move.roles or role in move.roles
        if verdict.allowed != (right and state in map(str, move.sources)) or verdict.forbidden != (not right):
            wrong.append((state, name, role))
    assert wrong == []


@pytest.mark.django_db
def test_the_database_refuses_a_state_set_by_hand() -> None:
    evaluation = Evaluation.objects.get(contract=make_signed_contract().contract, kind="MID")
    with pytest.raises(Error, match="moves only within an act"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update evaluation_evaluation set state = 'PUBLISHED' where id = %s", [evaluation.pk])
    evaluation.refresh_from_db()
    assert evaluation.state == "PLANNED"
