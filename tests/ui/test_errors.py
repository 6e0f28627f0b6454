"""What goes wrong is said in plain words, with the right status, to people and to programs."""

from __future__ import annotations

import pytest
from django.test import Client


def test_a_refusal_raised_anywhere_is_a_page_with_clause_and_remedy(clerk: Client) -> None:
    answer = clerk.get("/refusing/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已过投标截止时间。" in page
    assert 'href="/law/MOF74:31/"' in page
    assert 'href="/dossier/">前往补正' in page


def test_a_program_is_answered_in_json(clerk: Client) -> None:
    answer = clerk.get("/refusing/", headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "已过投标截止时间。",
        "clause": {"id": "MOF74:31", "label": answer.json()["clause"]["label"]},
        "code": "late",
    }


def test_a_missing_right_is_403_and_a_visitor_is_led_to_the_sign_in(clerk: Client, visitor: Client) -> None:
    assert clerk.get("/forbidding/").status_code == 403
    assert visitor.get("/forbidding/")["location"] == "/login/?next=/forbidding/"


def test_an_unknown_address_is_404_in_the_layout(clerk: Client) -> None:
    answer = clerk.get("/nothing-here/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()
    assert 'href="/purchases/"' not in answer.content.decode()


def test_a_fault_is_500_without_the_layout(clerk: Client) -> None:
    clerk.raise_request_exception = False
    answer = clerk.get("/failing/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert "<link" not in answer.content.decode()


def test_a_missing_token_is_explained(site: None) -> None:
    answer = Client(enforce_csrf_checks=True, headers={"x-clerk": "yes"}).post("/enter/", {})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize("path", ["/ui/", "/ui/form/", "/ui/public/"])
def test_the_gallery_is_for_builders_only(visitor: Client, settings: object, path: str) -> None:
    settings.ROOT_URLCONF = "bailu.ui.urls"  # type: ignore[attr-defined]
    assert visitor.get(path).status_code == 404
    settings.UI_GALLERY = True  # type: ignore[attr-defined]
    assert visitor.get(path).status_code == 200
