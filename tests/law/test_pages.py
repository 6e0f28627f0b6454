from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from bailu.law import citations, clauses, params, places, queries

pytestmark = pytest.mark.django_db


@contextmanager
def no_query() -> Iterator[None]:
    with CaptureQueriesContext(connection) as asked:
        yield
    assert [q["sql"] for q in asked if "law" in q["sql"]] == []
    assert len(asked) == 0


def page(client: Client, path: str) -> str:
    with no_query():
        response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_everyone_reads_which_instruments_were_in_force_on_a_day(client: Client) -> None:
    text = page(client, "/law/?on=2015-02-28")
    row = text.split("/law/IR2015/")[1].split("</tr>")[0]
    assert "国务院令第658号" in row and "尚未施行" in row
    assert "现行" in page(client, "/law/?on=2015-03-01").split("/law/IR2015/")[1].split("</tr>")[0]


def test_a_day_that_is_none_is_taken_as_today(client: Client) -> None:
    assert 'value="2015-03-02"' in page(client, "/law/?on=yesterday")


@pytest.mark.parametrize(
    ("query", "clause"),
    [("保证金", "IR2015:33"), ("第四十三条", "IR2015:43"), ("evaluation fee", "XM2015:3.7"), ("PL2014:35", "PL2014:35")],
)
def test_a_clause_is_found_by_word_number_and_in_both_languages(client: Client, query: str, clause: str) -> None:
    with no_query():
        text = client.get("/law/", {"q": query}).content.decode()
    assert f"/law/{clause}/" in text


def test_a_search_that_finds_nothing_says_so(client: Client) -> None:
    assert "没有符合的条款" in page(client, "/law/?q=qqq")


def test_a_clause_shows_our_summary_its_numbers_of_all_days_and_where_it_acts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "_registered", citations.defaultdict(dict))
    citations.register("IR2015:33", "procurement.rules.bond", "保证金上限")
    text = page(client, "/law/IR2015:33/")
    for words in (
        "实施条例第三十三条",
        "不超过项目预算的百分之二",
        "2004-09-11",
        "不超过 1%",
        "2015-03-01",
        "不超过 2%",
        "保证金上限",
        "procurement.rules.bond",
        "原文核对",
    ):
        assert words in text


def test_an_instrument_lists_its_clauses_and_what_came_before(client: Client) -> None:
    text = page(client, "/law/MOF87/")
    assert "/law/MOF87:47/" in text and "/law/ML18/" in text
    assert "87号令" in page(client, "/law/ML18/")


def test_the_parameters_of_a_day_are_shown_with_other_days_values(client: Client) -> None:
    text = page(client, "/law/parameters/?on=2015-06-29")
    row = text.split("磋商最少供应商数")[1].split("</tr>")[0]
    assert "不少于 3 家" in row and "2015-06-30 起：不少于 2 家" in row
    assert all(str(param.title) in text for param in params.regime(params.change_dates("xiamen")[-1]).values())


def test_every_clause_and_instrument_has_what_its_page_shows() -> None:
    for clause in clauses.all_clauses():
        found = queries.clause_page(clause.id, date(2015, 3, 3))
        assert found.clause is clause and found.state and found.surety.label
    assert client_pages(["/law/RB/", "/law/CK2015-124/", "/law/MOF102:24/", "/law/XM2015:3.4/"]) == [200] * 4


def client_pages(paths: list[str]) -> list[int]:
    client = Client()
    return [client.get(path).status_code for path in paths]


def test_an_unknown_clause_is_not_found(client: Client) -> None:
    assert client.get("/law/PL2014:999/").status_code == 404


def test_people_at_work_see_the_law_in_their_own_frame(client: Client, people: Mapping[str, Any]) -> None:
    client.force_login(next(iter(people.values())), backend="allauth.account.auth_backends.AuthenticationBackend")
    text = client.get("/law/PL2014:46/").content.decode()
    assert 'class="shell"' in text and "自中标、成交通知书发出之日起三十日内" in text


def test_pages_are_whole_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    for path, words in [("/law/", "In force"), ("/law/parameters/", "within 30 days"), ("/law/PL2014:46/", "Where it acts in the system")]:
        assert words in client.get(path).content.decode()
    translation.activate("zh-hans")


def test_where_a_clause_acts_is_said_in_the_words_of_the_screens(client: Client) -> None:
    rooms = {str(room.name): room for room in places.of("IR2015:43")}
    award = rooms["评审与成交"]
    assert {deed.label for deed in award.deeds} >= {"公告结果", "接收评审报告"}
    assert all(code.startswith("award.") for deed in award.deeds for code in deed.code)
    text = page(client, "/law/IR2015:43/")
    assert "评审与成交" in text and "award.rules.deciding" in text


def test_people_at_work_go_on_from_a_clause_to_the_screens_under_it(client: Client, people: Mapping[str, Any]) -> None:
    assert f'href="{reverse("planning:start_need")}"' not in page(client, "/law/XM2015:3.4/")
    client.force_login(next(iter(people.values())), backend="allauth.account.auth_backends.AuthenticationBackend")
    text = client.get("/law/XM2015:3.4/").content.decode()
    assert f'href="{reverse("planning:projects")}"' in text
