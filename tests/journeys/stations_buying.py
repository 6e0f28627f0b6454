"""From the need to the published award, each by the person whose turn it is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from bailu.award.models import Member
from bailu.kernel.clock import ZONE
from bailu.planning.models import Need, Project
from bailu.procurement.models import Procedure
from tests.journeys.fourth import COSTING, PRICES, TARGETS, TITLE, Cast
from tests.journeys.hands import grave, move_clock
from tests.journeys.pictures import Shots


def need(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-02 14:00")
    clerk = cast["clerk"]
    clerk.page.goto("/")
    clerk.go("提出需求")
    facts = {"需求名称": "厦港街道残疾人居家支持需求", "问题概述": "社区反映重度残疾人家庭照料压力大，缺少上门支持。"}
    clerk.fill(facts | {"服务人群": ["残疾人"], "服务领域": ["残疾人服务"], "区划": "厦港街道", "服务区域": "思明区厦港街道各社区"})
    shots(clerk.page, "need")
    assert grave(clerk.page) == []
    clerk.send().sees("下一步：登记摸底调查")
    cast.need = Need.objects.get().no
    clerk.go("登记摸底调查").fill({"调查方法": "入户走访", "调查户数": "60", "有需求人数": "41"})
    clerk.fill({"调查开始": "2015-02-02", "调查结束": "2015-02-13", "主要发现": "四成照料者连续照料三年以上，照料压力均分 40。"}).send()
    cast["head"].refused(f"/needs/{cast.need}/assess/", "征求公众意见", "IR2015:15")
    clerk.reads(f"/needs/{cast.need}/").go("登记征求公众意见").fill({"征求方式": "居民议事会", "开始日期": "2015-02-16"})
    clerk.fill({"结束日期": "2015-02-27", "反馈人数": "23", "主要意见": "希望有人定期上门。", "采纳情况": "探访列入服务内容。"}).send()
    cast["head"].take("评估需求")
    expect(cast["head"].page.get_by_label("有需求人数")).to_have_value("41")
    cast["head"].fill({"评估结论": "需求真实、紧迫，属于试点范围，适合以项目购买。"})
    cast["head"].fill({"严重程度": "较高", "紧迫程度": "较高", "涉及人数": "中等", "服务缺口": "较高", "群众意愿": "很高"}).send()


def project(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-03 09:00")
    clerk = cast["clerk"]
    clerk.reads(f"/needs/{cast.need}/").go("据此编制项目")
    clerk.fill(
        {
            "项目名称": TITLE,
            "申报渠道": "区试点申报",
            "计划服务数": "3",
            "服务期": "12",
            "服务内容": "每周入户探访，照料者支持，社区融入活动。",
        }
    )
    names = ("head", "title", "unit", "unit_price", "quantity", "months")
    clerk.rows("items", [dict(zip(names, row, strict=True)) for row in COSTING])
    expect(clerk.page.locator("#set-items [data-sum]")).to_contain_text("260,000.00")
    names = ("kind", "code", "measure", "unit", "base", "goal", "evidence")
    rows = [dict(zip(names, row, strict=True)) for row in TARGETS]
    rows[-1]["lower_is_better"] = True  # type: ignore[assignment]
    clerk.rows("targets", rows).fill({"保存后提交，申请预算": False})
    clerk.page.locator("#set-items").scroll_into_view_if_needed()
    shots(clerk.page, "costing", top=False)
    clerk.send().sees("已保存")
    cast.no = Project.objects.get().no
    cast["head"].reads(cast.purchase()).sees(TITLE)


def budget(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-03 15:00")
    clerk, chief = cast["clerk"], cast["chief"]
    clerk.reads("/budget/").go("编制预算")
    clerk.fill({"名称": "2015年购买社会工作服务经费", "预算级次": "区级", "财政部门": "厦门市思明区财政局", "金额": "267800"})
    clerk.fill({"资金来源": "财政预算", "用途": "购买服务"}).send().sees("已报送财政部门审批")
    move_clock("2015-03-04 09:00")
    chief.take("审批预算").go("批准预算").fill({"审核意见": "列入2015年度预算。"}).send()
    clerk.step(cast.no, "提交项目")
    clerk.page.get_by_label("预算项目").select_option(index=1)
    clerk.send()
    chief.take("审批项目预算")
    shots(chief.page, "budget")
    chief.send()
    clerk.take("申报项目").send()
    move_clock("2015-03-05 09:00")
    cast["receiver"].take("受理项目申报").send()
    cast["officer"].reads(cast.purchase())
    shots(cast["officer"].page, "dossier-accepted")


def notice(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-06 09:00")
    officer = cast["officer"]
    cast["clerk"].take("启动采购程序").sees("未达到公开招标数额标准").fill({"采购方式": "竞争性磋商"}).send()
    cast.procedure = Procedure.objects.get().pk
    officer.take("编制并发布采购公告").go("编制采购文件")
    officer.fill({"采购需求": "为厦港街道残疾人家庭每周入户探访，照料者支持。", "供应商条件": "具备承接社会工作服务的六项条件"})
    officer.fill({"价格权重": "10", "我已核对评分标准和供应商条件，不含地域、行业业绩奖项和规模等差别待遇。": True})
    rows = [("价格", "价格", "10"), ("服务方案", "服务方案", "60"), ("项目团队", "项目团队", "30")]
    officer.rows("criteria", [{"kind": k, "title": t, "max": m, "standard": "见采购文件"} for k, t, m in rows]).send()
    officer.step(cast.no, "发布采购公告")
    officer.fill({"投标截止时间": ("2015-03-15", "09:30"), "开标时间": ("2015-03-15", "09:30")})
    page = officer.page
    page.locator("#id_confirm").check()
    page.locator(".submit button").click()
    expect(page.locator(".refusal")).to_contain_text("不得少于 10 日")
    shots(page, "notice-refused")
    officer.step(cast.no, "发布采购公告").sees("未提交的内容")
    officer.click(page.get_by_role("button", name="放弃"))
    officer.fill({"开标地点": "厦港街道办事处会议室"})
    shots(page, "notice")
    officer.send()


def bids(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-09 10:00")
    asker = cast["jimei_head"]
    asker.reads("/opportunities/").sees(TITLE).go(TITLE).go("询问").fill({"问题": "活动可否使用社区活动室？"}).send()
    cast["officer"].take("答复供应商询问").fill({"答复": "可以，由成交人与社区商定使用时间。"}).send()
    move_clock("2015-03-12 10:00")
    for key, price in PRICES.items():
        bidder = cast[f"{key}_head"]
        bidder.reads("/opportunities/").go(TITLE).sees("由成交人与社区商定使用时间").go("投标")
        bidder.fill({"报价": price, "服务方案": "每周入户探访，每月照料者小组。", "承诺服务工时": "2400"})
        bidder.rows("staff", [{"name": "林社工", "title": "社会工作师", "share": "100"}])
        if key == "haicang":
            shots(bidder.page, "bid")
        bidder.send()
    shots(asker.page, "bid-receipt")


def opening(cast: Cast, shots: Shots) -> None:
    procedure = Procedure.objects.get()
    assert procedure.deadline is not None and procedure.opens_at is not None
    day = procedure.opens_at.astimezone(ZONE).strftime("%Y-%m-%d")
    before, at = f"{day} 08:30", f"{day} 09:35"
    move_clock(before)
    officer = cast["officer"]
    officer.step(cast.no, "抽取评审专家").fill(
        {"抽取专家人数": "2", "采购人代表": ["许代表"], "当场取得的随机文字": "福建体彩31选7第15030期"}
    )
    officer.send()
    officer.refused(f"/procedures/{cast.procedure}/open/", "09:30，未到时间任何人不得开标", "ML18")
    move_clock(at)
    officer.take("开标").send()
    cast["clerk"].take("确认开标").send()
    officer.reads(f"/procedures/{cast.procedure}/")
    expect(officer.page.locator("main")).to_contain_text(re.compile("258,000.00"))
    shots(officer.page, "opened")


def review(cast: Cast, shots: Shots) -> None:
    officer = cast["officer"]
    officer.take("确定评审成员").go("确定评审成员").send().step(cast.no, "开始评审").send()
    seated = [next(h for h in cast.hands.values() if h.person.pk == m.person_id) for m in Member.objects.sitting()]
    assert len(seated) == 3
    for member in seated:
        member.take("声明有无利害关系")
        member.fill({"声明": "我与各投标人没有"}).send()
    first = seated[0].take("审查并评分")
    for _bid in range(3):
        first.reads(f"/procedures/{cast.procedure}/score/")
        first.click(first.page.get_by_role("button", name="审查资格和符合性").first)
        first.fill({"审查结论": "资格和符合性审查通过"}).send()
    for place, member in enumerate(seated):
        member.take("审查并评分")
        for number, sheet in enumerate(member.page.locator("[data-sheet]").all()):
            good = "海沧" in sheet.inner_text()
            for box, points in zip(sheet.locator("input[data-points]").all(), (55, 27) if good else (48 - number, 22), strict=True):
                box.fill(str(points - place))
        if place == 0:
            shots(member.page, "score")
        member.send()
    officer.take("结束评审").go("结束评审").send()
    for member in seated:
        member.take("签署评审报告").fill({"意见": "同意评审报告"}).send()
    shots(seated[0].page, "ranking")


def award(cast: Cast, shots: Shots) -> None:
    head = cast["head"]
    cast["clerk"].take("接收评审报告").send()
    head.take("确定中标（成交）供应商").fill({"确定的供应商": "集美"})
    page = head.page
    page.locator("form.form .submit button").last.click()
    expect(page.locator(".refusal")).to_contain_text("现在只能确定第1名")
    shots(page, "decide-refused")
    head.take("确定中标（成交）供应商").fill({"确定的供应商": "海沧", "理由": "按评审报告推荐的第一名确定。"}).send()
    cast["officer"].take("发通知书并公告结果").send()
    assert Project.objects.get().station == "CONTRACT"
    head.reads(cast.purchase()).sees("海沧向日葵社工服务中心")
