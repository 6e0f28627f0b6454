"""中标（成交）通知书 and 结果公告: two pages of one paper, issued on the same day."""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import party_facts, project_facts, ranking_table


def compose(page: Page, number: str) -> None:
    _letter(page, number)
    _result(page, number)


def _issuer(page: Page) -> str:
    s = page.sheet
    return s.sub("agency").text("name") if s.has("agency") else s.sub("purchaser").text("name")


def _letter(page: Page, number: str) -> None:
    s = page.sheet
    word = s.text("award_word")
    page.title(f"{word}通知书", number=number)
    page.paragraph(f"{s.sub('winner').text('name')}：", flush=True)
    page.paragraph(
        f"{s.sub('purchaser').text('name')}以{s.text('method')}方式采购的“{s.text('project_title')}”（项目编号：{s.text('project_no')}），"
        f"经评审委员会评审、采购人确定，贵单位为{word}供应商，{word}金额为{s.yuan_in_words('amount')}。"
    )
    if s.has("service_term"):
        page.paragraph(f"服务期限：{s.text('service_term')}。")
    until = f"于{s.day('sign_until')}前" if s.has("sign_until") else "在法定期限内"
    page.paragraph(f"请贵单位{until}，按照采购文件和贵单位投标（响应）文件确定的事项与采购人签订书面合同。")
    page.paragraph(f"本通知书发出后，采购人改变{word}结果，或者{word}供应商放弃{word}的，应当承担法律责任。")
    page.closing(_issuer(page), s.day("published_on"))


def _result(page: Page, number: str) -> None:
    s = page.sheet
    word = s.text("award_word")
    page.title(f"{s.text('project_title')}{word}结果公告", number=number)
    page.heading("项目基本情况")
    page.facts(
        [
            *project_facts(s),
            ("采购公告日期", s.day("procurement_published_on")),
            ("确定日期", s.day("decided_on") or s.day("awarded_on")),
        ]
    )
    page.heading(f"{word}信息")
    winner = s.sub("winner")
    page.facts(
        [
            ("供应商名称", winner.text("name")),
            ("供应商地址", winner.text("address")),
            ("登记证号（信用代码）", winner.text("credit_code")),
            (f"{word}金额", s.yuan_in_words("amount")),
            ("服务期限", s.text("service_term")),
            (f"{word}理由", s.text("reason")),
        ]
    )
    page.section("subject")
    ranking_table(page)
    page.heading("评审专家名单")
    page.paragraph("、".join(s.texts("experts")) + "。" + s.mark("experts"))
    page.heading("公告期限与救济")
    if s.has("notice_days"):
        page.paragraph(f"本公告期限为{s.number('notice_days')}个工作日，自发布之次日起计算。")
    until = f"于{s.day('challenge_until')}前" if s.has("challenge_until") else "在法定期限内"
    page.paragraph(f"供应商认为{word}结果使自己的权益受到损害的，可以{until}以书面形式向采购人（采购代理机构）提出质疑。")
    page.section("other")
    page.heading("联系方式")
    page.facts(party_facts(s.sub("purchaser"), "采购人"))
    if s.has("agency"):
        page.facts(party_facts(s.sub("agency"), "采购代理机构"))
    page.basis()
    page.closing(_issuer(page), s.day("published_on"))
