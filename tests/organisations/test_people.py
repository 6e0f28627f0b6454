"""Accounts and roles: who gives them, what does not go together, how they end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from bailu.audit.models import Entry
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations import actors, commands
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_person, make_provider, make_purchaser

pytestmark = pytest.mark.django_db


def invite(actor: object, organisation: Organisation, **more: str) -> Person:
    facts = {"username": "zhang.hong", "name": "张红", "role": Role.PROVIDER_CLERK, "email": "zh@example.org"} | more
    made: Person = commands.invite_person(actor, organisation_id=organisation.pk, **facts)  # type: ignore[arg-type]
    return made


def test_a_head_opens_an_account_without_a_password_and_the_name_stays_out_of_the_chain() -> None:
    provider = make_provider()
    person = invite(make_actor(Role.PROVIDER_HEAD, provider), provider)
    assert not person.has_usable_password()
    assert actors.of_person(person).actor.roles == {Role.PROVIDER_CLERK}
    line = Entry.objects.get(verb="organisations.person_invited")
    assert "张红" not in str(line.data)
    assert line.personal_digest


def test_an_administrator_opens_accounts_everywhere() -> None:
    purchaser = make_purchaser()
    assert invite(make_actor(Role.ADMIN), purchaser, role=Role.PURCHASER_HEAD).pk


@pytest.mark.parametrize("role", [Role.PROVIDER_CLERK, Role.SOCIAL_WORKER])
def test_others_of_the_organisation_open_no_accounts(role: Role) -> None:
    provider = make_provider()
    actor = make_actor(role, provider)
    with pytest.raises(Forbidden):
        invite(actor, provider)
    assert not Person.objects.filter(username="zhang.hong").exists()


def test_a_head_opens_no_accounts_in_another_organisation() -> None:
    with pytest.raises(Forbidden):
        invite(make_actor(Role.PROVIDER_HEAD), make_provider())
    assert not Person.objects.filter(username="zhang.hong").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [({"username": "zhang.hong", "email": "other@example.org"}, "username"), ({"username": "other", "email": "ZH@example.org"}, "email")],
)
def test_a_taken_name_or_address_is_refused(more: dict[str, str], code: str) -> None:
    provider = make_provider()
    head = make_actor(Role.PROVIDER_HEAD, provider)
    invite(head, provider)
    before = Person.objects.count()
    with pytest.raises(Refused) as refused:
        invite(head, provider, **more)
    assert refused.value.verdict.code == code
    assert Person.objects.count() == before


def test_a_role_that_has_no_place_in_the_organisation_is_refused() -> None:
    provider = make_provider()
    with pytest.raises(Refused) as refused:
        invite(make_actor(Role.PROVIDER_HEAD, provider), provider, role=Role.FINANCE_CHIEF)
    assert refused.value.verdict.code == "home"
    assert not Person.objects.filter(username="zhang.hong").exists()


def test_conflicting_roles_in_one_person_are_refused_across_organisations() -> None:
    worker = make_actor(Role.SOCIAL_WORKER)
    purchaser = make_purchaser()
    head = make_actor(Role.PURCHASER_HEAD, purchaser)
    with pytest.raises(Refused) as refused:
        commands.grant_role(head, person_id=worker.user_id, organisation_id=purchaser.pk, role=Role.PURCHASER_CLERK)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("conflict", "RB:8.2")
    assert Membership.objects.filter(person_id=worker.user_id).count() == 1


def test_after_the_end_of_one_the_other_may_be_held() -> None:
    worker = make_actor(Role.SOCIAL_WORKER)
    held = Membership.objects.get(person_id=worker.user_id)
    commands.end_membership(make_actor(Role.ADMIN), membership_id=held.pk, reason="离职")
    purchaser = make_purchaser()
    head = make_actor(Role.PURCHASER_HEAD, purchaser)
    granted = commands.grant_role(head, person_id=worker.user_id, organisation_id=purchaser.pk, role=Role.PURCHASER_CLERK)
    assert granted.since == dt.date(2015, 3, 2)


def test_nobody_raises_himself() -> None:
    admin = make_actor(Role.ADMIN)
    with pytest.raises(Forbidden):
        commands.grant_role(admin, person_id=admin.user_id, organisation_id=admin.organisation_id, role=Role.BUREAU_CLERK)
    assert Membership.objects.filter(person_id=admin.user_id).count() == 1


def test_a_head_makes_no_administrators() -> None:
    purchaser = make_purchaser()
    head = make_actor(Role.PURCHASER_HEAD, purchaser)
    with pytest.raises(Forbidden):
        commands.grant_role(head, person_id=make_person().pk, organisation_id=purchaser.pk, role=Role.ADMIN)
    assert not Membership.objects.filter(role=Role.ADMIN).exists()


def test_a_role_held_already_is_refused() -> None:
    provider = make_provider()
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    with pytest.raises(Refused) as refused:
        commands.grant_role(
            make_actor(Role.PROVIDER_HEAD, provider), person_id=worker.user_id, organisation_id=provider.pk, role=Role.SOCIAL_WORKER
        )
    assert refused.value.verdict.code == "held"


def test_an_ended_role_gives_no_right_from_the_day_on() -> None:
    provider = make_provider()
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    held = Membership.objects.get(person_id=worker.user_id)
    commands.end_membership(make_actor(Role.PROVIDER_HEAD, provider), membership_id=held.pk, reason="离职")
    assert actors.of_person(Person.objects.get(pk=worker.user_id)).actor.roles == frozenset()


def test_a_role_that_begins_later_gives_no_right_yet() -> None:
    provider = make_provider()
    person = make_person()
    Membership.objects.create(person=person, organisation=provider, role=Role.SOCIAL_WORKER, since=dt.date(2015, 3, 3))
    assert actors.of_person(person).actor.roles == frozenset()


def test_nobody_ends_the_own_role_and_none_is_ended_twice() -> None:
    provider = make_provider()
    head = make_actor(Role.PROVIDER_HEAD, provider)
    own = Membership.objects.get(person_id=head.user_id)
    with pytest.raises(Forbidden):
        commands.end_membership(head, membership_id=own.pk, reason="辞职")
    admin = make_actor(Role.ADMIN)
    commands.end_membership(admin, membership_id=own.pk, reason="辞职")
    with pytest.raises(Refused):
        commands.end_membership(admin, membership_id=own.pk, reason="再次")


def test_an_end_before_the_beginning_is_refused() -> None:
    provider = make_provider()
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    held = Membership.objects.get(person_id=worker.user_id)
    with pytest.raises(Refused):
        commands.end_membership(make_actor(Role.PROVIDER_HEAD, provider), membership_id=held.pk, until=dt.date(2013, 1, 1), reason="错")
    held.refresh_from_db()
    assert held.until is None


def test_memberships_of_other_organisations_are_out_of_scope() -> None:
    worker = make_actor(Role.SOCIAL_WORKER)
    held = Membership.objects.get(person_id=worker.user_id)
    with pytest.raises(OutOfScope):
        commands.end_membership(make_actor(Role.PROVIDER_HEAD), membership_id=held.pk, reason="?")
    held.refresh_from_db()
    assert held.until is None


def test_administrators_see_all_people_and_a_clerk_the_own_colleagues() -> None:
    clerk = make_actor(Role.PURCHASER_CLERK)
    make_actor(Role.PROVIDER_HEAD)
    assert Person.objects.all().visible_to(make_actor(Role.ADMIN)).count() == Person.objects.count()
    assert list(Person.objects.all().visible_to(clerk).values_list("pk", flat=True)) == [clerk.user_id]


def test_the_database_keeps_dates_in_order_and_an_open_role_single() -> None:
    provider, person = make_provider(), make_person()
    Membership.objects.create(person=person, organisation=provider, role=Role.SOCIAL_WORKER, since=dt.date(2015, 1, 1))
    for until in (None, dt.date(2014, 12, 30)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(person=person, organisation=provider, role=Role.SOCIAL_WORKER, since=dt.date(2015, 1, 1), until=until)


def test_a_new_link_needs_an_address_and_an_open_role() -> None:
    provider = make_provider()
    head = make_actor(Role.PROVIDER_HEAD, provider)
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    held = Membership.objects.get(person_id=worker.user_id)
    with pytest.raises(Refused) as refused:
        commands.note_invitation(head, membership_id=held.pk)
    assert refused.value.verdict.code == "email"
    person = invite(head, provider)
    assert commands.note_invitation(head, membership_id=person.memberships.get().pk) == person
