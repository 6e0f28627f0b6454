"""Drafts: kept for their author alone, by their own post, gone when the act is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.ui import drafts
from bailu.ui.models import Draft
from tests.ui.conftest import CLERK
from tests.ui.sample import Purchase
from tests.ui.test_actviews import ONCE, facts

KEEP, DROP = "/drafts/", "/drafts/drop/"


def typed(**more: Any) -> dict[str, Any]:
    return facts(_screen="/enter/", csrfmiddlewaretoken="x", confirm="yes", **more)


def test_what_was_typed_is_shown_again_rows_too_and_says_since_when(clerk: Client) -> None:
    answer = clerk.post(KEEP, typed(title="写到一半"))
    assert (answer.status_code, answer.content.decode()) == (200, "10:00")
    page = clerk.get("/enter/").content.decode()
    assert "已恢复 10:00 未提交的内容" in page
    assert 'value="写到一半"' in page
    assert 'value="人员"' in page
    assert "有 1 处需要改正" not in page
    assert Purchase.objects.count() == 0


def test_a_get_never_writes(clerk: Client, django_assert_num_queries: Any) -> None:
    clerk.post(KEEP, typed())
    before = list(Draft.objects.values())
    for address in ("/enter/", KEEP, DROP):
        clerk.get(address)
    assert list(Draft.objects.values()) == before


def test_a_refused_form_is_kept_without_scripts(clerk: Client) -> None:
    assert clerk.post("/enter/", facts(amount="5080")).status_code == 422
    page = clerk.get("/enter/").content.decode()
    assert "已恢复" in page
    assert 'value="5080"' in page


def test_it_is_gone_when_the_act_is_done_and_a_late_save_does_not_bring_it_back(clerk: Client) -> None:
    clerk.post(KEEP, typed())
    assert clerk.post("/enter/", facts()).status_code == 303
    assert not Draft.objects.exists()
    assert clerk.post(KEEP, typed()).content == b""
    assert not Draft.objects.exists()


def test_it_can_be_given_up(clerk: Client) -> None:
    clerk.post(KEEP, typed())
    answer = clerk.post(DROP, {"_screen": "/enter/"})
    assert (answer.status_code, answer["location"]) == (303, "/enter/")
    assert not Draft.objects.exists()


def test_nobody_else_sees_it_and_neither_does_the_same_person_for_another_body(clerk: Client) -> None:
    clerk.post(KEEP, typed())
    kept = drafts.of(CLERK, "/enter/")
    assert kept is not None
    assert kept.data["title"] == "温馨夕阳"
    assert drafts.of(Actor(user_id=8, name="他人", organisation_id=3), "/enter/") is None
    assert drafts.of(Actor(user_id=7, name="同一人", organisation_id=4), "/enter/") is None


def test_the_database_cannot_read_it_and_it_holds_neither_keys_nor_tokens(clerk: Client) -> None:
    clerk.post(KEEP, typed(password="geheim", stray="x"))
    sealed = bytes(Draft.objects.get().sealed)
    assert "温馨夕阳".encode() not in sealed
    kept = drafts.of(CLERK, "/enter/")
    assert kept is not None
    assert {"title", "amount", "items-0-head", "items-TOTAL_FORMS"} <= set(kept.data)
    assert not {"once", "csrfmiddlewaretoken", "confirm", "_screen", "password", "stray"} & set(kept.data)


def test_the_tick_removes_what_nobody_came_back_to(clerk: Client) -> None:
    clerk.post(KEEP, typed())
    with clock.at(clock.now() + dt.timedelta(days=drafts.KEPT_DAYS, minutes=1)):
        assert drafts.of(CLERK, "/enter/") is None
        assert drafts.sweep() == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "screen", ["", "/purchases/", "/nowhere/at/all/", "https://elsewhere.example/enter/", "//elsewhere/", "/enter/\x00", "/enter/?as=%00"]
)
def test_only_a_screen_of_an_act_has_drafts(clerk: Client, screen: str) -> None:
    assert clerk.post(KEEP, facts(_screen=screen)).status_code == 404
    assert clerk.post(DROP, {"_screen": screen}).status_code == 404
    assert not Draft.objects.exists()


def test_odd_characters_are_kept_as_they_are(clerk: Client) -> None:
    odd = "\x00 \ud800 \u202e 🦢 {{ 7*7 }} =1+1"
    assert clerk.post(KEEP, typed(title=odd.encode("utf-8", "replace").decode())).status_code == 200
    clerk.post(KEEP, b"_screen=/enter/&title=%ED%A0%80%00&once=x", content_type="application/x-www-form-urlencoded")
    assert clerk.get("/enter/").status_code == 200
    assert drafts.keep(CLERK, "/enter/", {"title": [odd]})
    kept = drafts.of(CLERK, "/enter/")
    assert kept is not None
    assert kept.data["title"] == odd


def test_a_visitor_has_no_drafts(visitor: Client) -> None:
    assert visitor.post(KEEP, typed()).status_code == 302
    assert not Draft.objects.exists()


def test_what_is_beyond_reason_or_unreadable_is_as_if_it_were_not_there(clerk: Client) -> None:
    clerk.post(KEEP, typed(title="长" * drafts.LARGEST))
    assert not Draft.objects.exists()
    clerk.post(KEEP, typed())
    Draft.objects.update(sealed=b"scrambled")
    assert "已恢复" not in clerk.get("/enter/").content.decode()
    assert ONCE
