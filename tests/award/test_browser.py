"""The score sheet in a real browser: sums while one types, and a telephone's width."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from bailu.award import queries
from tests.award import factories as f
from tests.award.test_screens import at, browse

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db,
    pytest.mark.at("2015-03-24 09:40"),
]
SHOTS = os.environ.get("BAILU_AWARD_SHOTS", "")


def _shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_score_sheet_adds_up_while_one_types_and_fits_the_screen(browser: Browser, shared_site: str, width: int) -> None:
    committee = f.make_reviewing()
    member = f.members_of(committee)[0]
    cookie = browse(member).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(base_url=shared_site, locale="zh-CN", viewport={"width": width, "height": 844})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": shared_site}])
    page = context.new_page()
    page.goto(at("score", committee.procedure_id))
    bid = queries.bids(committee)[0]
    page.fill(f"#id_p-{bid.pk}-0", "41.5")
    page.fill(f"#id_p-{bid.pk}-1", "20.25")
    for output in page.locator(f'[data-total="{bid.pk}"]').all():
        expect(output).to_have_text("61.75")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _shot(page, f"score-{width}")
    page.click('button[value="save"]:not(.sr)')
    expect(page.locator(f"#id_p-{bid.pk}-0")).to_have_value("41.50")
    if SHOTS:
        page.goto(at("committee", committee.procedure_id))
        _shot(page, f"committee-{width}")
        ranked = f.make_ranked(committee)
        page.goto(at("ranking", ranked.procedure_id))
        _shot(page, f"ranking-{width}")
    context.close()
