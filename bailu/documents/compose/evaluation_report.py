"""中期（末期）绩效评估报告"""

from __future__ import annotations

from decimal import Decimal

from bailu.documents import words
from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import SEAL, targets_done_table


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title(f"{s.text('phase')}绩效评估报告", subtitle=s.text("project_title"), number=number)
    page.heading("项目概况")
    page.facts(
        [
            ("项目名称", s.text("project_title")),
            ("项目编号", s.text("project_no")),
            ("合同编号", s.text("contract_no")),
            ("合同金额", s.yuan("amount")),
            ("购买方", s.sub("purchaser").text("name")),
            ("承接方", s.sub("provider").text("name")),
            ("评估机构", s.sub("evaluator").text("name")),
            ("评估时段", f"{s.day('period_from')}至{s.day('period_until')}"),
            ("实地评估日期", s.day("visited_on")),
            ("评估结果", f"{s.number('total')}分，{s.text('grade')}"),
        ]
    )
    _evaluators(page)
    page.section("approach")
    targets_done_table(page)
    _parties(page)
    _indicators(page)
    page.section("strengths")
    _findings(page)
    page.section("provider_reply")
    if s.has("provider_replied_on") and page.has_section("provider_reply"):
        page.note(f"承接方于{s.day('provider_replied_on')}提交书面意见。")
    page.section("conclusion")
    page.basis()
    page.closing(f"{s.sub('evaluator').text('name')}{SEAL}", s.day("issued_on"))


def _evaluators(page: Page) -> None:
    rows = page.sheet.rows("evaluators")
    if rows:
        page.heading("评估人员")
        page.table(
            [("姓名", 4, "center"), ("身份", 6), ("单位", 9)],
            [(r.text("name"), r.text("capacity"), r.text("organisation", "—")) for r in rows],
            caption=page.sheet.mark("evaluators"),
        )


def _parties(page: Page) -> None:
    """Purchaser, recipients of the service and third party judge together (XM2015:3.7)."""
    s = page.sheet
    page.heading("三方评价")
    page.table(
        [("评价方", 4), ("权重", 2, "right"), ("得分", 3, "right"), ("加权得分", 3, "right"), ("依据", 8)],
        [
            (r.text("party"), r.number("weight") + "%", r.points("score"), r.points("weighted"), r.text("basis", "—"))
            for r in s.rows("parties")
        ],
        caption=s.mark("parties"),
        total=("合计", "100%", "", s.points("total"), f"等级：{s.text('grade')}"),
    )


def _indicators(page: Page) -> None:
    s = page.sheet
    rows = s.rows("indicators")
    page.heading("指标得分")
    points = sum((Decimal(str(r.data["points"])) for r in rows), Decimal(0))
    score = sum((Decimal(str(r.data["score"])) for r in rows), Decimal(0))
    page.table(
        [("方面", 4), ("指标", 7), ("分值", 2, "right"), ("得分", 2, "right"), ("说明", 8)],
        [(r.text("aspect"), r.text("indicator"), r.number("points"), r.number("score"), r.text("remark", "—")) for r in rows],
        caption=s.mark("indicators"),
        total=("合计", "", words.number(points), words.number(score), ""),
    )
    vetoes = s.texts("vetoes")
    page.paragraph(f"一票否决事项：{'；'.join(vetoes) if vetoes else '无'}。")


def _findings(page: Page) -> None:
    rows = page.sheet.rows("findings")
    page.heading("发现的问题与建议")
    if not rows:
        page.paragraph("未发现需要整改的问题。")
        return
    page.table(
        [("序号", 2, "center"), ("问题", 7), ("建议", 6), ("整改期限", 4, "center"), ("承接方答复", 6)],
        [
            (str(index), r.text("finding"), r.text("advice", "—"), r.day_short("due_on", "—"), r.text("reply", "—"))
            for index, r in enumerate(rows, start=1)
        ],
    )
