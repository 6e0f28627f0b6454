"""The screen of an act: it shows what the law answers, keeps what was typed, and acts once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bailu.kernel.models import OnceKey
from tests.ui.sample import Purchase

ONCE = "0b8e0f0a-3f0e-4b7e-9b52-5a1d0c9d1a11"


def facts(**more: Any) -> dict[str, Any]:
    return {
        "once": ONCE,
        "title": "温馨夕阳",
        "amount": "508.00",
        "items-TOTAL_FORMS": "2",
        "items-INITIAL_FORMS": "0",
        "items-MIN_NUM_FORMS": "0",
        "items-MAX_NUM_FORMS": "1000",
        "items-0-head": "人员",
        "items-0-price": "300",
        "items-1-head": "",
        "items-1-price": "",
    } | more


def test_the_form_carries_a_fresh_key_its_clause_and_the_facts_beside_it(clerk: Client) -> None:
    one, two = (clerk.get("/enter/").content.decode() for _ in range(2))
    keys = [re.findall(r'name="once" value="([0-9a-f-]{36})"', page) for page in (one, two)]
    assert len(keys[0]) == 1
    assert keys[0] != keys[1]
    assert 'href="/law/XM2015:3.4/"' in one
    assert "市直" in one
    assert "写清楚。" in one
    assert "style=" not in one
    assert "<script>" not in one


@pytest.mark.parametrize(("asked", "status"), [("refused", 422), ("forbidden", 403)])
def test_a_refused_act_shows_its_reason_instead_of_the_form(clerk: Client, asked: str, status: int) -> None:
    answer = clerk.get(f"/enter/?as={asked}")
    page = answer.content.decode()
    assert answer.status_code == status
    assert ("没有需求调查。" in page) == (asked == "refused")
    assert ('href="/survey/"' in page) == (asked == "refused")
    assert 'name="once"' not in page


def test_an_act_leads_on_with_303_and_a_message(clerk: Client) -> None:
    answer = clerk.post("/enter/", facts())
    made = Purchase.objects.get()
    assert (answer.status_code, answer["location"]) == (303, f"/purchase/{made.pk}/")
    assert made.no == "P-1"
    assert "已办理：登记项目。" in clerk.get("/enter/").content.decode()


def test_a_second_click_acts_once_and_leads_to_the_same_place(clerk: Client) -> None:
    places = [clerk.post("/enter/", facts())["location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Purchase.objects.count() == 1


def test_a_refusal_keeps_what_was_typed_and_the_key_and_changes_nothing(clerk: Client) -> None:
    answer = clerk.post("/enter/", facts(amount="5080"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "预算不足。" in page
    assert 'href="/law/PL2014:6/"' in page
    assert 'href="/budget/">追加预算' in page
    assert 'value="温馨夕阳"' in page
    assert 'value="人员"' in page
    assert ONCE in page
    assert (Purchase.objects.count(), OnceKey.objects.count()) == (0, 0)


def test_the_same_key_may_succeed_after_a_refusal(clerk: Client) -> None:
    clerk.post("/enter/", facts(amount="5080"))
    assert clerk.post("/enter/", facts()).status_code == 303
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "status", "said"), [("禁止", 403, "不是经办人。"), ("重名", 422, "已有同名项目。"), ("繁忙", 503, "再提交一次")]
)
def test_what_an_act_raises_is_said_on_the_form(clerk: Client, title: str, status: int, said: str) -> None:
    answer = clerk.post("/enter/", facts(title=title))
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert ONCE in page
    assert not Purchase.objects.exists()


def test_field_errors_stand_at_the_top_and_at_the_field(clerk: Client) -> None:
    answer = clerk.post("/enter/", facts(amount="", **{"items-0-price": "x"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "有 2 处需要改正" in page
    assert 'href="#id_amount"' in page
    assert 'id="id_amount_error"' in page
    assert "明细第 1 行 单价" in page
    assert 'aria-describedby="id_title_help"' in page
    assert 'aria-describedby="id_amount_error"' in page
    assert not Purchase.objects.exists()


def test_removed_and_empty_rows_do_not_reach_the_act(clerk: Client) -> None:
    clerk.post("/enter/", facts(**{"items-0-DELETE": "on", "items-1-head": "活动", "items-1-price": "5"}))
    assert Purchase.objects.get().no == "P-1"


def test_a_row_can_be_added_without_scripts(clerk: Client) -> None:
    answer = clerk.post("/enter/", facts(_add="items", title=""))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="items-2-head"' in page
    assert 'value="人员"' in page
    assert "需要改正" not in page
    assert 'class="error" id=' not in page
    assert not Purchase.objects.exists()


def test_an_act_that_asks_for_confirmation_waits_for_it(clerk: Client) -> None:
    answer = clerk.post("/enter/confirmed/", facts())
    assert answer.status_code == 422
    assert "请先核对并勾选。" in answer.content.decode()
    assert not Purchase.objects.exists()
    assert clerk.post("/enter/confirmed/", facts(confirm="yes")).status_code == 303


def test_files_must_be_chosen_again_after_a_refusal_and_the_page_says_so(clerk: Client) -> None:
    answer = clerk.post("/enter/", facts(amount="5080", proof=SimpleUploadedFile("a.pdf", b"x")))
    assert "请重新选择要上传的文件" in answer.content.decode()


def test_a_mangled_key_does_not_stop_the_act(clerk: Client) -> None:
    assert clerk.post("/enter/", facts(once="'; drop")).status_code == 303


def test_what_is_out_of_scope_is_not_found(clerk: Client) -> None:
    assert clerk.get("/nowhere/").status_code == 404


def test_a_visitor_signs_in_first(visitor: Client) -> None:
    assert visitor.post("/enter/", facts())["location"] == "/login/?next=/enter/"
    assert not Purchase.objects.exists()
