"""Signing in: by name or address, counted, locked, recorded; the second factor and who must have it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry, Personal
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.conftest import TotpCode
from tests.factories import PASSWORD, make_actor, make_person, make_provider, make_purchaser

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def somebody(role: str = Role.PURCHASER_CLERK) -> tuple[Person, Actor]:
    person = make_person(password=PASSWORD, email="zh@example.org")
    return person, make_actor(role, person=person)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("by", ["username", "email"])
def test_one_signs_in_by_user_name_or_address_and_it_is_recorded(client: Client, by: str) -> None:
    person, _ = somebody()
    assert sign_in(client, getattr(person, by)).status_code == 302
    assert signed_in(client)
    line = Entry.objects.get(stream=f"S-{person.pk}")
    assert (line.verb, line.actor_id, line.data) == ("organisations.signed_in", person.pk, {"method": "password"})
    assert Personal.objects.get(stream=line.stream).data == {"address": "127.0.0.1"}


def test_a_wrong_password_is_recorded_without_being_kept(client: Client) -> None:
    person, _ = somebody()
    answer = sign_in(client, person.username, "guess-2015")
    assert answer.status_code == 200
    assert "用户名或密码不正确" in answer.content.decode()
    assert Entry.objects.get(stream=f"S-{person.pk}").verb == "organisations.sign_in_failed"
    assert not signed_in(client)


def test_a_name_nobody_has_leaves_no_line_in_the_record(client: Client) -> None:
    assert sign_in(client, "nobody").status_code == 200
    assert not Entry.objects.exists()


def test_six_failures_lock_the_name_even_for_the_right_password(client: Client) -> None:
    person, _ = somebody()
    for _attempt in range(5):
        assert sign_in(client, person.username, "guess-2015").status_code == 200
    answer = sign_in(client, person.username, "guess-2015")
    assert answer.status_code == 429
    assert "登录已锁定" in answer.content.decode()
    assert sign_in(client, person.username).status_code == 429
    assert not signed_in(client)
    verbs = set(Entry.objects.filter(stream=f"S-{person.pk}").values_list("verb", flat=True))
    assert "organisations.locked_out" in verbs


def test_a_lock_is_for_one_name_alone(client: Client) -> None:
    person, _ = somebody()
    for _attempt in range(6):
        sign_in(client, "somebody.else", "guess-2015")
    sign_in(client, person.username)
    assert signed_in(client)


def test_there_is_no_open_sign_up(client: Client) -> None:
    answer = client.post(
        reverse("account_signup"), {"username": "new", "email": "n@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "不开放" in answer.content.decode()
    assert not Person.objects.filter(username="new").exists()


def test_a_person_whose_account_is_closed_does_not_get_in(client: Client) -> None:
    person, _ = somebody()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    sign_in(client, person.username)
    assert not signed_in(client)


def test_an_invited_person_sets_the_password_by_the_link_and_the_link_works_once(client: Client) -> None:
    provider = make_provider()
    head = Person.objects.get(pk=make_actor(Role.PROVIDER_HEAD, provider).user_id)
    client.force_login(head, backend=BACKEND)
    facts = {"name": "张红", "username": "zhang.hong", "role": Role.SOCIAL_WORKER, "email": "zh@example.org"}
    assert client.post(reverse("organisations:invite", args=[provider.pk]), facts).status_code == 303
    client.logout()
    sent = mail.outbox[0]
    assert sent.to == ["zh@example.org"]
    found = re.search(r"http://testserver(/\S+)", str(sent.body))
    assert found
    page = client.get(found[1], follow=True)
    form = page.redirect_chain[-1][0]
    answer = client.post(form, {"password1": "白鹭之城-2015-厦门", "password2": "白鹭之城-2015-厦门"})
    assert answer.status_code == 302
    sign_in(client, "zhang.hong", "白鹭之城-2015-厦门")
    assert signed_in(client)
    again = Client().get(found[1], follow=True)
    assert "无效" in again.content.decode()


# The second factor


def with_totp(person: Person) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


@pytest.mark.parametrize(
    ("role", "sent"),
    [
        (Role.FINANCE_OFFICER, True),
        (Role.FINANCE_CHIEF, True),
        (Role.PURCHASER_HEAD, True),
        (Role.PURCHASER_CLERK, False),
        (Role.PROVIDER_HEAD, False),
        (Role.AUDITOR, False),
    ],
)
def test_who_moves_money_or_decides_activates_the_second_factor_before_anything_else(
    client: Client, settings: Any, role: Role, sent: bool
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    person = Person.objects.get(pk=make_actor(role).user_id)
    client.force_login(person, backend=BACKEND)
    answer = client.get(reverse("organisations:me"))
    assert (answer.status_code, answer.headers.get("Location")) == ((302, reverse("mfa_activate_totp")) if sent else (200, None))


def test_a_post_does_not_get_round_the_second_factor(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    purchaser = make_purchaser()
    person = Person.objects.get(pk=make_actor(Role.PURCHASER_HEAD, purchaser).user_id)
    client.force_login(person, backend=BACKEND)
    client.post(reverse("organisations:edit", args=[purchaser.pk]), {"short_name": "改"})
    purchaser.refresh_from_db()
    assert purchaser.short_name == ""


def test_with_the_second_factor_the_way_is_free(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    person = Person.objects.get(pk=make_actor(Role.FINANCE_CHIEF).user_id)
    with_totp(person)
    client.force_login(person, backend=BACKEND)
    assert client.get(reverse("organisations:me")).status_code == 200


def test_the_pages_that_activate_it_and_the_way_out_stay_open(
    client: Client, settings: Any, after_commit: Any, totp_code: TotpCode
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    person, _ = somebody(Role.FINANCE_CHIEF)
    sign_in(client, person.username)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 200
    secret = answer.context["form"].secret
    with after_commit():
        assert client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)}).status_code == 302
    assert Entry.objects.get(verb="organisations.second_factor_set").actor_id == person.pk
    assert client.get(reverse("organisations:me")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert not signed_in(client)


def test_the_secret_of_the_second_factor_is_not_stored_in_the_clear() -> None:
    person = make_person()
    secret = with_totp(person)
    stored = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret


def test_with_a_second_factor_the_password_alone_does_not_sign_in(client: Client, totp_code: TotpCode) -> None:
    person, _ = somebody()
    secret = with_totp(person)
    sign_in(client, person.username)
    assert not signed_in(client)
    page = client.get(reverse("mfa_authenticate"))
    assert "六位数字" in page.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert signed_in(client)
    assert Entry.objects.get(stream=f"S-{person.pk}", verb="organisations.signed_in").data == {"method": "mfa+password"}


def test_removing_the_second_factor_is_recorded(client: Client, totp_code: TotpCode) -> None:
    person, _ = somebody()
    secret = with_totp(person)
    sign_in(client, person.username)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Entry.objects.get(verb="organisations.second_factor_removed").stream == f"S-{person.pk}"
    assert not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def test_who_must_have_the_second_factor_does_not_remove_it(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    person, _ = somebody(Role.FINANCE_CHIEF)
    with_totp(person)
    totp = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    assert not get_adapter().can_delete_authenticator(totp)
    settings.REQUIRE_SECOND_FACTOR = False
    assert get_adapter().can_delete_authenticator(totp)


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done", "account_signup"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_for_visitors_are_shown(client: Client, name: str, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.templates[0].name is not None


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "account_email",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ],
)
def test_the_pages_of_ones_own_account_are_shown(client: Client, name: str, totp_code: TotpCode) -> None:
    person, _ = somebody()
    secret = with_totp(person)
    sign_in(client, person.username)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "白鹭" in answer.content.decode()


def test_a_forgotten_password_is_set_anew_by_a_link_and_strangers_learn_nothing(client: Client) -> None:
    somebody()
    known = client.post(reverse("account_reset_password"), {"email": "zh@example.org"})
    assert "/accounts/password/reset/key/" in str(mail.outbox[0].body)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
