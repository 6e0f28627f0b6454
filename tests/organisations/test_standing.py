"""Suspended, barred, let in again; results and ties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError

from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations import commands, queries
from bailu.organisations.enums import AffiliationKind, ConditionKind, OrganisationState, Standing
from bailu.organisations.models import Affiliation, Organisation, TrackRecord
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_provider, make_purchaser

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2016, 3, 2)


def state(organisation: Organisation) -> str:
    return Organisation.objects.get(pk=organisation.pk).state


@pytest.mark.parametrize("role", [Role.BUREAU_CLERK, Role.FINANCE_CHIEF])
def test_bureau_and_treasury_suspend_and_lift(role: Role) -> None:
    provider, actor = make_provider(), make_actor(role)
    commands.suspend(actor, organisation_id=provider.pk, reason="年检未参加", until=UNTIL)
    verdict = queries.eligibility(provider.pk)
    assert verdict.code == "suspended"
    assert "年检未参加" in str(verdict.reason)
    commands.lift_restriction(actor, organisation_id=provider.pk, reason="已补年检")
    assert state(provider) == OrganisationState.QUALIFIED
    assert queries.eligibility(provider.pk).allowed
    assert [e.verb for e in Entry.objects.filter(stream=f"O-{provider.pk}").order_by("seq")][-2:] == [
        "organisations.suspended",
        "organisations.restored",
    ]


def test_a_restriction_with_an_end_is_over_the_day_after() -> None:
    provider = make_provider()
    commands.bar(make_actor(Role.FINANCE_CHIEF), organisation_id=provider.pk, reason="弄虚作假", until=UNTIL)
    assert queries.eligibility(provider.pk, UNTIL).code == "barred"
    assert Organisation.objects.get(pk=provider.pk).standing_on(UNTIL + dt.timedelta(days=1)) == Standing.GOOD


def test_a_suspended_provider_whose_conditions_have_gone_applies_anew() -> None:
    provider = make_provider(lacking=ConditionKind.RULES)
    clerk = make_actor(Role.BUREAU_CLERK)
    commands.suspend(clerk, organisation_id=provider.pk, reason="检查")
    commands.lift_restriction(clerk, organisation_id=provider.pk, reason="查清")
    assert state(provider) == OrganisationState.RETURNED


def test_a_barred_provider_applies_anew_and_a_purchaser_is_listed_again() -> None:
    provider, purchaser, chief = make_provider(), make_purchaser(), make_actor(Role.FINANCE_CHIEF)
    for body in (provider, purchaser):
        commands.bar(chief, organisation_id=body.pk, reason="处罚")
        commands.lift_restriction(chief, organisation_id=body.pk, reason="期满")
    assert (state(provider), state(purchaser)) == (OrganisationState.RETURNED, OrganisationState.LISTED)


@pytest.mark.parametrize("role", [Role.PURCHASER_HEAD, Role.FINANCE_OFFICER, Role.AUDITOR, Role.ADMIN, Role.PROVIDER_HEAD])
def test_others_restrict_nobody(role: Role) -> None:
    provider, actor = make_provider(), make_actor(role)
    for restrict in (commands.suspend, commands.bar):
        with pytest.raises(Forbidden):
            restrict(actor, organisation_id=provider.pk, reason="?")
    assert state(provider) == OrganisationState.QUALIFIED


def test_nobody_restricts_the_own_organisation() -> None:
    chief = make_actor(Role.FINANCE_CHIEF)
    assert chief.organisation_id is not None
    with pytest.raises(Forbidden):
        commands.suspend(chief, organisation_id=chief.organisation_id, reason="?")


@pytest.mark.parametrize(("reason", "until", "code"), [("  ", None, "reason"), ("处罚", dt.date(2015, 3, 1), "until")])
def test_a_restriction_needs_a_reason_and_an_end_to_come(reason: str, until: dt.date | None, code: str) -> None:
    provider = make_provider()
    with pytest.raises(Refused) as refused:
        commands.suspend(make_actor(Role.BUREAU_CLERK), organisation_id=provider.pk, reason=reason, until=until)
    assert refused.value.verdict.code == code
    assert state(provider) == OrganisationState.QUALIFIED


def test_what_is_not_restricted_is_not_lifted() -> None:
    provider = make_provider()
    with pytest.raises(Refused):
        commands.lift_restriction(make_actor(Role.BUREAU_CLERK), organisation_id=provider.pk, reason="?")
    assert state(provider) == OrganisationState.QUALIFIED


def enter(provider: Organisation, kind: str = "FINAL", score: str = "91.50") -> TrackRecord:
    auditor = make_actor(Role.EVALUATOR)
    with acting("test.evaluate"):
        return commands.add_track_record(
            auditor, provider_id=provider.pk, project_no="P-2015-0001", kind=kind, score=Decimal(score), grade="优秀", on=clock.today()
        )


def test_results_enter_the_track_record_once_and_the_purchases_chain() -> None:
    provider = make_provider()
    enter(provider)
    with pytest.raises(Refused) as refused:
        enter(provider)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("once", "XM2015:3.7")
    assert [r.score for r in queries.track_record(provider.pk)] == [Decimal("91.50")]
    assert Entry.objects.get(stream="P-2015-0001").verb == "organisations.track_record_added"


def test_a_result_is_entered_only_within_an_act() -> None:
    with pytest.raises(RuntimeError):
        commands.add_track_record(
            make_actor(Role.EVALUATOR),
            provider_id=make_provider().pk,
            project_no="P-2015-0001",
            kind="MID",
            score=Decimal("80"),
            grade="良好",
            on=clock.today(),
        )
    assert not TrackRecord.objects.exists()


def test_the_database_refuses_a_score_above_a_hundred() -> None:
    with pytest.raises(IntegrityError):
        enter(make_provider(), score="100.01")


def test_a_declared_tie_bars_for_three_years_after_its_end() -> None:
    provider, expert = make_provider(), make_actor(Role.EXPERT)
    assert expert.user_id is not None
    assert not queries.tied(expert.user_id, provider.pk)
    tie = commands.declare_affiliation(
        expert, organisation_id=provider.pk, kind=AffiliationKind.ADVISOR, since=dt.date(2010, 1, 1), until=dt.date(2012, 6, 1)
    )
    assert queries.tied_people([expert.user_id], [provider.pk]) == {expert.user_id: {provider.pk}}
    assert not queries.tied(expert.user_id, provider.pk, dt.date(2015, 6, 2))
    assert Entry.objects.filter(basis="IR2015:9", subject=f"organisations.Affiliation:{tie.pk}").exists()


def test_a_role_in_the_organisation_is_a_tie_without_any_declaration() -> None:
    provider = make_provider()
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    assert worker.user_id is not None
    assert queries.tied(worker.user_id, provider.pk)
    assert not queries.tied(worker.user_id, make_provider().pk)


def test_a_tie_ends_by_the_persons_own_word_and_once() -> None:
    provider, expert = make_provider(), make_actor(Role.EXPERT)
    tie = commands.declare_affiliation(expert, organisation_id=provider.pk, kind=AffiliationKind.EMPLOYEE, since=dt.date(2014, 1, 1))
    with pytest.raises(OutOfScope):
        commands.end_affiliation(make_actor(Role.EXPERT), affiliation_id=tie.pk)
    with pytest.raises(Refused):
        commands.end_affiliation(expert, affiliation_id=tie.pk, until=dt.date(2015, 3, 3))
    commands.end_affiliation(expert, affiliation_id=tie.pk)
    with pytest.raises(Refused):
        commands.end_affiliation(expert, affiliation_id=tie.pk)
    assert Affiliation.objects.get().until == clock.today()


def test_a_tie_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused):
        commands.declare_affiliation(
            make_actor(Role.EXPERT),
            organisation_id=make_provider().pk,
            kind=AffiliationKind.RELATIVE,
            since=dt.date(2014, 1, 2),
            until=dt.date(2014, 1, 1),
        )
    assert not Affiliation.objects.exists()
