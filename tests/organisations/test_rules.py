"""Clauses 3.1 and 3.2, the conflict pairs and the number rules as tables, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from bailu.law import clauses
from bailu.organisations import rules
from bailu.organisations.enums import (
    PROVIDER_KINDS,
    PURCHASER_KINDS,
    ConditionKind,
    OrganisationFunction,
    OrganisationKind,
    OrganisationState,
    Standing,
)
from bailu.organisations.lifecycle import ORGANISATION
from bailu.organisations.roles import CONFLICT_PAIRS, ROLE_HOMES, Role

DAY = dt.date(2015, 3, 2)
ALL_SIX = tuple(rules.ConditionFacts(kind) for kind in ConditionKind)


def provider(**facts: object) -> rules.ProviderFacts:
    given: dict[str, object] = {
        "kind": OrganisationKind.PRIVATE_NON_ENTERPRISE,
        "state": OrganisationState.QUALIFIED,
        "standing": Standing.GOOD,
        "on": DAY,
        "conditions": ALL_SIX,
        "fix": "/there/",
    }
    return rules.ProviderFacts(**(given | facts))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(OrganisationKind))
def test_only_the_kinds_of_clause_3_1_purchase(kind: OrganisationKind) -> None:
    verdict = rules.eligible_purchaser(rules.PurchaserFacts(kind, establishment_evidence="编办批复"))
    assert verdict.allowed == (kind in PURCHASER_KINDS)
    assert verdict.allowed or verdict.clause == "XM2015:3.1"


@pytest.mark.parametrize(
    ("kind", "evidence", "allowed"),
    [
        (OrganisationKind.GOVERNMENT, "", True),
        (OrganisationKind.STREET, "", True),
        (OrganisationKind.DEPARTMENT, "", True),
        (OrganisationKind.PUBLIC_INSTITUTION_ADMIN, "", False),
        (OrganisationKind.PUBLIC_INSTITUTION_ADMIN, "  ", False),
        (OrganisationKind.PUBLIC_INSTITUTION_ADMIN, "参公批复", True),
        (OrganisationKind.GROUP_BODY, "", False),
        (OrganisationKind.GROUP_BODY, "三定方案", True),
    ],
)
def test_institutions_and_group_bodies_show_their_establishment(kind: str, evidence: str, allowed: bool) -> None:
    verdict = rules.eligible_purchaser(rules.PurchaserFacts(kind, establishment_evidence=evidence, fix="/there/"))
    assert verdict.allowed == allowed
    assert allowed or (verdict.code, verdict.fix) == ("evidence", "/there/")


def test_a_restricted_body_does_not_purchase() -> None:
    assert rules.eligible_purchaser(rules.PurchaserFacts(OrganisationKind.STREET, standing=Standing.SUSPENDED)).code == "standing"


@pytest.mark.parametrize("kind", sorted(OrganisationKind))
def test_only_the_kinds_of_clause_3_2_serve(kind: OrganisationKind) -> None:
    verdict = rules.eligible_provider(provider(kind=kind))
    assert verdict.allowed == (kind in PROVIDER_KINDS)
    assert verdict.allowed or (verdict.clause, verdict.code) == ("XM2015:3.2", "kind")


@pytest.mark.parametrize("missing", list(ConditionKind))
def test_each_of_the_six_conditions_is_needed_and_named(missing: ConditionKind) -> None:
    left = tuple(c for c in ALL_SIX if c.kind != missing)
    verdict = rules.eligible_provider(provider(conditions=left))
    assert (verdict.code, verdict.clause, verdict.fix) == ("conditions", "XM2015:3.2", "/there/")
    assert str(missing.label) in str(verdict.reason)
    assert not any(str(other.label) in str(verdict.reason) for other in ConditionKind if other != missing)


@pytest.mark.parametrize(
    ("until", "allowed"),
    [(None, True), (DAY, True), (DAY + dt.timedelta(days=1), True), (DAY - dt.timedelta(days=1), False)],
)
def test_a_condition_counts_to_the_end_of_its_last_day(until: dt.date | None, allowed: bool) -> None:
    conditions = (*ALL_SIX[1:], rules.ConditionFacts(ConditionKind.LEGAL_PERSONALITY, until))
    verdict = rules.eligible_provider(provider(conditions=conditions))
    assert verdict.allowed == allowed
    assert allowed or "2015-03-01到期" in str(verdict.reason)


@pytest.mark.parametrize(
    ("standing", "code", "clause"), [(Standing.SUSPENDED, "suspended", "XM2015:5.4"), (Standing.BARRED, "barred", "PL2014:77")]
)
def test_a_restricted_provider_hears_why_and_until_when(standing: Standing, code: str, clause: str) -> None:
    verdict = rules.eligible_provider(provider(standing=standing, standing_reason="弄虚作假", standing_until=dt.date(2016, 1, 1)))
    assert (verdict.code, verdict.clause) == (code, clause)
    assert "弄虚作假" in str(verdict.reason)
    assert "2016-01-01" in str(verdict.reason)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (OrganisationState.DRAFT, False),
        (OrganisationState.SUBMITTED, False),
        (OrganisationState.RETURNED, False),
        (OrganisationState.QUALIFIED, True),
    ],
)
def test_a_provider_serves_once_admitted(state: OrganisationState, allowed: bool) -> None:
    assert rules.eligible_provider(provider(state=state)).allowed == allowed


@pytest.mark.parametrize(
    ("role", "kind", "function", "allowed"),
    [
        (Role.FINANCE_CHIEF, OrganisationKind.DEPARTMENT, OrganisationFunction.FINANCE, True),
        (Role.FINANCE_CHIEF, OrganisationKind.DEPARTMENT, OrganisationFunction.CIVIL_AFFAIRS, False),
        (Role.BUREAU_CLERK, OrganisationKind.DEPARTMENT, OrganisationFunction.CIVIL_AFFAIRS, True),
        (Role.AUDITOR, OrganisationKind.DEPARTMENT, OrganisationFunction.SUPERVISION, True),
        (Role.AUDITOR, OrganisationKind.PRIVATE_NON_ENTERPRISE, OrganisationFunction.AUDIT, False),
        (Role.PURCHASER_HEAD, OrganisationKind.STREET, OrganisationFunction.OTHER, True),
        (Role.PURCHASER_HEAD, OrganisationKind.FOUNDATION, OrganisationFunction.OTHER, False),
        (Role.PROVIDER_CLERK, OrganisationKind.FOUNDATION, OrganisationFunction.OTHER, True),
        (Role.PROVIDER_CLERK, OrganisationKind.STREET, OrganisationFunction.OTHER, False),
        (Role.PROCUREMENT_OFFICER, OrganisationKind.PROCUREMENT_AGENCY, OrganisationFunction.OTHER, True),
        (Role.PROCUREMENT_OFFICER, OrganisationKind.ENTERPRISE, OrganisationFunction.OTHER, False),
        (Role.EVALUATOR, OrganisationKind.EVALUATION_BODY, OrganisationFunction.OTHER, True),
        (Role.EVALUATOR, OrganisationKind.DEPARTMENT, OrganisationFunction.OTHER, False),
        (Role.EXPERT, OrganisationKind.INSTITUTION, OrganisationFunction.OTHER, True),
    ],
)
def test_a_role_is_held_only_where_it_belongs(role: str, kind: str, function: str, allowed: bool) -> None:
    assert rules.role_at_home(role, kind, function).allowed == allowed


def test_every_role_has_a_home() -> None:
    assert set(ROLE_HOMES) == set(Role)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Role.PROVIDER_HEAD, Role.PURCHASER_CLERK),
        (Role.SOCIAL_WORKER, Role.PURCHASER_HEAD),
        (Role.PROVIDER_CLERK, Role.PROCUREMENT_OFFICER),
        (Role.PROVIDER_HEAD, Role.EVALUATOR),
        (Role.PROVIDER_HEAD, Role.FINANCE_OFFICER),
        (Role.PROVIDER_HEAD, Role.BUREAU_CLERK),
        (Role.PROCUREMENT_OFFICER, Role.EXPERT),
        (Role.PURCHASER_CLERK, Role.EVALUATOR),
        (Role.PROCUREMENT_OFFICER, Role.FINANCE_CHIEF),
        (Role.AUDITOR, Role.FINANCE_CHIEF),
        (Role.ADMIN, Role.PURCHASER_HEAD),
    ],
)
def test_conflicting_roles_do_not_meet_in_one_person_either_way_round(one: Role, other: Role) -> None:
    assert rules.no_conflict(one, [other]).code == "conflict"
    assert rules.no_conflict(other, [one]).code == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Role.PROVIDER_HEAD, Role.SOCIAL_WORKER),
        (Role.PURCHASER_CLERK, Role.PROCUREMENT_OFFICER),
        (Role.BUREAU_CLERK, Role.OFFICE_CLERK),
        (Role.EXPERT, Role.SOCIAL_WORKER),
        (Role.BUREAU_CLERK, Role.ADMIN),
    ],
)
def test_other_roles_go_together(one: Role, other: Role) -> None:
    assert rules.no_conflict(one, [other]).allowed


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("91330100799655058B", True),  # T8 of the rulebook
        ("91330100799655058A", False),
        ("91330100799655058", False),
        ("9133010079965505IB", False),  # I is not in the alphabet
        ("", False),
    ],
)
def test_a_credit_code_bears_its_check_character(code: str, allowed: bool) -> None:
    assert rules.credit_code(code).allowed == allowed


@pytest.mark.parametrize(("code", "allowed"), [("799655058", True), ("79965505-8", True), ("79965505-7", False), ("7996550", False)])
def test_an_organisation_code_bears_its_check_character(code: str, allowed: bool) -> None:
    assert rules.organisation_code(code).allowed == allowed


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (dt.date(2010, 1, 1), None, True),
        (dt.date(2015, 3, 3), None, False),
        (dt.date(2010, 1, 1), dt.date(2015, 3, 1), True),
        (dt.date(2010, 1, 1), dt.date(2012, 3, 2), True),
        (dt.date(2010, 1, 1), dt.date(2012, 3, 1), False),
        (dt.date(2010, 1, 1), dt.date(2012, 2, 29), False),
    ],
)
def test_a_tie_counts_while_it_lasts_and_for_the_years_of_avoidance(since: dt.date, until: dt.date | None, counts: bool) -> None:
    assert rules.tied(since, until, on=DAY, years=3) == counts


def test_every_clause_cited_is_known() -> None:
    cited = {pair.clause for pair in CONFLICT_PAIRS} | {move.basis for move in ORGANISATION.moves.values()}
    cited |= {"XM2015:3.1", "XM2015:3.2", "XM2015:3.7", "XM2015:5.1", "XM2015:5.4", "IR2015:9", "PL2014:77", "RB:8.2", "RB:3.2", "RB:5.5"}
    assert [clause for clause in cited if clauses.find(clause) is None] == []
