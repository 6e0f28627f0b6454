"""A visitor looks up what the law says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def faults(page: Page) -> list[str]:
    return [f"{found['id']}: {found['help']}" for found in Axe().run(page).response["violations"]]


def test_a_visitor_finds_the_clause_on_bid_bonds_and_its_numbers(page: Page, shot: Callable[[Page, str], Path]) -> None:
    page.goto("/law/")
    assert faults(page) == []
    shot(page, "law")
    page.get_by_label("检索条款").fill("保证金")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="实施条例第三十三条").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("实施条例第三十三条")
    expect(page.get_by_text("不超过 2%")).to_be_visible()
    assert faults(page) == []
    shot(page, "law-clause")
    page.get_by_role("link", name="18号令第三十六条").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("18号令第三十六条")
    expect(page.get_by_text("2004-09-11 至 2017-09-30")).to_be_visible()


def test_the_parameters_of_a_day_fit_a_narrow_screen(page: Page, shot: Callable[[Page, str], Path]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/law/parameters/?on=2015-06-29")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page) == []
    shot(page, "law-parameters-narrow")
