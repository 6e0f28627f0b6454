"""采购公告"""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import party_facts, project_facts, targets_table


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title(f"{s.text('project_title')}采购公告", number=number)
    agency = s.sub("agency")
    acting = f"受{s.sub('purchaser').text('name')}委托，{agency.text('name')}" if s.has("agency") else s.sub("purchaser").text("name")
    page.paragraph(f"{acting}对下列政府购买社会工作服务项目以{s.text('method')}方式组织采购，欢迎符合条件的供应商参加。")
    page.heading("项目基本情况")
    page.facts(
        [
            *project_facts(s),
            ("采购人", s.sub("purchaser").text("name")),
            ("预算金额", s.yuan_in_words("budget")),
            ("最高限价", s.yuan_in_words("ceiling")),
            ("资金来源", s.text("funding")),
            ("服务人群", s.text("population")),
            ("服务领域", s.text("field")),
            ("服务地点", s.text("service_place")),
            ("服务期限", s.text("service_term")),
        ]
    )
    page.section("method_reason")
    page.section("demand")
    targets_table(page)
    page.heading("供应商资格条件")
    page.items(s.texts("supplier_conditions"))
    _weights(page)
    _documents(page)
    _opening(page)
    page.section("other")
    page.heading("联系方式")
    page.facts(party_facts(s.sub("purchaser"), "采购人"))
    if s.has("agency"):
        page.facts(party_facts(agency, "采购代理机构"))
    page.basis()
    page.closing(agency.text("name") if s.has("agency") else s.sub("purchaser").text("name"), s.day("published_on"))


def _weights(page: Page) -> None:
    rows = page.sheet.rows("weights")
    if rows:
        page.heading("评审因素及分值")
        page.table(
            [("评审因素", 6), ("分值", 2, "right"), ("评分标准", 10)],
            [(r.text("item"), r.number("points"), r.text("standard", "见采购文件")) for r in rows],
            caption=page.sheet.mark("weights"),
        )


def _documents(page: Page) -> None:
    s = page.sheet
    page.heading("采购文件的获取")
    price = "免费" if not s.has("document_price") or float(s.data["document_price"]) == 0 else s.yuan("document_price")
    page.facts(
        [
            ("获取时间", f"{s.day('document_from')}至{s.day('document_until')}（法定节假日除外）"),
            ("获取地点及方式", s.text("document_place")),
            ("售价", price),
            ("提出询问的截止日期", s.day("enquiry_until")),
        ]
    )


def _opening(page: Page) -> None:
    s = page.sheet
    page.heading("投标（响应）文件的提交与开启")
    opening = s.moment("opening_at") if s.has("opening_at") else s.moment("deadline")
    page.facts(
        [
            ("提交截止时间", s.moment("deadline")),
            ("开启时间", opening),
            ("开启地点", s.text("opening_place")),
            ("投标保证金", s.yuan("bid_bond", "不收取")),
            ("公告期限", f"自本公告发布之次日起{s.number('notice_days')}个工作日" if s.has("notice_days") else ""),
        ]
    )
    page.paragraph("逾期送达或者未按采购文件要求密封（加密）的投标（响应）文件，不予接收。")
