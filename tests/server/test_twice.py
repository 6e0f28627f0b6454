"""A request that comes twice acts once; of two people on one step one acts, and the other is told what was done and by whom."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from bailu.audit.models import Entry
from bailu.funds.enums import LineState
from bailu.funds.models import BudgetLine, Transaction
from bailu.kernel import clock, once
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.conftest import MORNING
from tests.factories import make_actor
from tests.funds.factories import Offices, make_line, make_offices, make_submitted_line

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(params=["one after the other", "at the same moment"])
def both(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[Callable[..., list[Any]]]:
    """Does things one after the other, or all at once in threads that start together."""

    def in_turn(*jobs: Callable[[], Any]) -> list[Any]:
        return [job() for job in jobs]

    def together(*jobs: Callable[[], Any]) -> list[Any]:
        gate, answers = threading.Barrier(len(jobs)), [None] * len(jobs)

        def run(number: int) -> None:
            gate.wait()
            try:
                with clock.at(MORNING):
                    answers[number] = jobs[number]()
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(number,)) for number in range(len(jobs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    yield in_turn if request.param == "one after the other" else together


def enter(user_id: int | None) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=user_id), backend=BACKEND)
    return client


def key_of(client: Client, path: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def lines_of(line: BudgetLine, verb: str) -> int:
    return Entry.objects.filter(stream=f"B-{line.pk}", verb=verb).count()


def test_a_replayed_request_acts_once_and_is_answered_like_the_first(both: Callable[..., list[HttpResponse]]) -> None:
    offices = make_offices()
    line, client = make_submitted_line(offices), enter(offices.finance_chief.user_id)
    path = f"/budget/{line.no}/approve/"
    sent = {"once": key_of(client, path), "note": "同意"}

    def send() -> HttpResponse:
        again = Client()
        again.cookies = client.cookies
        return again.post(path, sent)

    answers = both(send, send, send)
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer["Location"] for answer in answers}) == 1
    assert (lines_of(line, "funds.line_approved"), Transaction.objects.filter(line=line).count()) == (1, 1)


def test_a_replayed_proposal_makes_one_line(both: Callable[..., list[HttpResponse]]) -> None:
    offices = make_offices()
    client = enter(offices.clerk.user_id)
    sent = {
        "once": key_of(client, "/budget/new/"), "title": "只编一次", "year": 2015, "level": "CITY", "treasury": offices.treasury.pk,
        "source": "FISCAL", "purpose": "SERVICE", "amount": "100",
    }  # fmt: skip

    def send() -> HttpResponse:
        again = Client()
        again.cookies = client.cookies
        return again.post("/budget/new/", sent)

    answers = both(send, send)
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert BudgetLine.objects.filter(title="只编一次").count() == 1


def test_of_two_people_one_acts_and_the_other_is_told_who_it_was(both: Callable[..., list[HttpResponse]]) -> None:
    offices = make_offices()
    line = make_submitted_line(offices)
    people = {name: make_actor(Role.FINANCE_CHIEF, offices.treasury, name=name) for name in ("林甲", "陈乙")}

    def approve(name: str) -> Callable[[], tuple[str, HttpResponse]]:
        client, path = enter(people[name].user_id), f"/budget/{line.no}/approve/"
        key = key_of(client, path)
        return lambda: (name, client.post(path, {"once": key, "note": "同意"}))

    answers = both(approve("林甲"), approve("陈乙"))
    assert sorted(answer.status_code for _, answer in answers) == [303, 422]
    ((first, _),) = [each for each in answers if each[1].status_code == 303]
    ((_, second),) = [each for each in answers if each[1].status_code == 422]
    text = second.content.decode()
    assert f"{first}（{offices.treasury.name}）已于 10:00 办理“批准预算”。" in text
    assert "现在的状态是" in text
    assert (lines_of(line, "funds.line_approved"), Transaction.objects.filter(line=line).count()) == (1, 1)


@pytest.fixture
def offices(db: None) -> Offices:
    return make_offices()


def test_who_opens_a_step_that_was_done_yesterday_is_told_the_day(offices: Offices) -> None:
    line = make_submitted_line(offices)
    chief = enter(offices.finance_chief.user_id)
    chief.post(f"/budget/{line.no}/approve/", {"once": once.fresh(), "note": "同意"})
    with clock.at(MORNING + dt.timedelta(days=1)):
        other = enter(make_actor(Role.FINANCE_CHIEF, offices.treasury).user_id)
        page = other.get(f"/budget/{line.no}/approve/")
        own = chief.get(f"/budget/{line.no}/approve/")
    name = offices.finance_chief.name
    assert page.status_code == 422
    assert f"{name}（{offices.treasury.name}）已于 2015-03-02 10:00 办理“批准预算”。" in page.content.decode()
    assert "您已于 2015-03-02 10:00 办理“批准预算”。" in own.content.decode()


def test_a_refusal_that_has_nothing_to_do_with_others_tells_nothing(offices: Offices) -> None:
    line = make_line(offices)
    with clock.at(MORNING + dt.timedelta(hours=1)):
        client = enter(offices.clerk.user_id)
        key = key_of(client, f"/budget/{line.no}/revise/")
        answer = client.post(
            f"/budget/{line.no}/revise/",
            {
                "once": key,
                "title": "彩票",
                "level": "CITY",
                "treasury": offices.treasury.pk,
                "source": "LOTTERY",
                "purpose": "SERVICE",
                "amount": "1",
            },
        )
    line.refresh_from_db()
    assert (answer.status_code, line.state) == (422, LineState.DRAFT)
    assert "办理“" not in answer.content.decode().split('class="refusal"')[1].split("</div>")[0]


def test_a_key_knows_when_its_form_was_shown() -> None:
    assert once.shown_at(once.fresh()) == MORNING
    assert once.fresh() != once.fresh()
    assert once.shown_at("not a key") is None
    assert once.shown_at("6f1b1c9e-0f4b-4c0e-9b53-1e8a1f2f7f10") is None
