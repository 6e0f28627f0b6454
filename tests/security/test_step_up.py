"""Before money and award one shows once more who one is, and loses nothing of what was typed."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import get_resolver, reverse

from bailu.audit.models import Entry
from bailu.funds.enums import LineState
from bailu.funds.models import BudgetLine
from bailu.organisations.models import Person
from bailu.organisations.roles import Role as R
from bailu.ui.actviews import ActView
from tests.conftest import TotpCode
from tests.factories import PASSWORD, make_actor, make_person
from tests.funds.factories import make_offices, make_submitted_line
from tests.permission_matrix import MATRIX
from tests.security.routes import routes

#: Acts by which money moves, an award is made, a contract is bound, or bids are opened. By name, so that none is forgotten silently.
ASKING = {
    "award:decide",
    "award:decide_next",
    "award:publish",
    "award:sign_report",
    "contracts:approve",
    "contracts:claim",
    "contracts:offer",
    "contracts:sign",
    "evaluation:accept",
    "evaluation:engage",
    "evaluation:publish",
    "funds:approve_import",
    "funds:approve_line",
    "funds:approve_movement",
    "funds:check_payment",
    "funds:close_line",
    "funds:pay",
    "funds:put_together",
    "funds:record_return",
    "funds:release_batch",
    "funds:supplement_line",
    "funds:write_import",
    "planning:approve_budget",
    "procurement:approve_method",
    "procurement:begin_opening",
    "procurement:confirm_opening",
    "procurement:refuse_method",
}
#: What a treasury or a head may do besides: it binds no money and can be taken back, or says no.
NOT_ASKING = {
    "award:admit": "the pool of experts",
    "award:receive_report": "a receipt",
    "award:retire": "the pool of experts",
    "contracts:redraft": "takes an offer back",
    "contracts:return": "says no",
    "documents:print": "prints what is issued",
    "evaluation:score_purchaser": "points, before the report",
    "funds:carry_over": "a proposal",
    "funds:drop_import": "gives up what was not written",
    "funds:give_back": "a proposal",
    "funds:hand_in": "reads a table and writes no line",
    "funds:refuse_movement": "says no",
    "funds:reject_payment": "says no",
    "funds:return_line": "says no",
    "funds:transfer": "a proposal",
    "funds:withdraw_batch": "takes apart what nobody paid",
    "organisations:bar": "an organisation's standing, lifted again by the same right",
    "organisations:declare_tie": "one's own tie",
    "organisations:edit": "facts of an organisation",
    "organisations:end_membership": "people",
    "organisations:end_tie": "one's own tie",
    "organisations:grant": "people",
    "organisations:invite": "people",
    "organisations:lift": "an organisation's standing",
    "organisations:resend": "people",
    "organisations:suspend": "an organisation's standing",
    "planning:assess_need": "a need, before any money",
    "planning:cancel_project": "releases money to where it came from",
    "planning:close_need": "a need",
    "planning:return_need": "says no",
    "planning:return_project": "says no",
}
DECIDING = {R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.PURCHASER_HEAD}


def acts() -> dict[str, type[ActView]]:
    return {route.name: route.view for route in routes(get_resolver()) if isinstance(route.view, type) and issubclass(route.view, ActView)}


def test_the_acts_that_ask_are_these() -> None:
    assert {name for name, view in acts().items() if view.step_up} == ASKING


def test_whatever_treasury_and_heads_may_do_either_asks_or_has_a_reason_not_to() -> None:
    """By the permission table: an act of the treasury or of a purchaser's head that stands in neither list is refused here."""
    theirs = {name for name in acts() if name in MATRIX and DECIDING & MATRIX[name].who}
    theirs = {name for name in theirs if not set(map(str, R)) <= MATRIX[name].who}
    assert theirs - ASKING - NOT_ASKING.keys() == set()
    assert not ASKING & NOT_ASKING.keys()


@pytest.fixture
def chief(db: None) -> Person:
    return make_person(password=PASSWORD, email="chief@example.org")


@pytest.fixture
def line(chief: Person) -> BudgetLine:
    offices = make_offices()
    make_actor(R.FINANCE_CHIEF, offices.treasury, person=chief)
    return make_submitted_line(offices)


def sign_in(client: Client, person: Person) -> None:
    assert client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD}).status_code == 302


def let_pass(client: Client, minutes: int) -> None:
    """As if the sign-in and everything since had been so long ago."""
    session = client.session
    session["account_authentication_methods"] = [
        each | {"at": each["at"] - minutes * 60} for each in session["account_authentication_methods"]
    ]
    session.save()


def state(line: BudgetLine) -> str:
    return str(BudgetLine.objects.get(pk=line.pk).state)


def test_right_after_the_sign_in_nobody_is_asked(client: Client, chief: Person, line: BudgetLine) -> None:
    sign_in(client, chief)
    where = reverse("funds:approve_line", args=[line.no])
    assert "proof-password" not in client.get(where).content.decode()
    assert client.post(where, typed(line)).status_code == 303
    assert state(line) == LineState.APPROVED


def typed(line: BudgetLine) -> dict[str, str]:
    return {"confirm": "yes", "once": "5a8f9f52-3b1a-4c3e-9d5e-0f6c4e8f3a11"}


def test_later_the_screen_itself_asks_and_without_the_password_nothing_is_done(client: Client, chief: Person, line: BudgetLine) -> None:
    sign_in(client, chief)
    let_pass(client, 16)
    where = reverse("funds:approve_line", args=[line.no])
    assert "proof-password" in client.get(where).content.decode()
    before = Entry.objects.filter(verb__startswith="funds.").count()
    for given in ({}, {"proof-password": "wrong-2015"}):
        answer = client.post(where, typed(line) | given)
        assert answer.status_code == 422
        assert "proof-password" in answer.content.decode()
    assert (state(line), Entry.objects.filter(verb__startswith="funds.").count()) == (LineState.SUBMITTED, before)


def test_the_password_in_the_same_page_does_it_and_counts_for_the_next_act(client: Client, chief: Person, line: BudgetLine) -> None:
    sign_in(client, chief)
    let_pass(client, 16)
    where = reverse("funds:approve_line", args=[line.no])
    assert client.post(where, typed(line) | {"proof-password": PASSWORD}).status_code == 303
    assert state(line) == LineState.APPROVED
    assert "proof-password" not in client.get(reverse("funds:supplement_line", args=[line.no])).content.decode()


def test_nothing_typed_is_lost_and_the_password_is_not_written_back(client: Client, chief: Person, line: BudgetLine) -> None:
    sign_in(client, chief)
    client.post(reverse("funds:approve_line", args=[line.no]), typed(line))
    let_pass(client, 16)
    where = reverse("funds:supplement_line", args=[line.no])
    answer = client.post(where, {"amount": "1234.50", "reason": "追加的理由写了很久", "confirm": "yes", "proof-password": "wrong-2015"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1234.50" in page
    assert "追加的理由写了很久" in page
    assert "wrong-2015" not in page
    assert BudgetLine.objects.get(pk=line.pk).amount == line.amount != Decimal(0)


def test_with_a_second_factor_the_code_is_asked_and_not_the_password(
    client: Client, chief: Person, line: BudgetLine, totp_code: TotpCode
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(chief, secret)
    client.force_login(chief, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["since"] = session["seen"] = int(time.time()) - 16 * 60
    session.save()
    where = reverse("funds:approve_line", args=[line.no])
    page = client.get(where).content.decode()
    assert "proof-code" in page
    assert "proof-password" not in page
    assert client.post(where, typed(line) | {"proof-code": "000000", "proof-password": PASSWORD}).status_code == 422
    assert state(line) == LineState.SUBMITTED
    assert client.post(where, typed(line) | {"proof-code": totp_code(secret)}).status_code == 303
    assert state(line) == LineState.APPROVED


def test_wrong_passwords_on_the_screen_of_an_act_lock_as_they_do_at_the_sign_in(client: Client, chief: Person, line: BudgetLine) -> None:
    sign_in(client, chief)
    let_pass(client, 16)
    where = reverse("funds:approve_line", args=[line.no])
    answers = [client.post(where, typed(line) | {"proof-password": f"wrong-{n}"}).status_code for n in range(6)]
    assert answers[-1] == 429
    assert client.post(where, typed(line) | {"proof-password": PASSWORD}).status_code != 303
    assert state(line) == LineState.SUBMITTED
    assert Entry.objects.filter(verb="organisations.locked_out").exists()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "确认是您本人"), ("en", "Confirm that it is you")])
def test_it_is_asked_in_both_languages(client: Client, chief: Person, line: BudgetLine, language: str, words: str) -> None:
    sign_in(client, chief)
    let_pass(client, 16)
    client.cookies["django_language"] = language
    assert words in client.get(reverse("funds:approve_line", args=[line.no])).content.decode()


def test_the_minutes_are_a_setting(client: Client, chief: Person, line: BudgetLine, settings: Any) -> None:
    sign_in(client, chief)
    let_pass(client, 16)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 20 * 60
    assert client.post(reverse("funds:approve_line", args=[line.no]), typed(line)).status_code == 303


def test_the_address_for_new_passwords_is_changed_only_by_one_who_shows_again_who_he_is(client: Client, chief: Person) -> None:
    make_actor(R.PURCHASER_CLERK, person=chief)
    sign_in(client, chief)
    let_pass(client, 16)
    answer = client.post(reverse("account_email"), {"action_add": "", "email": "thief@example.org"})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()
