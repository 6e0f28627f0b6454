"""The programming interface: what the public pages say and no more, as the document promises, in few queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.organisations.models import Person
from bailu.procurement.models import Bid
from tests import api_schema
from tests.procurement.factories import make_bidding, make_prepared, make_published
from tests.publicity import states

pytestmark = pytest.mark.django_db
OF_PURCHASE = {"purchase": "{no}", "releases": "{no}/releases", "record": "{no}/record"}
OPEN = ("health", "purchases", "instruments", "clauses", "parameters")


def read(name: str, *args: str, client: Client | None = None, **asked: Any) -> Any:
    return (client or Client()).get(reverse(f"api:{name}", args=args), asked)


@pytest.mark.parametrize("state", states.STATES)
def test_every_state_of_a_purchase_is_told_as_the_document_promises(state: str) -> None:
    no = states.STATES[state]()
    with clock.at(states.YEARS_LATER):
        for name, path in OF_PURCHASE.items():
            answer = read(name, no)
            assert answer.status_code == 200
            assert api_schema.differences(f"/api/v1/purchases/{path}", answer) == []
        listed = read("purchases")
        assert api_schema.differences("/api/v1/purchases", listed) == []
        assert no in [item["no"] for item in listed.json()["items"]]


def test_the_law_is_told_as_the_document_promises() -> None:
    for path, answer in (
        ("law/instruments", read("instruments")),
        ("law/clauses", read("clauses")),
        ("law/clauses", read("clauses", q="公开 招标", instrument="PL2014")),
        ("law/clauses/{clause_id}", read("clause", "PL2014:35")),
        ("law/parameters", read("parameters", on="2015-03-02")),
        ("law/parameters/{key}", read("parameter", "procurement.tender_min_days")),
        ("health", read("health")),
    ):
        assert answer.status_code == 200
        assert api_schema.differences(f"/api/v1/{path}", answer) == []
    days = read("parameter", "procurement.tender_min_days").json()["values"][-1]
    assert (days["value"], days["unit"], days["clause"]["id"]) == (20, "days", "PL2014:35")


def test_a_purchase_is_unknown_to_programs_until_its_notice_is_out() -> None:
    no = make_prepared().no
    for name in OF_PURCHASE:
        answer = read(name, no)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
        assert answer.json()["error"]
    assert read("purchases").json() == {"items": [], "next": None}


def test_programs_learn_nothing_of_sealed_bids() -> None:
    buying = make_bidding()
    secrets = [*(bidder.organisation_name for bidder in buying.bidders), *Bid.objects.values_list("receipt", flat=True), "470000", "495000"]
    assert len(secrets) > 4
    with clock.at(states.YEARS_LATER):
        told = "".join(read(name, *args).content.decode() for name, *args in (*((n, buying.no) for n in OF_PURCHASE), ("purchases",)))
    assert [secret for secret in secrets if secret in told] == []


def test_the_ocds_files_are_the_same_as_at_their_old_addresses() -> None:
    no = states.awarded()
    assert read("releases", no).content == Client().get(reverse("publicity:releases", args=[no])).content
    assert read("record", no).content == Client().get(reverse("publicity:records", args=[no])).content


def test_the_list_is_walked_by_its_next_address_to_the_end() -> None:
    made = [make_published().no for _ in range(5)]
    found, where = [], f"{reverse('api:purchases')}?limit=2"
    while where:
        page = Client().get(where.removeprefix("http://127.0.0.1:8000")).json()
        found += [item["no"] for item in page["items"]]
        where = page["next"]
    assert sorted(found) == sorted(made)


def test_the_list_is_narrowed_as_the_public_register_is() -> None:
    buying = make_published()
    mine = {"stage": "open", "method": buying.procedure.method, "q": buying.procedure.title[:4]}
    assert [item["no"] for item in read("purchases", **mine).json()["items"]] == [buying.no]
    assert read("purchases", stage="ended").json()["items"] == []


@pytest.mark.parametrize(("asked", "where"), [({"stage": "sealed"}, "stage"), ({"limit": "0"}, "limit"), ({"district": "1"}, "district")])
def test_a_condition_that_does_not_exist_is_named_in_the_refusal(asked: dict[str, str], where: str) -> None:
    answer = read("purchases", **asked)
    assert answer.status_code == 422
    assert api_schema.differences("/api/v1/purchases", answer) == []
    assert [fault["where"].rpartition(".")[2] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize("state", ["published", "awarded", "settled"])
def test_programs_cost_no_more_queries_than_readers(state: str, django_assert_max_num_queries: Any) -> None:
    no = states.STATES[state]()
    for name in OF_PURCHASE:
        with clock.at(states.YEARS_LATER), django_assert_max_num_queries(12):
            read(name, no)


@pytest.mark.parametrize("make", [lambda: None, lambda: [make_published() for _ in range(3)]])
def test_the_list_asks_two_queries_whatever_its_length(make: Callable[[], object], django_assert_max_num_queries: Any) -> None:
    make()
    with django_assert_max_num_queries(2):
        read("purchases")


def test_the_law_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for name in ("instruments", "clauses", "parameters"):
            read(name)


@pytest.mark.parametrize(("where", "status"), [("/api/v1/nowhere", 404), ("/api/v1/purchases?q=%00", 400), ("/api/v1/", 404)])
def test_programs_are_refused_in_json_wherever_they_knock(where: str, status: int) -> None:
    answer = Client().get(where, headers={"accept": "text/html"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert answer.json()["error"]


def test_what_waits_for_me_is_told_to_me_alone(django_assert_max_num_queries: Any) -> None:
    states.awarded()
    task = Task.objects.filter(settled_at=None, person_id=None)[0]
    assert read("my_tasks").status_code == 401
    assert api_schema.differences("/api/v1/me/tasks", read("my_tasks")) == []
    mine = Person.objects.filter(memberships__organisation_id=task.organisation_id, memberships__role=task.role)[0]
    client = Client()
    client.force_login(mine, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(5):
        answer = read("my_tasks", client=client)
    assert api_schema.differences("/api/v1/me/tasks", answer) == []
    assert task.subject_title in [item["subject"] for item in answer.json()["items"]]
    others = Person.objects.filter(memberships__isnull=False).exclude(memberships__organisation_id=task.organisation_id)
    client.force_login(others[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert task.subject_title not in [
        item["subject"] for item in read("my_tasks", client=client).json()["items"] if item["kind"] == task.kind
    ]


def test_the_document_names_every_address_and_only_reading() -> None:
    told = {path for path, _operation in api_schema.operations()}
    assert told == {
        "/api/v1/health", "/api/v1/purchases", "/api/v1/purchases/{no}", "/api/v1/purchases/{no}/releases", "/api/v1/purchases/{no}/record",
        "/api/v1/law/instruments", "/api/v1/law/clauses", "/api/v1/law/clauses/{clause_id}", "/api/v1/law/parameters",
        "/api/v1/law/parameters/{key}", "/api/v1/me/tasks",
    }  # fmt: skip
    served = Client().get("/api/v1/openapi.json")
    assert json.loads(served.content)["paths"].keys() == told
    assert Client().get("/api/v1/docs").status_code == 404
    assert Client().post("/api/v1/purchases").status_code == 405
