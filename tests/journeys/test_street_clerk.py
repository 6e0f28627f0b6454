"""A street's clerk asks households on a phone, hears the public, costs, sets targets and gets the money; nobody types a count twice."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bailu.funds.models import Encumbrance
from bailu.planning.enums import ProjectState
from bailu.planning.models import Comment, Need, Project, Response, Survey
from tests.journeys.fourth import Cast, assemble
from tests.journeys.hands import Hand, grave, move_clock, phone
from tests.journeys.test_newcomer import budget, project

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def survey(cast: Cast) -> Need:
    """Three households on the street, each in three screens."""
    clerk = cast["clerk"]
    clerk.begin("提出需求")
    clerk.fill({"需求名称": "厦港街道残疾人居家支持需求", "问题概述": "重度残疾人家庭照料压力大，缺少上门支持。"})
    clerk.fill({"服务人群": ["残疾人"], "服务领域": ["残疾人服务"]}).send()
    clerk.go("设计问卷").send()
    clerk.go("开始调查").send()
    need = Need.objects.get()
    with phone(clerk) as street:
        street.reads(f"/needs/{need.no}/").go("填写问卷")
        for people in ("1", "2", "1"):
            street.fill({"家里有几口人": "4", "家里有几人需要这项服务": people})
            assert grave(street.page) == []
            wide = street.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 390, wide
            street.send().sees("第 2 组，共 3 组")
            street.fill({"最需要哪些帮助": ["上门探访"], "目前的困难程度": "4"}).send()
            street.fill({"还有什么要说的": "晚上没人替换"}).send().sees("第 1 组，共 3 组")
    assert Response.objects.filter(completed_at__isnull=False).count() == 3
    clerk.reads(f"/needs/{need.no}/").go("结束调查").send()
    found = Survey.objects.get(need=need)
    assert (found.sample, found.found) == (3, 4)
    return need


def consultation(cast: Cast, browser: Browser, site: str, need: Need) -> None:
    clerk = cast["clerk"]
    clerk.reads(f"/needs/{need.no}/").go("公开征求意见")
    clerk.fill({"征求什么意见": "打算为重度残疾人家庭上门服务，您怎么看？", "截止日期": "2015-03-20"}).send()
    page = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 390, "height": 844}).new_page()
    page.goto("/public/needs/")
    page.locator("main").get_by_role("link", name=need.title).first.click()
    page.locator("main label").filter(has_text="赞成").first.click()
    page.get_by_label("您的意见").fill("希望周末也来。")
    assert grave(page) == []
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_text("您的意见已经收到")).to_be_visible()
    page.context.close()
    assert Comment.objects.get().text == "希望周末也来。"
    cast["head"].refused(f"/needs/{need.no}/assess/", "正在公开征求意见", "IR2015:15")
    move_clock("2015-03-23 09:00")
    clerk.begin("汇总公众意见").sees("希望周末也来。")
    clerk.fill({"主要意见": "希望周末也有服务。", "采纳情况": "每月安排两个周末。"}).send()


def test_a_street_clerk_surveys_on_a_phone_costs_sets_targets_and_gets_the_money(browser: Browser, site: str, settings: Any) -> None:
    settings.DEMO_CLOCK = True
    Hand.troubles.clear()
    cast = assemble(browser, site)
    move_clock("2015-03-06 09:00")
    need = survey(cast)
    consultation(cast, browser, site, need)
    head = cast["head"].begin("评估需求").fill({"有需求人数": "41", "评估结论": "需求真实、紧迫，适合购买服务。"})
    head.fill({"严重程度": "很高", "紧迫程度": "较高", "涉及人数": "中等", "服务缺口": "很高", "群众意愿": "较高"}).send()
    head.reads("/needs/ranking/").sees("86")
    budget(cast)
    project(cast)
    made = Project.objects.get()
    assert made.state == ProjectState.ACCEPTED
    held = sum(e.amount for e in Encumbrance.objects.filter(project_no=made.no))
    assert held == made.total
    cast["clerk"].reads(f"/projects/{made.no}/").sees("建议的采购方式")
    assert Hand.troubles == []
