"""A public page that is remembered: cheap for the second visitor, never older than the last act, and nobody's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.procurement import commands
from tests.procurement.factories import make_bidder, make_published

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def text(visitor: Client, address: str, **headers: Any) -> str:
    return visitor.get(address, **headers).content.decode()


def test_the_second_visitor_costs_one_query_and_the_next_act_is_seen_at_once(django_assert_num_queries: Any) -> None:
    buying = make_published()
    address = reverse("publicity:purchase", args=[buying.no])
    first = text(Client(), address)
    with django_assert_num_queries(1):
        again = text(Client(), address)
    assert TOKEN.sub("", again) == TOKEN.sub("", first)
    asked = commands.ask_enquiry(make_bidder(), procedure_id=buying.procedure.pk, question="场地由谁提供？")
    commands.answer_enquiry(buying.officer, enquiry_id=asked.pk, answer="由购买主体提供。")
    assert "由购买主体提供。" in text(Client(), address)
    assert "由购买主体提供。" in text(Client(), address, headers={"Accept-Language": "en"})


def test_each_language_and_each_visitor_has_the_own_page() -> None:
    address = reverse("publicity:purchase", args=[make_published().no])
    chinese, english = text(Client(), address), text(Client(), address, headers={"Accept-Language": "en"})
    assert 'lang="en"' in english
    assert 'lang="zh-Hans"' in chinese
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    mine, theirs = TOKEN.findall(text(one, address))[0], TOKEN.findall(text(other, address))[0]
    assert mine != theirs
    assert one.post(reverse("set_language"), {"language": "en", "csrfmiddlewaretoken": mine}).status_code == 302
    assert other.post(reverse("set_language"), {"language": "en", "csrfmiddlewaretoken": mine}).status_code == 403


def test_what_was_asked_for_with_conditions_is_not_kept_for_others() -> None:
    address = reverse("publicity:purchase", args=[make_published().no])
    assert "mark-of-mine" in text(Client(), f"{address}?next=mark-of-mine")
    assert "mark-of-mine" not in text(Client(), address)


def test_an_unknown_purchase_stays_unknown() -> None:
    assert Client().get(reverse("publicity:purchase", args=["P-2015-0099"])).status_code == 404
