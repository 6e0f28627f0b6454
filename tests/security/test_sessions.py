"""Sessions end by themselves, by one's own press, and with the account."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations import actors, commands
from bailu.organisations.models import Membership, Person
from bailu.organisations.roles import Role as R
from bailu.server import upkeep
from tests.factories import PASSWORD, make_actor, make_person, make_provider, make_purchaser

pytestmark = pytest.mark.django_db


def somebody(role: str = R.PURCHASER_CLERK) -> Person:
    person = make_person(password=PASSWORD)
    make_actor(role, person=person)
    return person


def sign_in(client: Client, person: Person) -> Client:
    assert client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("organisations:me")).status_code == 200


def turn_back(client: Client, **seconds: int) -> None:
    session = client.session
    for key, ago in seconds.items():
        session[key] = int(time.time()) - ago
    session.save()


def test_a_session_ends_after_a_long_pause_and_says_so(client: Client, settings: Any) -> None:
    sign_in(client, somebody())
    turn_back(client, since=settings.SESSION_IDLE_SECONDS + 10, seen=settings.SESSION_IDLE_SECONDS - 10)
    assert is_in(client)
    turn_back(client, since=settings.SESSION_IDLE_SECONDS + 10, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = client.get(reverse("organisations:me"))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert "登录已到期" in client.get(answer.headers["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_session_ends_some_hours_after_the_sign_in_however_busy_it_is(client: Client, settings: Any) -> None:
    sign_in(client, somebody())
    turn_back(client, since=settings.SESSION_COOKIE_AGE - 60, seen=5)
    assert is_in(client)
    turn_back(client, since=settings.SESSION_COOKIE_AGE, seen=5)
    assert not is_in(client)


def test_the_last_request_is_noted_once_a_minute_and_not_at_every_page(client: Client, django_assert_num_queries: Any) -> None:
    sign_in(client, somebody())
    turn_back(client, since=30, seen=30)
    before = Session.objects.get(session_key=client.session.session_key).session_data
    assert is_in(client)
    assert Session.objects.get(session_key=client.session.session_key).session_data == before
    turn_back(client, since=300, seen=61)
    assert is_in(client)
    assert time.time() - client.session["seen"] < 30


def test_one_sees_where_one_is_signed_in_and_signs_out_everywhere_else(client: Client) -> None:
    person, elsewhere = somebody(), Client(headers={"user-agent": "Old Phone"})
    sign_in(elsewhere, person)
    sign_in(client, person)
    page = client.get(reverse("organisations:sessions")).content.decode()
    assert "Old Phone" in page
    assert client.post(reverse("organisations:sessions")).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "Old Phone" not in client.get(reverse("organisations:sessions")).content.decode()
    assert Entry.objects.get(verb="organisations.sessions_ended").data == {"ended": 1}


def test_nobody_sees_or_ends_the_sessions_of_others(client: Client) -> None:
    other = Client(headers={"user-agent": "Other Browser"})
    sign_in(other, somebody())
    sign_in(client, somebody())
    assert "Other Browser" not in client.get(reverse("organisations:sessions")).content.decode()
    client.post(reverse("organisations:sessions"))
    assert is_in(other)


def test_a_new_password_ends_every_other_session(client: Client) -> None:
    person, elsewhere = somebody(), Client()
    sign_in(elsewhere, person)
    sign_in(client, person)
    new = "白鹭之城-2015-厦门"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert Person.objects.get(pk=person.pk).check_password(new)
    assert not is_in(elsewhere)


def test_the_session_has_a_new_key_after_the_sign_in(client: Client) -> None:
    client.get(reverse("evaluation:card"))
    session = client.session
    session["planted"] = 1
    session.save()
    before = client.session.session_key
    sign_in(client, somebody())
    assert client.session.session_key != before


# Closing an account


def test_an_administrator_closes_an_account_and_its_sessions_die_at_that_moment(client: Client) -> None:
    person, admin = somebody(R.PURCHASER_HEAD), make_person(password=PASSWORD)
    make_actor(R.ADMIN, person=admin)
    sign_in(client, person)
    assert is_in(client)
    desk = sign_in(Client(), admin)
    answer = desk.post(reverse("organisations:close_account", args=[person.pk]), {"reason": "调离"})
    assert answer.status_code == 303
    assert not is_in(client)
    assert not Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    assert not is_in(client)
    assert not Membership.objects.filter(person=person).open_on(clock.today()).exists()
    assert Entry.objects.get(verb="organisations.account_closed").reason == "调离"


def test_a_request_on_its_way_with_a_session_that_was_not_listed_is_nobodys_either(client: Client) -> None:
    person = somebody()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    commands.close_account(make_actor(R.ADMIN), person_id=person.pk, reason="调离")
    assert not is_in(client)


def test_what_waited_for_the_person_waits_for_the_role() -> None:
    purchaser = make_purchaser()
    leaver = make_actor(R.PURCHASER_CLERK, purchaser)
    colleague = make_actor(R.PURCHASER_CLERK, purchaser)
    Task.objects.create(
        kind="planning.mend", stream="P-2015-0001", subject_title="项目", url="/", organisation_id=purchaser.pk, role=R.PURCHASER_CLERK,
        person_id=leaver.user_id,
    )  # fmt: skip
    assert not Task.objects.visible_to(colleague).open().exists()
    commands.close_account(make_actor(R.ADMIN), person_id=leaver.user_id or 0, reason="退休")
    assert Task.objects.visible_to(colleague).open().get().person_id is None


def test_what_the_role_is_asked_already_is_not_asked_twice() -> None:
    purchaser = make_purchaser()
    leaver, membership = make_actor(R.PURCHASER_CLERK, purchaser), None
    for person_id in (leaver.user_id, None):
        Task.objects.create(
            kind="planning.mend", stream="P-2015-0001", subject_title="项目", url="/", organisation_id=purchaser.pk, role=R.PURCHASER_CLERK,
            person_id=person_id,
        )  # fmt: skip
    membership = Membership.objects.get(person_id=leaver.user_id)
    commands.end_membership(make_actor(R.ADMIN), membership_id=membership.pk, reason="轮岗")
    assert Task.objects.open().filter(stream="P-2015-0001").count() == 1


@pytest.mark.parametrize("role", sorted(set(R) - {R.ADMIN}))
def test_nobody_but_an_administrator_closes_an_account(role: str) -> None:
    provider = make_provider(qualified=False)
    person = Person.objects.get(pk=make_actor(R.SOCIAL_WORKER, provider).user_id)
    actor = make_actor(role, provider if role in (R.PROVIDER_HEAD, R.PROVIDER_CLERK, R.SOCIAL_WORKER) else None)
    with pytest.raises((Forbidden, OutOfScope)):
        commands.close_account(actor, person_id=person.pk, reason="调离")
    person.refresh_from_db()
    assert person.is_active
    assert Membership.objects.filter(person=person).open_on(clock.today()).exists()


def test_nobody_closes_the_own_account_or_one_without_a_reason_or_twice() -> None:
    admin = make_actor(R.ADMIN)
    person = somebody()
    with pytest.raises(Forbidden):
        commands.close_account(admin, person_id=admin.user_id or 0, reason="调离")
    with pytest.raises(Refused):
        commands.close_account(admin, person_id=person.pk, reason=" ")
    commands.close_account(admin, person_id=person.pk, reason="调离")
    with pytest.raises(Refused):
        commands.close_account(admin, person_id=person.pk, reason="调离")
    assert Entry.objects.filter(verb="organisations.account_closed").count() == 1


def test_an_account_opened_again_signs_in_without_any_role(client: Client) -> None:
    admin, person = make_actor(R.ADMIN), somebody()
    commands.close_account(admin, person_id=person.pk, reason="调离")
    assert person.name in sign_in(client, _with_password(admin.user_id)).get(reverse("organisations:closed_accounts")).content.decode()
    commands.reopen_account(admin, person_id=person.pk, reason="误关闭")
    sign_in(client, person)
    assert actors.of_person(person).actor.roles == frozenset()


def _with_password(person_id: int | None) -> Person:
    person = Person.objects.get(pk=person_id)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def test_what_is_over_is_forgotten_every_night(client: Client) -> None:
    gone, here = Client(), sign_in(client, somebody())
    sign_in(gone, somebody())
    Session.objects.filter(session_key=gone.session.session_key).update(expire_date=dt.datetime(2015, 1, 1, tzinfo=dt.UTC))
    upkeep.forget.func(timestamp=0)
    assert [each.session_key for each in UserSession.objects.all()] == [here.session.session_key]
    assert Session.objects.count() == 1
