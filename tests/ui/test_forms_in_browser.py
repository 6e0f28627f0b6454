"""Forms in a real browser: what is typed outlives the machine, and clicking twice, going back and reloading do no harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bailu.ui.models import Draft
from tests.ui.sample import Purchase
from tests.ui.test_browser import address, fill, opened  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


def send(page: Page) -> None:
    page.get_by_role("button", name="登记项目").click()
    page.wait_for_url("**/purchase/*/")


def test_what_is_typed_is_there_at_another_machine_without_having_been_sent(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/enter/")
    with page.expect_response("**/drafts/"):
        fill(page)
    expect(page.locator("[data-kept]")).to_contain_text("已暂存")
    assert Purchase.objects.count() == 0
    other = opened("/enter/", scripts=False)
    expect(other.get_by_text("未提交的内容")).to_be_visible()
    expect(other.get_by_label("名称")).to_have_value("温馨夕阳")
    expect(other.locator("[name=items-0-head]")).to_have_value("人员")
    other.get_by_role("button", name="放弃").click()
    expect(other.get_by_label("名称")).to_have_value("")
    assert not Draft.objects.exists()


def test_leaving_the_page_keeps_what_was_typed(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/enter/")
    page.get_by_label("名称").fill("写到一半")
    with page.expect_request("**/drafts/"):
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'}); document.dispatchEvent(new Event('visibilitychange'))"
        )


def test_a_double_click_sends_once(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/enter/")
    fill(page)
    page.get_by_role("button", name="登记项目").dblclick()
    page.wait_for_url("**/purchase/*/")
    assert Purchase.objects.count() == 1
    assert not Draft.objects.exists()


def test_going_back_and_sending_again_and_reloading_act_once(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/enter/")
    fill(page)
    send(page)
    page.reload()
    assert Purchase.objects.count() == 1
    page.go_back()
    page.get_by_role("button", name="登记项目").wait_for()
    if page.get_by_label("名称").input_value():  # the browser kept the page as it was, its key too
        send(page)
        assert Purchase.objects.count() == 1


def test_a_reload_after_a_refusal_changes_nothing_and_loses_nothing(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/enter/")
    fill(page, "5080")
    page.get_by_role("button", name="登记项目").click()
    expect(page.locator("#refusal")).to_be_focused()
    page.goto("/enter/")
    expect(page.get_by_label("金额")).to_have_value("5080")
    assert Purchase.objects.count() == 0


def test_the_outline_counts_what_is_still_asked_for_and_an_amount_is_said_in_capital_words(opened: Callable[..., Page]) -> None:  # noqa: F811
    page = opened("/ui/form/")
    first = page.locator(".outline a").first
    expect(first).to_contain_text("0/5")
    page.get_by_label("项目名称").fill("温馨夕阳")
    page.get_by_label("预算金额").fill("267800.50")
    expect(first).to_contain_text("2/5")
    expect(page.locator("[data-words]")).to_have_text("¥267,800.50 贰拾陆万柒仟捌佰元伍角整")
    page.get_by_role("button", name="发布公告").click()
    expect(page.locator(".outline a.wrong").first).to_contain_text("处需改正")
