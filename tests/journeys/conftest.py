"""Pages, pictures and troubles of the walks through the site; the browser itself is of ``tests/browsing.py``.

``BAILU_SHOTS=1`` puts the pictures into the manual, ``docs/manual/img``; else they go to a folder of the test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from bailu.server.place import PROJECT


@pytest.fixture
def site(as_installed: None, live_server: LiveServer) -> str:
    """The address of a site on the test database; what the test writes is committed and removed afterwards."""
    return str(live_server.url)


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser, as on a clerk's desk in Xiamen. A script error or a refused resource fails the test."""
    opened = browser.new_context(base_url=site, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 860})
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    assert troubles == []


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[Page, str], Path]:
    """``shot(page, "desk")`` keeps a picture of what the browser shows."""
    folder = PROJECT / "docs" / "manual" / "img" if os.environ.get("BAILU_SHOTS") == "1" else tmp_path

    def take(page: Page, name: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        page.screenshot(path=str(path), animations="disabled")
        return path

    return take
