"""From the contract to the settlement, each by the person whose turn it is."""

from __future__ import annotations

from playwright.sync_api import expect

from bailu.contracts.models import Contract
from bailu.evaluation.models import Card, Evaluation
from tests.journeys.fourth import Cast
from tests.journeys.hands import grave, move_clock, phone
from tests.journeys.pictures import Shots


def contract(cast: Cast, shots: Shots) -> None:
    move_clock("2015-03-24 10:00")
    clerk, head, provider = cast["clerk"], cast["head"], cast["haicang_head"]
    clerk.take("起草合同")
    expect(clerk.page.get_by_label("合同金额")).to_have_value("258000.00")
    shots(clerk.page, "contract-draft")
    clerk.send()
    cast.contract = Contract.objects.get().pk
    head.take("签署合同").sees("违约责任")
    shots(head.page, "contract-sign")
    head.send()
    move_clock("2015-03-25 10:00")
    provider.take("签署合同").send()
    clerk.take("公告合同").send()
    clerk.take("合同备案").fill({"备案号": "思财采备2015-001"}).send()
    clerk.reads(f"/contracts/{cast.contract}/").sees("思财采备2015-001")


def service(cast: Cast, shots: Shots) -> None:
    move_clock("2015-04-01 09:00")
    agency, worker, page = cast["agency"], cast["worker"], f"/contracts/{cast.contract}/service/"
    agency.take("开始服务").send()
    agency.take("安排社会工作者").fill({"社工姓名": "林社工", "岗位": "一线社工", "社会工作者证书": "社会工作师", "工作量": "100"}).send()
    for name in ("陈一", "林二", "黄三"):
        worker.reads(page).go("登记服务对象").fill({"姓名": name}).send()
    assert "陈一" not in cast["clerk"].reads(page).page.content()
    move_clock("2015-04-08 16:30")
    with phone(worker) as hand:
        hand.page.goto("/")
        shots(hand.page, "phone-desk")
        for number, code in enumerate(("0001", "0002", "0003")):
            hand.reads(f"/contracts/{cast.contract}/record/")
            hand.fill({"做了什么": "探访", "时长（分钟）": "45", "开始时间": f"2015-04-08T{9 + number * 2:02d}:00", "记录": "谈照料安排。"})
            if number == 0:
                assert hand.page.evaluate("document.documentElement.scrollWidth") <= 390
                assert grave(hand.page) == []
            if number == 2:
                shots(hand.page, "phone-record", top=False)
            choice = hand.page.get_by_role("group", name="服务对象").locator("label").filter(has_text=code)
            if choice.count():
                hand.click(choice.first)
            else:
                hand.page.locator("[name=others]").fill(code)
            hand.send().sees("已记录")
    worker.reads(page).sees("入户探访")
    shots(worker.page, "service")


def claim(cast: Cast, shots: Shots, no: int) -> None:
    """The agency asks, the street's head approves, two people of the treasury pay what waits."""
    agency = cast["agency"]
    agency.step(cast.no, f"申请第{no}期款").fill({"发票号码": f"示例{no:03d}", "达到付款条件的说明": "合同约定的付款条件已经达到。"}).send()
    cast["head"].take("审核请款").fill({"审核意见": "条件已达到，同意支付。"}).send()
    _pay(cast, shots)


def _pay(cast: Cast, shots: Shots) -> None:
    for key, task, act in (("finance", "审核支付令", "审核支付"), ("chief", "支付", "支付")):
        hand = cast[key]
        hand.page.goto("/")
        waiting = hand.page.locator("#mine").get_by_role("link", name=task, exact=True)
        expect(waiting.first).to_be_visible()
        for _ in range(waiting.count()):
            hand.take(task)
            if hand.page.locator("form.form .submit").count() == 0:
                hand.click(hand.page.locator(".offers").get_by_role("link", name=act, exact=True))
            shots(hand.page, f"payment-{key}")
            hand.send()
            hand.page.goto("/")
        expect(waiting).to_have_count(0)


def first_claim(cast: Cast, shots: Shots) -> None:
    move_clock("2015-04-09 10:00")
    cast["agency"].refused(f"/contracts/{cast.contract}/claims/3/new/", "末期评估", "XM2015:3.7")
    shots(cast["agency"].page, "claim-refused")
    claim(cast, shots, 1)
    cast["clerk"].take("委托第三方评估机构").fill({"评估机构": "厦门社会服务评估中心", "选定理由": "三家询价比选。"}).send()


def evaluate(cast: Cast, shots: Shots, kind: str, day: str) -> None:
    """Self-report, three parties, draft, reply, publication; five days."""
    agency, evaluator, clerk, month = cast["agency"], cast["evaluator"], cast["clerk"], day[:8]
    first = int(day[8:])
    move_clock(f"{day} 10:00")
    agency.take("提交自评报告").sees("入户探访")
    shots(agency.page, "self-report")
    agency.fill({"自评说明": "服务按合同和计划进行。"}).send()
    path = f"/evaluations/{Evaluation.objects.get(kind=kind).pk}/"
    evaluator.reads(path).go("发放评价卡").fill({"增发份数": "3"}).send()
    shots(evaluator.page, "cards")
    answer_cards(cast, shots, kind)
    clerk.take("购买主体评分").fill({"评分": "92", "评价意见": "履约情况良好。"}).send()
    evaluator.take("第三方评分").fill({"专业服务": "90", "服务成效": "91", "服务管理": "88", "评估结论": "服务达到合同目标。"})
    evaluator.rows("findings", [{"finding": "个别探访记录隔日补记", "advice": "服务当日完成记录"}])
    shots(evaluator.page, "third-party")
    evaluator.send()
    move_clock(f"{month}{first + 1:02d} 10:00")
    evaluator.reads(path).go("形成评估意见").send()
    cast["haicang_head"].take("答复评估意见").fill({"答复": "接受评估意见，已改为当日记录。"}).send()
    move_clock(f"{month}{first + 4:02d} 10:00")
    evaluator.take("评估定稿公布").send()
    shots(evaluator.page, "evaluation")
    clerk.reads(path).sees("优秀")


def answer_cards(cast: Cast, shots: Shots, kind: str) -> None:
    """Old hands, a borrowed phone: by the code on the card, without an account."""
    page = cast["evaluator"].open(390)
    codes = Card.objects.filter(evaluation__kind=kind).order_by("pk").values_list("code", flat=True)
    for number, code in enumerate(codes):
        page.goto("/card/")
        page.locator("[name=code]").fill(f"{code[:4]} {code[4:]}".lower())
        page.get_by_role("button", name="下一步").click()
        expect(page.get_by_text("很满意", exact=True)).to_be_visible()
        if number == 0:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert grave(page) == []
            shots(page, "phone-card")
        page.get_by_text("很满意", exact=True).click()
        page.get_by_role("button", name="交评价").click()
        expect(page).to_have_url(f"{cast.site}/card/thanks/")
    page.context.close()


def mid_term(cast: Cast, shots: Shots) -> None:
    evaluate(cast, shots, "MID", "2015-10-12")
    move_clock("2015-10-19 10:00")
    claim(cast, shots, 2)


def final(cast: Cast, shots: Shots) -> None:
    move_clock("2016-03-10 17:00")
    worker = cast["worker"]
    for measure, value, start in (("服务满意度", "95", "14:00"), ("照料压力量表均分", "28", "15:30")):
        worker.reads(f"/contracts/{cast.contract}/record/")
        worker.fill({"做了什么": "测量", "开始时间": f"2016-03-10T{start}", "测量指标": measure, "测得值": value}).send()
    evaluate(cast, shots, "FINAL", "2016-03-14")


def acceptance(cast: Cast, shots: Shots) -> None:
    move_clock("2016-04-05 10:00")
    cast["clerk"].refused(f"/contracts/{cast.contract}/acceptance/", "经办采购或签订合同的人不能办理验收", "PL2014:61")
    accepter = cast["accepter"]
    accepter.take("组织验收")
    for row in accepter.page.locator("#set-standards tbody tr:visible").all():
        row.locator("[name$='-passed']").set_checked(True)
        kept = row.locator("[name$='-actual']")
        kept.fill(kept.input_value() or "已按合同履行")
    accepter.rows(
        "opinions", [{"who": "服务对象代表一", "opinion": "社工常来，有事有人问。"}, {"who": "服务对象代表二", "opinion": "满意。"}]
    )
    accepter.fill({"验收结论": "各项目标已完成，同意验收。"})
    shots(accepter.page, "acceptance")
    accepter.send()
    move_clock("2016-04-11 10:00")
    claim(cast, shots, 3)


def settled(cast: Cast, shots: Shots) -> None:
    head = cast["head"].reads(cast.purchase())
    head.sees("已结清").sees("本次购买已经结清")
    shots(head.page, "dossier-settled")
    assert grave(head.page) == []
    head.reads("/overview/")
    shots(head.page, "overview")
    assert grave(head.page) == []


def onlookers(cast: Cast, shots: Shots) -> None:
    """The auditor reads everything but the clients' names; a citizen reads what is public, without an account."""
    auditor = cast["auditor"].reads(cast.purchase()).sees("已结清")
    auditor.reads(f"{cast.purchase()}story/").sees("审核通过请款")
    shots(auditor.page, "story")
    auditor.reads("/projects/").sees(cast.no)
    shots(auditor.page, "register")
    assert grave(auditor.page) == []
    assert "陈一" not in auditor.reads(f"/contracts/{cast.contract}/service/").page.content()
    clerk = cast["clerk"].reads("/budget/new/")
    assert grave(clerk.page) == []
    assert grave(clerk.reads("/").page) == []
    citizen = cast["evaluator"].open(1440)
    for path, name in (("/public/", "public"), (f"/public/purchases/{cast.no}/", "public-purchase")):
        citizen.goto(path)
        expect(citizen.locator("main").get_by_text("厦港街道残疾人居家支持服务").first).to_be_visible()
        assert grave(citizen) == []
        shots(citizen, name)
    citizen.context.close()
