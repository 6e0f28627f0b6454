"""Admission puts its next step on the right desk, and takes it off when it is done."""

from __future__ import annotations

from typing import Any

import pytest

from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.organisations import commands
from bailu.organisations.enums import ConditionKind, OrganisationFunction, OrganisationState
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_organisation, make_provider

pytestmark = pytest.mark.django_db


def shown(*kinds: ConditionKind) -> list[dict[str, Any]]:
    return [{"kind": kind, "statement": "见证书", "evidence": "证书"} for kind in kinds or ConditionKind]


def waiting() -> list[tuple[str, int, str]]:
    return [(task.kind, task.organisation_id, task.role) for task in Task.objects.open().order_by("pk")]


def test_the_districts_bureau_is_asked_and_then_the_provider() -> None:
    make_actor(Role.BUREAU_CLERK)
    bureau = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS, division="350203")
    clerk = make_actor(Role.BUREAU_CLERK, bureau)
    provider = make_provider(qualified=False, division="350203")
    head = make_actor(Role.PROVIDER_HEAD, provider)
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    assert waiting() == [("organisations.decide_conditions", bureau.pk, Role.BUREAU_CLERK)]
    decided = [{"kind": k, "accept": k != ConditionKind.TEAM, "note": "缺社工证书"} for k in ConditionKind]
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=decided)
    assert waiting() == [("organisations.mend_conditions", provider.pk, Role.PROVIDER_HEAD)]
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown(ConditionKind.TEAM))
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=[{"kind": ConditionKind.TEAM, "accept": True}])
    assert waiting() == []


def test_where_the_district_has_nobody_the_citys_bureau_is_asked() -> None:
    clerk = make_actor(Role.BUREAU_CLERK)
    provider = make_provider(qualified=False, division="350205")
    head = make_actor(Role.PROVIDER_HEAD, provider)
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    assert waiting() == [("organisations.decide_conditions", clerk.organisation_id, Role.BUREAU_CLERK)]


def test_the_tick_enters_qualifications_that_have_run_out() -> None:
    provider = make_provider(valid_until=clock.today())
    tick()
    assert Organisation.objects.get(pk=provider.pk).state == OrganisationState.QUALIFIED
    with clock.at(clock.local(2015, 3, 3, 0, 1)):
        tick()
    assert Organisation.objects.get(pk=provider.pk).state == OrganisationState.EXPIRED
