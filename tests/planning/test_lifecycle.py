"""Who may make which move from which state: the whole matrix, written down a second time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bailu.funds.models import BudgetLine
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.kernel.verdict import Verdict
from bailu.organisations.roles import Role
from bailu.planning import policies
from bailu.planning.enums import AdmissionState as A
from bailu.planning.enums import NeedState as N
from bailu.planning.enums import ProjectState as P
from bailu.planning.models import AdmittedPopulation, Need, Project
from tests.planning.factories import make_need, make_project, make_requested_population

PURCHASER, TREASURY, BUREAU = 1, 2, 3
OFFICES = {
    Role.FINANCE_CHIEF: TREASURY,
    Role.FINANCE_OFFICER: TREASURY,
    Role.BUREAU_CLERK: BUREAU,
    Role.OFFICE_CLERK: BUREAU,
}
CLERK, HEAD, CHIEF, BUREAU_CLERK, OFFICE = (
    {Role.PURCHASER_CLERK}, {Role.PURCHASER_HEAD}, {Role.FINANCE_CHIEF}, {Role.BUREAU_CLERK}, {Role.OFFICE_CLERK},
)  # fmt: skip
May = Callable[[Actor, Any], Verdict]

NEEDS: dict[str, tuple[May, set[str], set[Role]]] = {
    "edit": (policies.may_edit_need, {N.DRAFT, N.RETURNED, N.SURVEYED}, CLERK),
    "survey": (policies.may_survey, {N.DRAFT, N.RETURNED, N.SURVEYED}, CLERK),
    "consult": (policies.may_consult, {N.DRAFT, N.RETURNED, N.SURVEYED}, CLERK),
    "assess": (policies.may_assess, {N.SURVEYED}, HEAD),
    "return": (policies.may_return_need, {N.SURVEYED}, HEAD),
    "close": (policies.may_close_need, {N.DRAFT, N.RETURNED, N.SURVEYED, N.ASSESSED}, HEAD),
}
PROJECTS: dict[str, tuple[May, set[str], set[Role]]] = {
    "edit project": (policies.may_edit_project, {P.DRAFT, P.RETURNED}, CLERK),
    "submit": (policies.may_submit_project, {P.DRAFT, P.RETURNED}, CLERK),
    "budget": (policies.may_approve_budget, {P.SUBMITTED}, CHIEF),
    "return": (policies.may_return_project, {P.SUBMITTED}, CHIEF),
    "declare": (policies.may_declare, {P.BUDGETED}, CLERK),
    "accept": (policies.may_accept_declaration, {P.DECLARED}, BUREAU_CLERK),
    "return_declaration": (policies.may_return_declaration, {P.DECLARED}, BUREAU_CLERK),
    "cancel": (policies.may_cancel_project, {P.DRAFT, P.RETURNED, P.SUBMITTED, P.BUDGETED, P.DECLARED, P.ACCEPTED}, HEAD),
}


def actor(role: str, organisation: int | None = None, user: int = 99, county: str = "350200") -> Actor:
    home = OFFICES.get(Role(role), PURCHASER) if organisation is None else organisation
    return Actor(user_id=user, name="某人", organisation_id=home, roles=frozenset({role}), county=county)


def a_need(state: str) -> Need:
    return Need(state=state, purchaser_id=PURCHASER, created_by_id=1, county="350200")


def a_project(state: str, county: str = "350200") -> Project:
    return Project(
        state=state, purchaser_id=PURCHASER, created_by_id=1, county=county, budget_line=BudgetLine(treasury_id=TREASURY, no="B-2015-0001")
    )


@pytest.mark.parametrize("move", NEEDS)
def test_only_the_listed_roles_move_a_need_from_the_listed_states(move: str) -> None:
    may, states, roles = NEEDS[move]
    allowed = {(state, role) for state in N for role in Role if may(actor(role), a_need(state)).allowed}
    assert allowed == {(state, role) for state in states for role in roles}


@pytest.mark.parametrize("move", PROJECTS)
def test_only_the_listed_roles_move_a_project_from_the_listed_states(move: str) -> None:
    may, states, roles = PROJECTS[move]
    allowed = {(state, role) for state in P for role in Role if may(actor(role), a_project(state)).allowed}
    assert allowed == {(state, role) for state in states for role in roles}


def test_only_the_office_decides_on_a_further_group_that_is_asked_for() -> None:
    allowed = {
        (state, role)
        for state in A
        for role in Role
        if policies.may_decide_population(actor(role), AdmittedPopulation(state=state, requested_by_id=1)).allowed
    }
    assert allowed == {(A.REQUESTED, Role.OFFICE_CLERK)}


@pytest.mark.parametrize("start", [policies.may_start_need, policies.may_start_project, policies.may_request_population])
def test_only_a_clerk_of_a_purchaser_begins_anything(start: Callable[[Actor], Verdict]) -> None:
    assert {role for role in Role if start(actor(role)).allowed} == {Role.PURCHASER_CLERK}


@pytest.mark.parametrize("move", [*NEEDS, *PROJECTS])
def test_nobody_moves_what_belongs_to_another_office(move: str) -> None:
    for table, make in ((NEEDS, a_need), (PROJECTS, a_project)):
        if move not in table:
            continue
        may, states, _roles = table[move]
        things: list[Need | Project] = [make(state) for state in states]
        answers = [may(actor(role, 9, county="350203"), thing) for role in Role for thing in things]
        assert all(answer.forbidden for answer in answers)


def test_a_district_bureau_accepts_within_its_district() -> None:
    clerk = actor(Role.BUREAU_CLERK, county="350203")
    assert policies.may_accept_declaration(clerk, a_project(P.DECLARED, "350203")).allowed
    assert policies.may_accept_declaration(clerk, a_project(P.DECLARED, "350206")).forbidden


@pytest.mark.parametrize(
    ("may", "role", "thing"),
    [
        (policies.may_assess, Role.PURCHASER_HEAD, a_need(N.SURVEYED)),
        (policies.may_approve_budget, Role.FINANCE_CHIEF, a_project(P.SUBMITTED)),
        (policies.may_accept_declaration, Role.BUREAU_CLERK, a_project(P.DECLARED)),
        (policies.may_return_declaration, Role.BUREAU_CLERK, a_project(P.DECLARED)),
    ],
)
def test_who_made_it_does_not_decide_on_it(may: May, role: Role, thing: Any) -> None:
    verdict = may(actor(role, user=1), thing)
    assert (verdict.allowed, verdict.code, verdict.clause) == (False, "two_people", "RB:8.2")


@pytest.mark.django_db
def test_the_database_refuses_moves_outside_an_act_and_moves_that_are_not_listed() -> None:
    need, project, asked = make_need(), make_project(), make_requested_population()
    for thing, near, far in ((need, N.SURVEYED, N.ASSESSED), (project, P.SUBMITTED, P.SETTLED), (asked, A.ADMITTED, "")):
        rows = type(thing)._default_manager.filter(pk=thing.pk)
        with pytest.raises(IntegrityError, match="only within an act"), transaction.atomic():
            rows.update(state=near)
        if far:
            with pytest.raises(IntegrityError, match="does not lead to"), acting("test"):
                rows.update(state=far)
