"""Browsers before which people of the world of the permission matrix sit, and addresses by their names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.permission_matrix import MATRIX
from tests.worlds import World

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def address(name: str, world: World) -> str:
    return reverse(name, kwargs={key: attrgetter(subject)(world) for key, subject in MATRIX[name].subject.items()})


@contextmanager
def seated(
    browser: Browser, site: str, world: World, role: str, *, size: Any = DESK, language: str = "zh-hans", **more: Any
) -> Iterator[Page]:
    """A page of a browser in which that role is signed in; nobody is for an empty one."""
    context = browser.new_context(
        base_url=site, locale="zh-CN", timezone_id="Asia/Shanghai", viewport=size, reduced_motion="reduce", **more
    )
    context.set_default_timeout(10_000)
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if role:
        client = Client()
        client.force_login(world.people[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    yield context.new_page()
    context.close()
