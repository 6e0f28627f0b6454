"""履约验收书"""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import SEAL, targets_done_table


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title("政府购买社会工作服务履约验收书", subtitle=s.text("project_title"), number=number)
    page.heading("项目概况")
    page.facts(
        [
            ("项目名称", s.text("project_title")),
            ("项目编号", s.text("project_no")),
            ("合同编号", s.text("contract_no")),
            ("合同金额", s.yuan_in_words("amount")),
            ("购买方", s.sub("purchaser").text("name")),
            ("承接方", s.sub("provider").text("name")),
            ("服务期", f"{s.day('starts_on')}至{s.day('ends_on')}"),
            ("验收日期", s.day("accepted_on")),
            ("验收地点", s.text("place")),
            ("验收结果", s.passed("passed", "验收合格", "验收不合格")),
        ]
    )
    _standards(page)
    targets_done_table(page)
    if s.has("evaluations"):
        page.heading("绩效评估结果")
        page.items(s.texts("evaluations"))
    _users(page)
    page.section("shortfalls")
    page.section("conclusion")
    if s.has("paid_total"):
        page.paragraph(f"合同款项累计支付{s.yuan('paid_total')}，结余{s.yuan('left_over', '0.00元')}。")
    page.basis()
    _group(page)


def _standards(page: Page) -> None:
    """Each technical, service and safety standard with its own judgement (条例 45)."""
    s = page.sheet
    page.heading("各项标准的履约情况")
    page.table(
        [("类别", 3, "center"), ("标准", 5), ("合同要求", 6), ("实际履行", 6), ("结论", 3, "center")],
        [
            (
                r.text("kind"),
                r.text("standard"),
                r.text("required"),
                r.text("actual") + (f"\n{r.text('remark')}" if r.has("remark") else ""),
                r.passed("passed"),
            )
            for r in s.rows("standards")
        ],
        caption=s.mark("standards"),
    )


def _users(page: Page) -> None:
    """The people served are asked, and what they say is written down (条例 45)."""
    s = page.sheet
    rows = s.rows("users")
    page.heading("服务对象意见")
    if not rows:
        page.paragraph("无服务对象到场。")
        return
    page.table(
        [("服务对象", 5), ("意见", 11), ("日期", 5, "center")],
        [(r.text("who"), r.text("opinion"), r.day_short("on", "—")) for r in rows],
        caption=s.mark("users"),
    )


def _group(page: Page) -> None:
    s = page.sheet
    page.heading("验收小组成员")
    page.table(
        [("姓名", 4, "center"), ("身份", 5), ("单位", 7), ("意见", 4, "center"), ("签字", 5)],
        [(r.text("name"), r.text("capacity"), r.text("organisation", "—"), r.text("opinion", "同意"), "　\n　") for r in s.rows("group")],
        caption=s.mark("group"),
    )
    page.signatures(
        (f"购买方{SEAL}：", s.sub("purchaser").text("name"), "", s.day("accepted_on")),
        (f"承接方{SEAL}：", s.sub("provider").text("name"), "", s.day("accepted_on")),
    )
