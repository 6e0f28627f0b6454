"""From need to accepted project, as the story tells it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.funds import queries as funds
from bailu.planning.enums import ProjectState, Station
from tests.funds.factories import make_approved_line, make_offices
from tests.planning.factories import AMOUNT, FEE, make_accepted_project

pytestmark = pytest.mark.django_db


def test_a_need_becomes_an_accepted_project_with_its_money_set_aside() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    project = make_accepted_project(offices, line=line)
    assert (project.state, project.station, project.no) == (ProjectState.ACCEPTED, Station.NOTICE, "P-2015-0001")
    money = funds.money(project.no)
    assert (money.budget, money.fee, money.encumbered, money.paid) == (AMOUNT, FEE, AMOUNT + FEE, Decimal(0))
    assert funds.line(offices.clerk, line.pk).available == Decimal("1476760.00")
    assert funds.trial_balance().balanced
