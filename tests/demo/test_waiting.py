"""Whoever tries the demonstration is told where something waits."""

from __future__ import annotations

import pytest

from bailu.demo.waiting import waiting
from bailu.dossier.queries import tasks
from bailu.organisations.models import Person
from tests.funds.factories import make_offices
from tests.planning.factories import make_submitted_project

pytestmark = pytest.mark.django_db


def test_what_is_told_before_sign_in_is_what_the_desk_then_holds() -> None:
    offices = make_offices()
    make_submitted_project(offices)
    told = waiting()
    for actor in (offices.finance_chief, offices.finance_officer, offices.head, offices.clerk):
        name = Person.objects.get(pk=actor.user_id).username
        assert told.get(name, 0) == tasks.waiting(actor)
    assert told
