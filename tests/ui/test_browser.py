"""The screens in a real browser: what scripts add, what a narrow screen does, what a reader of the page hears."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bailu.ui import nav
from tests.ui.sample import Purchase

pytestmark = pytest.mark.journey
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
PAGES = ["/purchases/", "/enter/", "/enter/?as=refused", "/ui/", "/ui/form/", "/ui/public/", "/nothing/"]


@pytest.fixture
def address(site: None, sample_table: None, shared_site: str, settings: Any) -> str:
    settings.MIDDLEWARE = ["csp.middleware.CSPMiddleware", *settings.MIDDLEWARE]
    settings.UI_GALLERY = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    nav.register(nav.WORK, "我的工作台", "desk", badge=lambda actor: 3)
    nav.register(nav.PURCHASE, "项目", "purchases")
    return shared_site


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(path: str, *, size: Any = WIDE, scheme: Any = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport=size,
            color_scheme=scheme,
            locale="zh-CN",
            extra_http_headers={"x-clerk": "yes"},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_pages_are_accessible_fit_the_screen_and_keep_to_the_security_policy(opened: Callable[..., Page], size: Any, scheme: str) -> None:
    Purchase.objects.create(no="P-2015-0001", title="“温馨夕阳暖空巢”老年人服务项目", amount=508000)
    page = opened("/", size=size, scheme=scheme)
    wrong: list[object] = []
    page.on(
        "console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") and "status of 4" not in said.text else None
    )
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            wrong.append(f"{path} is wider than the screen")
        for each in Axe().run(page).response["violations"]:
            wrong.append((path, each["id"], [node["html"][:200] for node in each["nodes"]]))
    assert wrong == []


def fill(page: Page, amount: str = "508") -> None:
    page.get_by_label("名称").fill("温馨夕阳")
    page.get_by_label("金额").fill(amount)
    page.locator("[name=items-0-head]").fill("人员")
    page.locator("[name=items-0-price]").fill("300.10")


def test_rows_are_added_removed_and_summed_while_one_types(opened: Callable[..., Page]) -> None:
    page = opened("/enter/")
    fill(page)
    page.get_by_role("button", name="添加一行").click()
    page.locator("[name=items-1-head]").fill("活动")
    page.locator("[name=items-1-price]").fill("0.20")
    expect(page.locator("[data-sum]")).to_have_text("300.30")
    page.get_by_role("button", name="移除").first.click()
    expect(page.locator("[data-sum]")).to_have_text("0.20")
    page.get_by_role("button", name="登记项目").click()
    page.wait_for_url("**/purchase/*/")
    assert Purchase.objects.get().no == "P-1"


def test_products_of_a_row_lose_no_cent(opened: Callable[..., Page]) -> None:
    page = opened("/ui/form/")
    for name, value in (("unit_price", "1.15"), ("quantity", "3"), ("months", "12")):
        page.locator(f"[name=items-0-{name}]").fill(value)
    expect(page.locator("[data-product]").first).to_have_text("41.40")
    expect(page.locator("[data-sum]")).to_have_text("41.40")


def test_an_impatient_finger_acts_once(opened: Callable[..., Page]) -> None:
    page = opened("/enter/")
    fill(page)
    page.get_by_role("button", name="登记项目").dblclick()
    page.wait_for_url("**/purchase/*/")
    assert Purchase.objects.count() == 1


def test_after_a_refusal_the_eye_is_led_to_it_and_the_form_is_kept(opened: Callable[..., Page]) -> None:
    page = opened("/enter/")
    fill(page, "5080")
    page.get_by_role("button", name="登记项目").click()
    expect(page.locator("#refusal")).to_be_focused()
    expect(page.locator("#refusal")).to_contain_text("预算不足。")
    expect(page.get_by_label("名称")).to_have_value("温馨夕阳")


def test_everything_works_without_scripts(opened: Callable[..., Page]) -> None:
    page = opened("/enter/", size=NARROW, scripts=False)
    fill(page)
    page.get_by_role("button", name="添加一行").click()
    page.locator("[name=items-1-head]").fill("活动")
    page.locator("[name=items-1-price]").fill("5")
    page.locator("[name=items-0-DELETE]").check()
    page.get_by_role("button", name="登记项目").click()
    page.wait_for_url("**/purchase/*/")
    assert Purchase.objects.get().no == "P-1"


def test_the_search_is_one_key_away_and_the_menu_folds_on_a_narrow_screen(opened: Callable[..., Page]) -> None:
    page = opened("/purchases/")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("检索项目、机构、文件")).to_be_focused()
    page = opened("/purchases/", size=NARROW)
    expect(page.get_by_role("link", name="项目", exact=True)).to_be_hidden()
    page.locator(".nav-fold > summary").click()
    expect(page.get_by_role("link", name="项目", exact=True)).to_be_visible()
