"""资金支付申请书"""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import SEAL
from bailu.documents.compose.sheet import Sheet


def compose(page: Page, number: str) -> None:
    s = page.sheet
    provider = s.sub("provider")
    page.title("资金支付申请书", subtitle=s.text("project_title"), number=number)
    page.paragraph(f"{s.sub('purchaser').text('name')}：", flush=True)
    page.paragraph(
        f"根据“{s.text('project_title')}”（项目编号：{s.text('project_no')}）合同（合同编号：{s.text('contract_no')}）的约定，"
        f"第{s.number('instalment_no')}期款项（{s.text('instalment_name')}）的支付条件已经成就，现申请支付{s.yuan_in_words('amount')}。"
    )
    page.heading("申请事项")
    page.facts(
        [
            ("合同金额", s.yuan("contract_amount")),
            (
                "期次与款项",
                f"第{s.number('instalment_no')}期　{s.text('instalment_name')}" + (f"（{s.number('share')}%）" if s.has("share") else ""),
            ),
            ("本期应付", s.yuan("instalment_amount")),
            ("本次申请金额", s.yuan_in_words("amount")),
            ("此前累计已付", s.yuan("paid_before")),
            ("支付后合同余额", s.yuan("left_after")),
            ("预算指标", s.text("budget_line")),
            ("发票（票据）号码", s.text("invoice_no")),
            ("收款单位", provider.text("name")),
            ("开户银行", provider.text("bank")),
            ("账号", provider.text("account")),
        ]
    )
    _deductions(page)
    page.heading("支付条件")
    page.paragraph(f"合同约定：{s.text('condition')}")
    if s.has("evaluation_grade"):
        phase = s.text("evaluation_phase") or "绩效"
        total = f"{s.number('evaluation_total')}分，" if s.has("evaluation_total") else ""
        page.paragraph(f"{phase}评估结果：{total}{s.text('evaluation_grade')}。")
    page.section("condition_met")
    page.closing(f"{provider.text('name')}{SEAL}", s.day("applied_on"))
    _approvals(page)
    page.basis()


def _deductions(page: Page) -> None:
    rows = page.sheet.rows("deductions")
    if rows:
        page.table(
            [("扣减事由", 12), ("金额（元）", 5, "right")],
            [(r.text("reason"), r.money("amount")) for r in rows],
            caption="扣减明细" + page.sheet.mark("deductions"),
        )


def _approvals(page: Page) -> None:
    s = page.sheet
    page.heading("审核与核准")
    page.table(
        [("环节", 5), ("意见", 9), ("签字", 4, "center"), ("日期", 5, "center")],
        [(r.text("capacity"), r.text("opinion"), r.text("name"), r.day_short("on", "　　年　月　日")) for r in s.rows("approvals")],
        caption=s.mark("approvals"),
    )
    page.note(_paid(s))


def _paid(s: Sheet) -> str:
    if not s.has("paid_on"):
        return ""
    reference = f"，支付凭证号{s.text('payment_reference')}" if s.has("payment_reference") else ""
    return f"已于{s.day('paid_on')}支付{reference}。"
