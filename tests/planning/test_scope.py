"""Who sees a project."""

from __future__ import annotations

from typing import Any

import pytest

from bailu.kernel.acts import acting
from bailu.kernel.errors import OutOfScope
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.roles import Role
from bailu.planning import progress, queries
from tests.factories import make_actor, make_organisation, make_provider
from tests.funds.factories import make_offices
from tests.planning.factories import make_project

pytestmark = pytest.mark.django_db


def sees(actor: Any, no: str) -> bool:
    try:
        queries.by_no(actor, no)
    except OutOfScope:
        return False
    return True


def test_a_project_is_seen_by_its_purchaser_and_by_those_who_watch() -> None:
    offices = make_offices("350203")
    no = make_project(offices).no
    watching = {role for role in Role if sees(make_actor(role), no)}
    assert watching == {Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.AUDITOR, Role.DISTRICT_CLERK}
    assert sees(offices.clerk, no)
    assert sees(offices.head, no)
    assert not sees(make_actor(Role.ADMIN, offices.purchaser), no)


def test_provider_evaluator_and_agency_see_it_when_it_is_theirs() -> None:
    offices = make_offices()
    no = make_project(offices).no
    provider, evaluator = make_provider(qualified=False), make_organisation(OrganisationKind.EVALUATION_BODY)
    agency = make_organisation(OrganisationKind.PROCUREMENT_AGENCY)
    people = [make_actor(Role.SOCIAL_WORKER, provider), make_actor(Role.EVALUATOR, evaluator), make_actor(Role.PROCUREMENT_OFFICER, agency)]
    assert [sees(person, no) for person in people] == [False, False, False]
    with acting("test"):
        progress.set_provider(offices.clerk, no, provider.pk)
        progress.set_evaluator(offices.clerk, no, evaluator.pk)
        progress.set_agency(offices.clerk, no, agency.pk)
    assert [sees(person, no) for person in people] == [True, True, True]
