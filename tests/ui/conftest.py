"""The tests' own table and people; the rooms above are not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation

from bailu.kernel import acts
from bailu.kernel.actor import ANONYMOUS, Actor
from bailu.ui import identity, nav
from tests.ui import sample

CLERK = Actor(user_id=7, name="采购经办人", organisation_id=3, organisation_name="厦门市民政局", roles=frozenset({"PURCHASER_CLERK"}))


@pytest.fixture(autouse=True)
def chinese_first() -> Iterator[None]:
    """A page asked for in English leaves its language in the thread; the next test starts in Chinese."""
    with translation.override("zh-hans"):
        yield


class ActorFromHeader:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = CLERK if request.headers.get("x-clerk") else ANONYMOUS  # type: ignore[attr-defined]
        return self.get_response(request)


@pytest.fixture(scope="session")
def sample_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(sample.Purchase)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(sample.Purchase)


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_in_use", [])
    monkeypatch.setattr(nav, "_entries", {})
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.LOGIN_URL = "account_login"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "tests.ui.conftest.ActorFromHeader",
        "django.contrib.messages.middleware.MessageMiddleware",
        "bailu.ui.middleware.RefusalMiddleware",
    ]
    options = django_settings.TEMPLATES[0]["OPTIONS"]
    kept = [name for name in options["context_processors"] if "auth" not in name]
    settings.TEMPLATES = [{**django_settings.TEMPLATES[0], "OPTIONS": {**options, "context_processors": kept}}]


@pytest.fixture
def clerk(site: None, sample_table: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    # The tests' record belongs to no installed app, so a repeated act could not find it by its label.
    monkeypatch.setattr(acts.apps, "get_model", lambda _label: sample.Purchase)
    return Client(headers={"x-clerk": "yes"})


@pytest.fixture
def visitor(site: None, sample_table: None, db: None) -> Client:
    return Client()
