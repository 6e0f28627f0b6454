"""The score sheet in a real browser: sums while one types, and a telephone's width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bailu.award import queries
from tests.award import factories as f
from tests.award.test_screens import at, browse

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db,
    pytest.mark.at("2015-03-24 09:40"),
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("BAILU_BROWSER") != "required", reason="no chromium on this machine"),
]
SHOTS = os.environ.get("BAILU_AWARD_SHOTS", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield started
        started.close()
        connections.close_all()


@pytest.fixture
def address(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on the test's own transaction."""
    connection = connections["default"]
    monkeypatch.setattr(connection, "close", lambda: None)
    connection.inc_thread_sharing()
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={connection.alias: connection})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    # The sharing stays: a thread of the server may still be ending a request when the test is over.
    server.terminate()


def _shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_score_sheet_adds_up_while_one_types_and_fits_the_screen(browser: Browser, address: str, width: int) -> None:
    committee = f.make_reviewing()
    member = f.members_of(committee)[0]
    cookie = browse(member).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(base_url=address, locale="zh-CN", viewport={"width": width, "height": 844})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(at("score", committee.procedure_id))
    bid = queries.bids(committee)[0]
    page.fill(f"#id_p-{bid.pk}-0", "41.5")
    page.fill(f"#id_p-{bid.pk}-1", "20.25")
    for output in page.locator(f'[data-total="{bid.pk}"]').all():
        expect(output).to_have_text("61.75")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _shot(page, f"score-{width}")
    page.click('button[value="save"]')
    expect(page.locator(f"#id_p-{bid.pk}-0")).to_have_value("41.50")
    if SHOTS:
        page.goto(at("committee", committee.procedure_id))
        _shot(page, f"committee-{width}")
        ranked = f.make_ranked(committee)
        page.goto(at("ranking", ranked.procedure_id))
        _shot(page, f"ranking-{width}")
    context.close()
