"""The six conditions: shown by the provider, decided by the bureau, and ending."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.events import subscribe
from bailu.organisations import commands, queries
from bailu.organisations.enums import ConditionKind, Decision, OrganisationFunction, OrganisationState
from bailu.organisations.events import ConditionsSubmitted
from bailu.organisations.models import Condition, Organisation
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_organisation, make_provider, make_purchaser

pytestmark = pytest.mark.django_db
NEXT_YEAR = dt.date(2016, 3, 1)


def shown(*kinds: ConditionKind, until: dt.date | None = None) -> list[dict[str, Any]]:
    return [{"kind": k, "statement": "见证书", "evidence": "证书", "valid_until": until} for k in kinds or ConditionKind]


def accepted(*kinds: ConditionKind, until: dt.date | None = None) -> list[dict[str, Any]]:
    return [{"kind": k, "accept": True, "valid_until": until} for k in kinds or ConditionKind]


@pytest.fixture
def provider() -> Organisation:
    return make_provider(qualified=False)


@pytest.fixture
def head(provider: Organisation) -> Actor:
    return make_actor(Role.PROVIDER_HEAD, provider)


@pytest.fixture
def clerk() -> Actor:
    return make_actor(Role.BUREAU_CLERK)


def fresh(provider: Organisation) -> Organisation:
    return Organisation.objects.get(pk=provider.pk)


def test_six_conditions_shown_and_accepted_make_a_qualified_provider(provider: Organisation, head: Actor, clerk: Actor) -> None:
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    assert fresh(provider).state == OrganisationState.SUBMITTED
    decided = [*accepted(*list(ConditionKind)[1:]), *accepted(ConditionKind.LEGAL_PERSONALITY, until=NEXT_YEAR)]
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=decided)
    assert (fresh(provider).state, fresh(provider).valid_to) == (OrganisationState.QUALIFIED, NEXT_YEAR)
    assert queries.eligibility(provider.pk).allowed
    assert Entry.objects.get(verb="organisations.conditions_accepted").basis == "XM2015:3.2"


def test_the_bureau_hears_of_a_submission(provider: Organisation, head: Actor) -> None:
    heard: list[int] = []
    subscribe(ConditionsSubmitted, lambda actor, event: heard.append(event.organisation_id))
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    assert heard == [provider.pk]


def test_five_of_six_are_refused_and_the_sixth_is_named(provider: Organisation, head: Actor) -> None:
    with pytest.raises(Refused) as refused:
        commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown(*list(ConditionKind)[:5]))
    assert refused.value.verdict.clause == "XM2015:3.2"
    assert "运营管理和专业服务能力" in str(refused.value.verdict.reason)
    assert not Condition.objects.exists()
    assert fresh(provider).state == OrganisationState.DRAFT


@pytest.mark.parametrize(
    ("conditions", "code"), [([], "empty"), (shown(until=dt.date(2015, 3, 1)), "ended")], ids=["nothing", "evidence that has ended"]
)
def test_it_is_refused_to_submit(provider: Organisation, head: Actor, conditions: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(Refused) as refused:
        commands.submit_conditions(head, organisation_id=provider.pk, conditions=conditions)
    assert refused.value.verdict.code == code
    assert not Condition.objects.exists()


def test_what_waits_for_a_decision_is_not_submitted_again(provider: Organisation, head: Actor) -> None:
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    with pytest.raises(Refused) as refused:
        commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    assert refused.value.verdict.code == "state"
    assert Condition.objects.count() == 6


def test_only_the_provider_itself_submits(provider: Organisation, clerk: Actor) -> None:
    with pytest.raises(Forbidden):
        commands.submit_conditions(clerk, organisation_id=provider.pk, conditions=shown())
    with pytest.raises(OutOfScope):
        commands.submit_conditions(make_actor(Role.PROVIDER_HEAD), organisation_id=provider.pk, conditions=shown())
    assert not Condition.objects.exists()


def test_a_purchaser_has_no_conditions_to_submit() -> None:
    purchaser = make_purchaser()
    with pytest.raises(Refused) as refused:
        commands.submit_conditions(make_actor(Role.PURCHASER_HEAD, purchaser), organisation_id=purchaser.pk, conditions=shown())
    assert refused.value.verdict.code == "kind"


def test_one_returned_condition_returns_the_whole_and_only_it_is_shown_again(provider: Organisation, head: Actor, clerk: Actor) -> None:
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    returned = {"kind": ConditionKind.TEAM, "accept": False, "note": "社工证书未附"}
    others = [k for k in ConditionKind if k != ConditionKind.TEAM]
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=[*accepted(*others), returned])
    assert fresh(provider).state == OrganisationState.RETURNED
    assert Entry.objects.get(verb="organisations.conditions_returned").reason == "专业团队：社工证书未附"
    assert queries.eligibility(provider.pk).code == "state"
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown(ConditionKind.TEAM))
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=accepted(ConditionKind.TEAM))
    assert queries.eligibility(provider.pk).allowed


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        (accepted(*list(ConditionKind)[:5]), "undecided"),
        ([*accepted(*list(ConditionKind)[:5]), {"kind": ConditionKind.CAPACITY, "accept": False, "note": " "}], "reason"),
        (accepted(until=dt.date(2015, 3, 1)), "ended"),
    ],
    ids=["one left open", "returned without a reason", "accepted though ended"],
)
def test_it_is_refused_to_decide(provider: Organisation, head: Actor, clerk: Actor, decisions: list[dict[str, Any]], code: str) -> None:
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    with pytest.raises(Refused) as refused:
        commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=decisions)
    assert refused.value.verdict.code == code
    assert fresh(provider).state == OrganisationState.SUBMITTED
    assert Condition.objects.filter(decision=Decision.PENDING).count() == 6


def test_nothing_is_decided_before_it_is_submitted(provider: Organisation, clerk: Actor) -> None:
    with pytest.raises(Refused) as refused:
        commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=accepted())
    assert refused.value.verdict.code == "state"
    assert fresh(provider).state == OrganisationState.DRAFT


def test_a_qualified_provider_without_anything_pending_is_not_decided_on(clerk: Actor) -> None:
    with pytest.raises(Refused) as refused:
        commands.decide_conditions(clerk, organisation_id=make_provider().pk, decisions=accepted())
    assert refused.value.verdict.code == "nothing_pending"


def test_only_the_bureau_decides_and_a_districts_clerk_within_the_district(provider: Organisation, head: Actor) -> None:
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown())
    elsewhere = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS, division="350205")
    with pytest.raises(Forbidden):
        commands.decide_conditions(head, organisation_id=provider.pk, decisions=accepted())
    with pytest.raises(OutOfScope):
        commands.decide_conditions(make_actor(Role.BUREAU_CLERK, elsewhere), organisation_id=provider.pk, decisions=accepted())
    assert fresh(provider).state == OrganisationState.SUBMITTED


def test_a_renewal_keeps_the_old_evidence_until_the_new_is_accepted(clerk: Actor) -> None:
    provider = make_provider(valid_until=NEXT_YEAR)
    head = make_actor(Role.PROVIDER_HEAD, provider)
    later = dt.date(2018, 1, 1)
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown(ConditionKind.TEAM, until=later))
    assert fresh(provider).state == OrganisationState.QUALIFIED
    refusal = [{"kind": ConditionKind.TEAM, "accept": False, "note": "看不清"}]
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=refusal)
    assert queries.eligibility(provider.pk).allowed
    commands.submit_conditions(head, organisation_id=provider.pk, conditions=shown(until=later))
    commands.decide_conditions(clerk, organisation_id=provider.pk, decisions=accepted(until=later))
    assert fresh(provider).valid_to == later


def test_eligibility_ends_with_the_evidence_even_before_the_tick(clerk: Actor) -> None:
    provider = make_provider(valid_until=NEXT_YEAR)
    assert queries.eligibility(provider.pk, NEXT_YEAR).allowed
    assert queries.eligibility(provider.pk, NEXT_YEAR + dt.timedelta(days=1)).code == "conditions"


def test_the_tick_enters_an_ended_qualification_once(clerk: Actor) -> None:
    provider = make_provider(valid_until=NEXT_YEAR)
    with pytest.raises(Refused):
        commands.expire_qualification(SYSTEM, organisation_id=provider.pk)
    assert fresh(provider).state == OrganisationState.QUALIFIED
    with clock.at(clock.local(2016, 3, 2, 9)):
        assert queries.qualifications_over() == [provider.pk]
        commands.expire_qualification(SYSTEM, organisation_id=provider.pk)
        assert queries.qualifications_over() == []
    assert fresh(provider).state == OrganisationState.EXPIRED


def test_an_unknown_provider_is_refused() -> None:
    assert queries.eligibility(10**9).code == "unknown"
    assert queries.purchaser_eligibility(10**9).code == "unknown"


def test_administrators_and_purchasers_read_no_evidence() -> None:
    provider = make_provider()
    for role in (Role.ADMIN, Role.PURCHASER_CLERK, Role.EXPERT):
        assert not Condition.objects.visible_to(make_actor(role)).exists()
    for actor in (make_actor(Role.AUDITOR), make_actor(Role.PROVIDER_CLERK, provider)):
        assert Condition.objects.visible_to(actor).count() == 6
