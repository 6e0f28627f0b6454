"""From need to notice as a newcomer does it: no address typed, only the desk, what waits there and what each page offers next.

Counted over all people together: clicks (links, buttons, ticks, choices) and fields typed, five people's signing in included; seconds
waited, as the browser measures from leaving a page until the next one stands, with the server warm, as it is after anybody's first look.
Checking a password is slow on purpose and happens once a day, so its seconds are told apart. They are held to their bound with
``BAILU_TIMED=1`` on a machine that does nothing else: a test among others says nothing about waiting.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure
from tests.journeys.fourth import Cast, assemble
from tests.journeys.hands import Hand, move_clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CLICKS, FIELDS, SECONDS = 60, 40, 5.0
TIMED = os.environ.get("BAILU_TIMED") == "1"


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """Waiting is measured against the web part as it is installed; clicks and fields are the same at any server."""
    if TIMED:
        return str(request.getfixturevalue("installed_site"))
    request.getfixturevalue("as_installed")
    return str(request.getfixturevalue("live_server").url)


class Tally:
    """What has been asked of people since the last line."""

    def __init__(self) -> None:
        self.last = self.now()

    def now(self) -> tuple[int, int, float]:
        return Hand.clicks, Hand.fields, Hand.waited

    def line(self, name: str) -> None:
        before, self.last = self.last, self.now()
        clicks, fields, seconds = (now - then for now, then in zip(self.last, before, strict=True))
        print(f"{name:<10} {clicks:>3} clicks {fields:>3} fields {seconds:>5.1f} s")


def warm(cast: Cast, names: tuple[str, ...]) -> None:
    """Templates are compiled once in the life of a server; nobody waits for that twice."""
    for name in names * (3 if TIMED else 1):  # as installed there are two processes, and each has to have had its first look
        for path in ("/", "/needs/new/", "/projects/new/", "/budget/", "/budget/new/"):
            cast[name].page.goto(path)
        cast[name].page.goto("/")


def need(cast: Cast) -> None:
    clerk = cast["clerk"]
    clerk.begin("提出需求")
    clerk.fill({"需求名称": "厦港街道残疾人居家支持需求", "问题概述": "重度残疾人家庭照料压力大，缺少上门支持。"})
    clerk.fill({"服务人群": ["残疾人"], "服务领域": ["残疾人服务"]})
    expect(clerk.page.get_by_label("服务区域")).to_have_value("厦港街道")
    clerk.fill({"调查户数": "60", "有需求人数": "41", "调查开始": "2015-02-02", "调查结束": "2015-02-13"})
    clerk.fill({"主要发现": "四成照料者连续照料三年以上。", "反馈人数": "23", "开始日期": "2015-02-16", "结束日期": "2015-02-27"})
    clerk.fill({"主要意见": "希望有人定期上门。", "采纳情况": "探访列入服务内容。"})
    clerk.send().sees("已请负责人评估")
    cast["head"].begin("评估需求").fill({"评估结论": "需求真实、紧迫，适合购买服务。"})
    cast["head"].fill({"严重程度": "较高", "紧迫程度": "较高", "涉及人数": "中等", "服务缺口": "较高", "群众意愿": "很高"}).send()


def budget(cast: Cast) -> None:
    clerk = cast["clerk"]
    clerk.home().click(clerk.page.locator("nav.nav:visible").get_by_role("link", name="预算", exact=True))
    clerk.go("编制预算").fill({"金额": "267800"}).send().sees("已报送财政部门审批")
    cast["chief"].begin("审批预算").go("批准预算").send()


def project(cast: Cast) -> None:
    clerk = cast["clerk"]
    clerk.begin("编制项目").fill({"服务内容": "每周入户探访，照料者支持，社区融入活动。"})
    expect(clerk.page.get_by_label("项目名称")).to_have_value("厦港街道残疾人居家支持服务")
    staff, training, activity, tax = (clerk.page.locator("#set-items tbody tr").nth(n) for n in range(4))
    for row, name, value in (
        (staff, "unit_price", "7500"), (staff, "quantity", "2"), (training, "unit_price", "1000"), (activity, "unit_price", "2000"),
        (activity, "quantity", "20"), (tax, "unit_price", "28000"),
    ):  # fmt: skip
        clerk._cell(row.locator(f"[name$='-{name}']"), value)
    expect(clerk.page.locator("#set-items [data-sum]")).to_contain_text("260,000.00")
    effect = clerk.page.locator("#set-targets tbody tr").nth(3)
    for name, value in (("base", "40"), ("goal", "30")):
        clerk._cell(effect.locator(f"[name$='-{name}']"), value)
    clerk._cell(effect.locator("[name$='-lower_is_better']"), True)
    clerk.send().sees("由财政部门审批预算")
    cast["chief"].begin("审批项目预算").send()
    clerk.begin("申报项目").send()
    cast["receiver"].begin("受理项目申报").send()


def notice(cast: Cast) -> None:
    clerk, officer = cast["clerk"], cast["officer"]
    clerk.begin("启动采购程序").send().sees("编制采购文件")
    clerk.send()
    officer.begin("编制并发布采购公告").go("发布采购公告").send()


def test_a_newcomer_reaches_the_notice_in_sixty_clicks_and_forty_fields(browser: Browser, site: str, settings: Any) -> None:
    settings.DEMO_CLOCK = True
    Hand.troubles.clear()
    cast = assemble(browser, site)
    move_clock("2015-03-06 09:00")
    warm(cast, ("second", "auditor"))
    Hand.clicks, Hand.fields, Hand.waited, Hand.signing_in = 0, 0, 0.0, 0.0
    tally = Tally()
    for station in (need, budget, project, notice):
        station(cast)
        tally.line(station.__name__)
    print(f"{'in all':<10} {Hand.clicks:>3} clicks {Hand.fields:>3} fields {Hand.waited:>5.1f} s, signing in {Hand.signing_in:.1f} s of it")
    assert Procedure.objects.get().state == ProcedureState.PUBLISHED
    assert Hand.troubles == []
    assert Hand.clicks <= CLICKS
    assert Hand.fields <= FIELDS
    if TIMED:
        assert Hand.waited - Hand.signing_in <= SECONDS
