"""The pilot's first channel in a browser: a district names its streets, the office gives the list back, it is mended and approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, expect

from bailu.organisations import load
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.programmes.enums import ApplicationState
from bailu.programmes.models import SiteApplication
from tests.factories import PASSWORD, make_actor
from tests.journeys.hands import Hand, grave, move_clock, phone

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PEOPLE = (
    ("district", "思明区政府", Role.DISTRICT_CLERK),
    ("office", "市民政局", Role.OFFICE_CLERK),
    ("street", "厦港街道", Role.PURCHASER_CLERK),
)


def assemble(browser: Browser, site: str) -> dict[str, Hand]:
    load.load()
    hands, password = {}, make_password(PASSWORD)
    for key, place, role in PEOPLE:
        body = Organisation.objects.get(short_name=place)
        pk = make_actor(role, body, name=f"{place}经办").user_id
        Person.objects.filter(pk=pk).update(password=password, username=f"sd-{key}")
        hands[key] = Hand(browser, site, Person.objects.get(pk=pk), body)
    return hands


def test_a_district_applies_the_office_returns_the_district_mends_the_office_approves(
    browser: Browser, site: str, settings: Any, tmp_path: Path
) -> None:
    settings.DEMO_CLOCK = True
    Hand.troubles.clear()
    hands = assemble(browser, site)
    district, office, street = hands["district"], hands["office"], hands["street"]
    move_clock("2015-01-14 09:00")
    plan = tmp_path / "思明区试点工作方案.pdf"
    plan.write_bytes(b"%PDF-1.4 plan")
    district.begin("申报试点街道（镇）")
    district.fill({"试点批次": "第一批", "配套方案名称": "思明区试点工作方案", "方案主要内容": "分管领导牵头，重点服务老年人。"})
    district.page.get_by_label("方案文件").set_input_files(plan)
    district.rows("sites", [{"division_code": "厦港街道", "reason": "老城区独居老人多"}, {"division_code": "中华街道", "reason": "有场地"}])
    district.send().sees("待审批")
    made = SiteApplication.objects.get()

    move_clock("2015-01-16 09:00")
    office.take("审批试点名单").sees("分管领导牵头").go("退回试点申请")
    office.fill({"理由": "请写明区级资金的数额。"}).send()

    move_clock("2015-01-19 09:00")
    district.take("修改退回的试点申请").sees("请写明区级资金的数额。")
    assert grave(district.page) == []
    district.fill({"方案主要内容": "分管领导牵头，区财政安排六十万元，重点服务老年人。"})
    district.rows("sites", [{"reason": "老城区独居老人多，已有社区服务场地"}])
    district.send().sees("区财政安排六十万元")

    office.take("审批试点名单").sees("区财政安排六十万元").fill({"审批意见": "同意列入试点。"}).send().sees("已批准")
    made.refresh_from_db()
    assert (made.state, [site.division.name for site in made.sites.all()]) == (ApplicationState.APPROVED, ["厦港街道"])

    street.waits("开展试点：调查需求，申报项目")
    street.reads("/pilot/progress/").sees("厦港街道")
    for hand in (office, district):
        hand.reads("/pilot/progress/").sees("1 个试点")
        assert grave(hand.page) == []
        hand.reads("/pilot/").sees("试点准备阶段")
        assert grave(hand.page) == []
    with phone(office) as small:
        small.reads("/pilot/progress/")
        expect(small.page.locator(".street.ok")).to_contain_text("厦港街道")
        assert small.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert Hand.troubles == []
