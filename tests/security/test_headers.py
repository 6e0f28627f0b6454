"""Headers of every answer, cookies, hosts, redirects, tokens of forms."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from bailu.organisations.models import Person
from bailu.organisations.roles import Role as R
from bailu.server.place import PROJECT
from tests.factories import PASSWORD, make_actor, make_person
from tests.security.routes import Route, routes

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
EVERYWHERE = (
    "/public/",
    "/accounts/login/",
    "/no/such/page",
    "/public/ocds/feed.json",
    "/card/",
    "/",
    "/accounts/password/reset/",
    "/a%00b",
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers_pages_errors_and_data_alike(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"] and "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYWHERE)
def test_the_content_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    told = {part.split()[0]: " ".join(part.split()[1:]) for part in policy.split(";") if part.strip()}
    assert "unsafe-" not in policy and "http:" not in policy and "*" not in policy
    assert {name: told.get(name) for name in POLICY} == POLICY


def test_no_template_has_inline_script_style_or_handlers() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style[\s>]|\sstyle=[\"']|\son(?:click|load|error|submit|change|input|key\w+|mouse\w+|focus|blur|pointer\w+)=[\"']|javascript:"
    )
    found = [
        f"{path.relative_to(PROJECT)}: {hit[0]}"
        for path in sorted(PROJECT.glob("bailu/*/templates/**/*.html"))
        if (hit := inline.search(path.read_text()))
    ]
    assert found == []


def read(home: Path, code: str, **given: str) -> str:
    environment = {"PATH": os.environ["PATH"], "BAILU_HOME": str(home), **given}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, env=environment, timeout=60)
    return done.stdout + done.stderr


def test_with_https_cookies_are_strict_and_the_browser_is_told_to_stay_with_it(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    )  # fmt: skip
    code = "from config import settings as s; print(all(getattr(s, n) for n in %r), s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_NAME)"
    outside = {"DATABASE_URL": "postgresql://b@db/b", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "gov.example", "BAILU_HTTPS": "1"}
    assert read(tmp_path, code % (names,), **outside).strip() == "True 31536000 __Host-session"


@pytest.mark.django_db
def test_with_https_every_answer_says_so_and_plain_requests_are_sent_there(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True, 31_536_000, True
    fresh = Client()
    assert fresh.get("/public/").headers["Location"] == "https://testserver/public/"
    assert fresh.get("/public/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db
def test_cookies_are_for_this_site_and_not_for_scripts(client: Client) -> None:
    person = make_person(password=PASSWORD)
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    client.post(reverse("set_language"), {"language": "en"})
    assert {"sessionid", "csrftoken", "django_language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key
        assert cookie["domain"] == ""
    assert client.cookies["sessionid"]["max-age"] == ""


@pytest.mark.django_db
def test_pages_for_one_who_is_signed_in_are_kept_by_nobody(client: Client) -> None:
    client.force_login(Person.objects.get(pk=make_actor(R.PURCHASER_CLERK).user_id), backend=BACKEND)
    for path in ("/", "/me/", "/projects/", "/public/", "/no/such/page", "/search/?q=老人"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store", path


@pytest.mark.django_db
def test_what_is_public_may_be_kept_by_caches(client: Client) -> None:
    assert "no-store" not in client.get("/public/ocds/feed.json").headers["Cache-Control"]
    assert "no-store" not in client.get("/public/").headers.get("Cache-Control", "")
    assert "no-store" in client.get("/accounts/login/").headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_nobody_is_led_to_another_site(client: Client, target: str) -> None:
    person = make_person(password=PASSWORD)
    actor = make_actor(R.PURCHASER_CLERK, person=person)
    signed = client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD, "next": target})
    switched = client.post(reverse("organisations:switch"), {"organisation": str(actor.organisation_id), "next": target})
    spoken = client.post(reverse("set_language"), {"language": "en", "next": target}, headers={"referer": target})
    out = client.post(reverse("account_logout"), {"next": target})
    for answer in (signed, switched, spoken, out):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/") and not answer.headers["Location"].startswith(("//", "/\\")), answer.headers[
            "Location"
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "[::1"])
def test_another_host_name_is_refused(client: Client, host: str) -> None:
    assert client.get("/public/", headers={"host": host}).status_code == 400
    assert client.post(reverse("account_reset_password"), {"email": "a@example.org"}, headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_the_address_of_the_host_is_not_taken_from_a_header_of_the_client(client: Client) -> None:
    answer = client.get("/public/about/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in answer.content.decode()


SOMETHING = {"form": "pdf", "uidb36": "1", "code": "ABCDEFGH"}


def address(route: Route) -> str:
    """The route's address with something for each of its parts."""
    for its_key in ("1", str(uuid.UUID(int=1))):
        with contextlib.suppress(NoReverseMatch):
            return reverse(route.name, kwargs={key: SOMETHING.get(key, its_key if key == "key" else "1") for key in route.keys})
    raise AssertionError(route)


@pytest.mark.django_db
def test_every_post_asks_for_the_token_of_the_form() -> None:
    """By the table of routes: whatever would take a post refuses one without the token before anything else is asked.

    But for the language of the page, which changes nothing else: so a citizen who only reads is given no cookie.
    """
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(pk=make_actor(R.PURCHASER_CLERK).user_id), backend=BACKEND)
    found = {}
    for route in routes(get_resolver()):
        answer = strict.post(address(route), {})
        if answer.status_code not in {403, 405}:
            found[route.name] = answer.status_code
    assert found == {"set_language": 302}


def test_a_token_from_elsewhere_is_no_token(client: Client) -> None:
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
