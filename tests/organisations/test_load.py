"""Reference data: complete, true to the text, loaded once however often."""

from __future__ import annotations

import pytest

from bailu.kernel.errors import Forbidden
from bailu.organisations import commands, queries
from bailu.organisations.enums import PURCHASER_KINDS, DivisionLevel, OrganisationFunction, OrganisationKind
from bailu.organisations.load import load
from bailu.organisations.models import Division, Organisation
from bailu.organisations.roles import Role
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_loading_twice_enters_everything_once() -> None:
    load()
    before = (Division.objects.count(), Organisation.objects.count())
    load()
    assert (Division.objects.count(), Organisation.objects.count()) == before


def test_the_divisions_are_those_of_2015() -> None:
    load()
    levels = {level: Division.objects.filter(level=level).count() for level in DivisionLevel}
    assert (levels[DivisionLevel.CITY], levels[DivisionLevel.DISTRICT]) == (1, 6)
    assert levels[DivisionLevel.STREET] + levels[DivisionLevel.TOWN] == 38
    assert Division.objects.get(code="350212106").name == "新民镇"
    assert not Division.objects.filter(name="新民街道").exists()


def test_the_leading_group_has_its_fourteen_bodies_and_the_lead_units_their_seven() -> None:
    load()
    assert Organisation.objects.filter(leading_group=True).count() == 14
    lead = Organisation.objects.filter(lead_unit=True)
    assert lead.count() == 7
    assert all(queries.purchaser_eligibility(body.pk).allowed for body in lead)
    supervision = Organisation.objects.get(function=OrganisationFunction.SUPERVISION)
    assert not supervision.leading_group


def test_every_street_and_town_purchases_under_its_district() -> None:
    load()
    streets = Organisation.objects.filter(division__level__in=(DivisionLevel.STREET, DivisionLevel.TOWN))
    assert streets.count() == 38
    for body in streets.select_related("parent"):
        assert body.kind in PURCHASER_KINDS
        assert body.parent is not None
        assert body.parent.kind == OrganisationKind.GOVERNMENT
        assert body.division_id.startswith(body.parent.division_id)


def test_names_are_sorted_as_they_are_read_here() -> None:
    load()
    assert Organisation.objects.get(short_name="厦港街道").sort_key.startswith("xia men shi si ming qu")
    assert "xia gang jie dao" in Organisation.objects.get(short_name="厦港街道").sort_key


def test_nobody_but_the_installation_enters_divisions() -> None:
    with pytest.raises(Forbidden):
        commands.enter_divisions(make_actor(Role.ADMIN), rows=[{"code": "350299", "name": "某区", "level": "DISTRICT", "parent": ""}])
    assert not Division.objects.filter(code="350299").exists()
