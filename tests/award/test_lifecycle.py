"""The database behind the table of moves; the tables themselves are walked for all rooms in ``tests/consistency``."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from bailu.award.models import Committee
from bailu.kernel.acts import acting
from tests.award import factories as f


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
