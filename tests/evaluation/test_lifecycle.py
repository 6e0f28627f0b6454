"""The last state is the last, and the database says the same; the tables of moves are walked for all rooms in ``tests/consistency``."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from bailu.evaluation.lifecycle import EVALUATION
from bailu.evaluation.models import Evaluation
from tests.contracts.factories import make_signed_contract


def test_nothing_follows_a_published_evaluation() -> None:
    assert not any("PUBLISHED" in map(str, m.sources) for m in EVALUATION.moves.values())


@pytest.mark.django_db
def test_the_database_refuses_a_state_set_by_hand() -> None:
    evaluation = Evaluation.objects.get(contract=make_signed_contract().contract, kind="MID")
    with pytest.raises(Error, match="moves only within an act"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update evaluation_evaluation set state = 'PUBLISHED' where id = %s", [evaluation.pk])
    evaluation.refresh_from_db()
    assert evaluation.state == "PLANNED"
