"""A public page that is remembered: cheap for the second visitor, never older than the last act, and nobody's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client, RequestFactory
from django.urls import reverse

from bailu.procurement import commands
from bailu.publicity import remembered
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


def test_each_language_has_its_own_page_and_no_visitor_a_mark() -> None:
    address = reverse("publicity:purchase", args=[make_published().no])
    chinese, english = text(Client(), address), text(Client(), address, headers={"Accept-Language": "en"})
    assert 'lang="en"' in english
    assert 'lang="zh-Hans"' in chinese
    assert not TOKEN.findall(chinese + english)


def test_a_form_on_a_kept_page_bears_each_visitors_own_mark(rf: RequestFactory) -> None:
    def told(request: HttpRequest) -> remembered.Told:
        return remembered.Told(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">', ())

    marks = set()
    for _twice in range(2):
        request = rf.get("/public/")
        [mark] = TOKEN.findall(remembered.page(request, lambda request=request: told(request)).content.decode())  # type: ignore[misc]
        request.method, request.META["HTTP_X_CSRFTOKEN"] = "POST", mark
        request.COOKIES[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
        assert CsrfViewMiddleware(HttpResponse).process_view(request, HttpResponse, (), {}) is None
        marks.add(mark)
    assert len(marks) == 2


def test_what_was_asked_for_with_conditions_is_not_kept_for_others() -> None:
    address = reverse("publicity:purchase", args=[make_published().no])
    assert "mark-of-mine" in text(Client(), f"{address}?next=mark-of-mine")
    assert "mark-of-mine" not in text(Client(), address)


def test_an_unknown_purchase_stays_unknown() -> None:
    assert Client().get(reverse("publicity:purchase", args=["P-2015-0099"])).status_code == 404
