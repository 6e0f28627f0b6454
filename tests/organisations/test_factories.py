from __future__ import annotations

import pytest

from bailu.organisations import queries
from bailu.organisations.enums import ConditionKind, OrganisationState
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_provider, make_purchaser

pytestmark = pytest.mark.django_db


def test_a_made_provider_is_qualified_and_eligible() -> None:
    provider = make_provider()
    assert provider.state == OrganisationState.QUALIFIED
    assert queries.eligibility(provider.pk).allowed


def test_a_provider_made_without_one_condition_is_refused_for_that_one() -> None:
    verdict = queries.eligibility(make_provider(lacking=ConditionKind.TEAM).pk)
    assert not verdict.allowed
    assert "专业团队" in str(verdict.reason)
    assert "规章制度" not in str(verdict.reason)


def test_a_made_purchaser_may_purchase() -> None:
    assert queries.purchaser_eligibility(make_purchaser().pk).allowed


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_somebody_who_can_hold_it(role: Role) -> None:
    actor = make_actor(role)
    assert actor.has(role)
    assert actor.organisation_id is not None
    assert actor.county in ("350200", "350203")
