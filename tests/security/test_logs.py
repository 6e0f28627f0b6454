"""What must never be in a log or a report of an error."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import get_exception_reporter_class, get_exception_reporter_filter

from bailu.delivery.models import ClientIdentity
from bailu.kernel import clock
from bailu.organisations.models import Person
from bailu.organisations.roles import Role as R
from bailu.server.logs import CleanFormatter, clean
from tests.delivery.factories import make_serving
from tests.factories import PASSWORD, make_actor, make_person
from tests.organisations.test_signing import with_totp
from tests.procurement import factories as buying
from tests.procurement.test_screens import rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NAME = "王小明老人"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything any logger says, as the house's own handler writes it, at its most talkative."""
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(CleanFormatter("{asctime} {levelname} {name}: {message}", style="{"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # The database's own statements are only recorded for a developer (DEBUG); the level alone brings none of them.
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def assert_nothing(written: str, *secrets: str) -> None:
    assert [secret for secret in secrets if secret and secret in written] == []


def test_every_line_goes_through_the_one_formatter() -> None:
    assert settings.LOGGING["formatters"]["plain"]["()"] == "bailu.server.logs.CleanFormatter"
    assert [name for name, handler in settings.LOGGING["handlers"].items() if handler.get("formatter") != "plain"] == []
    assert [name for name, logger in settings.LOGGING["loggers"].items() if logger.get("handlers")] == []


@pytest.mark.django_db
def test_signing_in_resetting_and_the_second_factor_leave_no_secret_in_the_log(log: io.StringIO, client: Client) -> None:
    person = make_person(password=PASSWORD, email="zh@example.org")
    make_actor(R.PURCHASER_CLERK, person=person)
    client.post(reverse("account_login"), {"login": person.username, "password": "guess-2015-wrong"})
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    session, token = client.cookies["sessionid"].value, client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"/accounts/password/reset/key/(\S+)/", str(mail.outbox[-1].body))
    assert link is not None
    Client().get(f"/accounts/password/reset/key/{link[1]}x/")
    Client().get(f"/no/such/accounts/password/reset/key/{link[1]}/")
    secret = with_totp(person)
    client.post(reverse("account_change_password"), {"oldpassword": "guess", "password1": "白鹭2015秘密词", "password2": "不同2015秘密词"})
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    written = log.getvalue()
    assert "Forbidden" in written and "Not Found" in written
    assert_nothing(written, PASSWORD, "guess-2015-wrong", session, token, link[1], secret, "白鹭2015秘密词", settings.SECRET_KEY)


@pytest.mark.django_db
def test_a_bid_and_a_recipients_name_leave_no_trace_in_the_log(log: io.StringIO, client: Client) -> None:
    made = buying.make_published()
    client.force_login(Person.objects.get(pk=buying.make_bidder().user_id), backend=BACKEND)
    facts = {"price": "487654.32", "plan": "我们的独家服务方案", "hours": "1", "confirm": "yes"}
    staff = rows("staff", [{"name": "赵投标", "title": "社工", "share": "100"}])
    assert client.post(reverse("procurement:bid", args=[made.procedure.pk]), facts | staff).status_code == 303
    # refused, and with something that is no number
    client.post(reverse("procurement:bid", args=[made.procedure.pk]), facts | staff | {"price": "487654.32x"})
    assert_nothing(log.getvalue(), "487654.32", "我们的独家服务方案", "赵投标")


class Boom(Exception):
    pass


@pytest.mark.django_db
def test_an_error_on_the_way_leaves_neither_form_nor_cookies_nor_values_in_log_and_report(
    log: io.StringIO, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(password=PASSWORD)
    make_actor(R.PURCHASER_CLERK, person=person)
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    session = client.cookies["sessionid"].value

    def fail(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        inner = request.POST["question"]
        raise Boom(f"password={PASSWORD} sessionid={request.COOKIES['sessionid']} {settings.SECRET_KEY} {len(inner)}")

    monkeypatch.setattr("bailu.ui.actviews.ActView.post", fail)
    client.raise_request_exception = False
    answer = client.post(reverse("planning:start_need"), {"question": NAME, "password": PASSWORD, "proof-password": PASSWORD})
    assert answer.status_code == 500
    assert_nothing(answer.content.decode(), "Boom", "Traceback", NAME, PASSWORD)
    assert "Boom" in log.getvalue()
    assert_nothing(log.getvalue(), PASSWORD, NAME, session, settings.SECRET_KEY)


def report(secret: str) -> str:
    """The report that would be sent to an administrator, as text and as a page."""
    request = RequestFactory().post(
        "/me/?token=geheim-token", {"name": NAME, "password": secret}, headers={"cookie": f"sessionid={secret}"}
    )
    try:
        held = {"client": NAME, "price": secret}
        raise Boom(len(held))
    except Boom:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        return reporter.get_traceback_text() + reporter.get_traceback_html()


def test_the_report_of_an_error_names_the_place_and_no_values() -> None:
    text = report("s3cret-value")
    assert "Boom" in text and "test_logs.py" in text
    # the line of code itself is shown; what it held is not
    assert_nothing(text, "s3cret-value", "geheim-token", settings.SECRET_KEY)
    assert NAME not in text
    assert type(get_exception_reporter_filter(None)).__name__ == "NothingPersonal"


@pytest.mark.django_db
def test_the_database_quotes_the_row_it_refused_and_the_log_does_not(log: io.StringIO) -> None:
    person = make_person(name=NAME)
    statements = (
        ("insert into organisations_person (username, name, email, phone, password, is_active, joined_at, assumed)"
         " values (%s, %s, '', '', 'x', true, now(), false)", [person.username, NAME], IntegrityError),
        ("insert into organisations_person (username, name) values ('a', %s)", [NAME], IntegrityError),
        ("update organisations_person set is_active = %s", [NAME], DataError),
    )  # fmt: skip
    for sql, values, kind in statements:
        with pytest.raises(kind) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
        logging.getLogger("django.request").error("Internal Server Error: /x", exc_info=caught.value)
    assert "IntegrityError" in log.getvalue() and "DataError" in log.getvalue()
    assert_nothing(log.getvalue(), NAME, person.username)


@pytest.mark.django_db
def test_the_database_itself_logs_the_error_and_neither_statement_nor_row() -> None:
    """Read in its own log file."""
    with connection.cursor() as cursor:
        cursor.execute("show data_directory")
        data = Path(cursor.fetchone()[0])
    file = data.parent / f"{data.name}.log"
    before = file.stat().st_size
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into organisations_person (username, name) values ('in-the-log', %s)", [NAME])
    assert before
    assert_nothing(file.read_bytes()[before:].decode(errors="replace"), "in-the-log", NAME)


@pytest.mark.django_db
def test_the_name_of_a_recipient_is_in_no_log(log: io.StringIO, client: Client) -> None:
    made = make_serving()
    client.force_login(Person.objects.get(pk=made.worker.user_id), backend=BACKEND)
    where = reverse("delivery:add_client", args=[made.parties.contract.pk])
    facts = {"name": NAME, "contact": "13800009999", "birth_year": "1940", "consent_on": "2015-04-15", "confirm": "yes"}
    with clock.at(clock.local(2015, 4, 20, 9)):
        client.post(where, facts | {"consent_on": "no day"})
        assert client.post(where, facts).status_code == 303
        client.get(reverse("delivery:look", args=[ClientIdentity.objects.get(name=NAME).pk]))
    assert_nothing(log.getvalue(), NAME, "13800009999")


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Not Found: /accounts/password/reset/key/1a-abc123def/", "abc123def"),
        ("Not Found: /card/ABCDEFGH/", "ABCDEFGH"),
        ("Not Found: /bids/receipt/R-2015-XYZ/withdraw/", "R-2015-XYZ"),
        ("GET /search/?q=王小明&page=2", "王小明"),
        ("password='topsecret'", "topsecret"),
        ('{"password": "topsecret"}', "topsecret"),
        ("Cookie: sessionid=abcdef; csrftoken=ghijkl", "abcdef"),
        ("connection to postgresql://bailu:topsecret@db/bailu failed", "topsecret"),
        ("csrfmiddlewaretoken=abcdefgh", "abcdefgh"),
        ("Authorization: Bearer-abcdef", "Bearer-abcdef"),
    ],
)
def test_a_secret_in_a_line_is_hidden(line: str, secret: str) -> None:
    assert secret not in clean(line)


@pytest.mark.parametrize(
    "line",
    ["Not Found: /public/notices/", "P-2015-0001 is settled", "job documents.render[12] ended with failure", "Not Found: /card/thanks/"],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert clean(line) == line
