"""What strangers may send over and over is counted, for all web processes together."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.urls import reverse

from bailu.organisations.models import Person
from bailu.organisations.network import UNKNOWN, address_of
from bailu.organisations.roles import Role as R
from bailu.server import limits
from bailu.server.limits import Limit
from bailu.server.place import PROJECT
from tests.factories import PASSWORD, make_actor, make_person
from tests.procurement import factories as buying

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CARD = "evaluation:card"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, reached sooner."""
    for name, limit in limits.LIMITS.items():
        monkeypatch.setitem(limits.LIMITS, name, Limit(2, limit.seconds, failed=limit.failed, asking=limit.asking))


def test_every_form_that_strangers_reach_has_a_limit() -> None:
    assert {
        "account_login", "account_reset_password", "account_reset_password_from_key", "mfa_authenticate", "evaluation:card",
        "evaluation:answer", "procurement:ask", "dossier:search", "publicity:notices",
    } <= set(limits.LIMITS)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_wrong_codes_of_a_card_are_stopped_and_other_addresses_are_not(client: Client) -> None:
    for _time in range(2):
        assert Client().post(reverse(CARD), {"code": "AAAA-AAAA"}).status_code == 404
    stopped = Client().post(reverse(CARD), {"code": "AAAA-AAAA"})
    assert stopped.status_code == 429
    assert stopped.headers["Retry-After"] == "600"
    assert "提交过于频繁" in stopped.content.decode() and "请 10 分钟后再试" in stopped.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.9").post(reverse(CARD), {"code": "AAAA-AAAA"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_codes_tried_in_the_address_count_as_well(client: Client) -> None:
    answers = [Client().get(reverse("evaluation:answer", args=[f"AAAAAAA{n}"])).status_code for n in range(3)]
    assert answers == [404, 404, 429]


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_failed_sign_ins_of_many_names_from_one_address_are_stopped() -> None:
    for n in range(2):
        assert Client().post(reverse("account_login"), {"login": f"name{n}", "password": "guess-2015"}).status_code == 200
    answer = Client().post(reverse("account_login"), {"login": "name9", "password": "guess-2015"})
    assert answer.status_code == 429
    assert "guess-2015" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_a_whole_office_that_signs_in_in_the_morning_is_not_stopped() -> None:
    for _time in range(4):
        person = make_person(password=PASSWORD)
        assert Client().post(reverse("account_login"), {"login": person.username, "password": PASSWORD}).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_links_for_a_new_password_are_not_sent_without_end(client: Client) -> None:
    answers = [client.post(reverse("account_reset_password"), {"email": "a@example.org"}).status_code for _n in range(3)]
    assert answers == [302, 302, 429]


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_a_question_too_many_is_kept_on_the_page_and_can_be_sent_again(client: Client) -> None:
    made = buying.make_published()
    client.force_login(Person.objects.get(pk=buying.make_bidder().user_id), backend=BACKEND)
    where = reverse("procurement:ask", args=[made.procedure.pk])
    for n in range(2):
        assert client.post(where, {"question": f"第{n}个问题：场地由谁提供？"}).status_code == 303
    answer = client.post(where, {"question": "第三个问题写了很久<b>"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 'name="question" value="第三个问题写了很久&lt;b&gt;"' in page
    assert "再次提交" in page
    other = Client()
    other.force_login(Person.objects.get(pk=buying.make_bidder().user_id), backend=BACKEND)
    assert other.post(where, {"question": "别人的问题：场地由谁提供？"}).status_code == 303


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("path", ["/public/notices/", "/public/results/", "/public/contracts/"])
def test_searches_of_visitors_are_limited_and_mere_reading_is_not(client: Client, path: str) -> None:
    assert [client.get(path, {"q": f"老人{n}"}).status_code for n in range(3)] == [200, 200, 429]
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_the_page_says_so_in_english_too_and_to_programs_in_json(client: Client) -> None:
    for _time in range(3):
        client.get("/public/notices/", {"q": "老人"})
    client.cookies["django_language"] = "en"
    assert "Too many requests" in client.get("/public/notices/", {"q": "老人"}).content.decode()
    answer = client.get("/public/notices/", {"q": "老人"}, headers={"accept": "application/json"})
    assert (answer.status_code, set(answer.json())) == (429, {"error", "detail"})


@pytest.mark.django_db
def test_neither_names_nor_addresses_stand_in_the_table(client: Client) -> None:
    client.post(reverse(CARD), {"code": "AAAA-AAAA"})
    with connection.cursor() as cursor:
        cursor.execute("select name from server_counter")
        found = [row[0] for row in cursor.fetchall()]
    assert len(found) == 1 and "127.0.0.1" not in found[0]


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_count_all_of_their_requests() -> None:
    """Each thread has its own connection, as a process has; between them none is lost."""
    limit, numbers = Limit(1000, 600), []

    def send() -> None:
        try:
            numbers.extend(limits._count("test:many", limit) for _time in range(25))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 51))


@pytest.mark.django_db
def test_yesterdays_counters_are_forgotten() -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into server_counter (name, since, times) values ('old', 1, 5)")
        limits.forget_old()
        cursor.execute("select count(*) from server_counter")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "nonsense", UNKNOWN),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(settings: Any, proxies: int, forwarded: str, address: str) -> None:
    settings.PROXIES = proxies
    assert address_of(RequestFactory().get("/", headers={"x-forwarded-for": forwarded})) == address


@pytest.mark.django_db
def test_a_lockout_is_not_evaded_by_a_made_up_address() -> None:
    person = make_person(password=PASSWORD)
    make_actor(R.PURCHASER_CLERK, person=person)
    answers = [
        Client(headers={"x-forwarded-for": f"203.0.113.{n}"}).post(
            reverse("account_login"), {"login": person.username, "password": "guess-2015"}
        )
        for n in range(6)
    ]
    assert answers[-1].status_code == 429


@pytest.mark.django_db
def test_what_counts_once_counts_once_for_all_processes(settings: Any) -> None:
    """The cache in which a used code of the second factor and the attempts at the sign-in stand is a table, not a process's memory."""
    backend = "django.core.cache.backends.db.DatabaseCache"
    assert f'{{"default": {{"BACKEND": "{backend}", "LOCATION": "server_cache"}}}}' in (PROJECT / "config" / "settings.py").read_text()
    one, other = (DatabaseCache("server_cache", {}) for _process in range(2))
    assert one.add("totp.used:1:123456", "y", timeout=30)
    assert not other.add("totp.used:1:123456", "y", timeout=30)
