"""政府采购合同"""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.sections import SECTIONS
from bailu.documents.compose.shared import SEAL, party_facts, targets_table
from bailu.documents.compose.sheet import Sheet
from bailu.documents.enums import DocumentKind


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title("政府购买社会工作服务合同", subtitle=s.text("project_title"), number=f"合同编号：{s.text('contract_no')}")
    page.facts(party_facts(s.sub("purchaser"), "甲方（购买主体）"))
    page.facts([*party_facts(s.sub("provider"), "乙方（承接主体）"), *_account(s.sub("provider"))])
    page.paragraph(_preamble(s))
    page.heading("合同金额")
    page.paragraph(f"本合同总金额为{s.yuan_in_words('amount')}，为完成本合同约定全部服务的总价。")
    if s.has("performance_bond"):
        page.paragraph(f"乙方向甲方提交履约保证金{s.yuan_in_words('performance_bond')}，乙方履行完毕后予以退还。")
    for section in SECTIONS[DocumentKind.CONTRACT]:
        if section.key == "evaluation":
            _staff_and_standards(page)
        page.section(section.key)
        _tables_after(page, section.key)
    page.heading("合同的生效与份数")
    page.paragraph(
        "本合同自双方法定代表人（负责人）或者其授权代表签字并盖章之日起生效。采购文件、乙方的投标（响应）文件及中标（成交）通知书为本合同的组成部分。"
    )
    page.paragraph("本合同一式四份，甲乙双方各执一份，同级政府采购监督管理部门及有关部门备案各一份。")
    page.basis()
    page.signatures(_signer("甲方", s.sub("purchaser"), s), _signer("乙方", s.sub("provider"), s))


def _preamble(s: Sheet) -> str:
    source = f"采购的{s.text('method')}结果" if s.has("method") else "采购结果"
    notice = f"（中标（成交）通知书编号：{s.text('award_notice_no')}）" if s.has("award_notice_no") else ""
    return (
        f"甲方就“{s.text('project_title')}”（项目编号：{s.text('project_no')}）组织政府采购，根据本次{source}{notice}，"
        "甲乙双方依照《中华人民共和国政府采购法》等有关法律、法规的规定，在平等自愿、协商一致的基础上签订本合同。"
    )


def _account(party: Sheet) -> list[tuple[str, str]]:
    return [("开户银行", party.text("bank")), ("账号", party.text("account"))]


def _tables_after(page: Page, key: str) -> None:
    if key == "quantity":
        targets_table(page)
    elif key == "term":
        _milestones(page)
    elif key == "payment":
        _instalments(page)


def _milestones(page: Page) -> None:
    s = page.sheet
    page.paragraph(f"服务期自{s.day('starts_on')}起至{s.day('ends_on')}止。")
    rows = s.rows("milestones")
    if rows:
        page.table(
            [("节点", 5), ("完成日期", 4, "center"), ("内容", 9)],
            [(r.text("name"), r.day_short("due_on"), r.text("what", "—")) for r in rows],
            caption="进度节点表" + s.mark("milestones"),
        )


def _instalments(page: Page) -> None:
    s = page.sheet
    rows = s.rows("instalments")
    page.table(
        [("期次", 2, "center"), ("款项", 4), ("比例", 2, "right"), ("金额（元）", 5, "right"), ("支付条件", 9)],
        [
            (
                r.number("no"),
                r.text("name"),
                r.number("share") + "%",
                r.money("amount"),
                r.text("condition") + (f"\n不迟于{r.day('due_on')}" if r.has("due_on") else ""),
            )
            for r in rows
        ],
        caption="分期支付表" + s.mark("instalments"),
        total=("合计", "", "100%", s.money("amount"), ""),
    )


def _staff_and_standards(page: Page) -> None:
    s = page.sheet
    staff = s.rows("staff")
    if staff:
        page.heading("服务人员")
        page.paragraph("乙方派出下列人员提供服务；未经甲方书面同意，不得更换。")
        page.table(
            [("姓名", 4, "center"), ("岗位", 6), ("职业资格", 6), ("投入", 3, "right")],
            [
                (r.text("name"), r.text("post"), r.text("certificate", "—"), r.number("share") + "%" if r.has("share") else "—")
                for r in staff
            ],
            caption="服务人员表" + s.mark("staff"),
        )
    standards = s.texts("standards")
    if standards:
        page.heading("适用的服务标准")
        page.items(standards)


def _signer(role: str, party: Sheet, s: Sheet) -> tuple[str, ...]:
    day = s.day("signed_on") if s.has("signed_on") else "　　　　年　　月　　日"
    place = (f"签订地点：{s.text('signed_place')}",) if s.has("signed_place") else ()
    return (f"{role}{SEAL}：", party.text("name"), "", "法定代表人（负责人）", "或者授权代表签字：", "", "", f"签订日期：{day}", *place)
