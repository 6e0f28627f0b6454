"""评审报告"""

from __future__ import annotations

from decimal import Decimal

from bailu.documents import words
from bailu.documents.compose.page import Column, Page
from bailu.documents.compose.shared import project_facts, ranking_table


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title("评审报告", subtitle=s.text("project_title"), number=number)
    page.heading("采购项目概况")
    page.facts(
        [
            *project_facts(s),
            ("采购人", s.sub("purchaser").text("name")),
            ("预算金额", s.yuan("budget")),
            ("最高限价", s.yuan("ceiling")),
            ("公告日期", s.day("published_on")),
            ("评审日期", s.day("reviewed_on")),
            ("评审地点", s.text("place")),
        ]
    )
    _committee(page)
    _qualification(page)
    page.section("clarifications")
    _scores(page)
    page.section("recommendation")
    _dissent(page)
    page.basis()
    members = [f"{row.text('name')}（{row.text('capacity')}）" for row in s.rows("committee")]
    half = (len(members) + 1) // 2
    page.heading("评审委员会成员签字")
    page.signatures(*(_spaced(column) for column in (members[:half], members[half:])))


def _spaced(names: list[str]) -> list[str]:
    return [line for name in names for line in (name, "签字：　　　　　　　年　月　日", "")]


def _committee(page: Page) -> None:
    s = page.sheet
    page.heading("评审委员会")
    rows = s.rows("committee")
    experts = sum(1 for row in rows if row.data["capacity"] != "采购人代表")
    drawn = f"，评审专家于{s.day('drawn_on')}随机抽取产生" if s.has("drawn_on") else ""
    page.paragraph(f"评审委员会由{len(rows)}人组成，其中评审专家{experts}人{drawn}。各成员在查阅投标（响应）文件前声明如下：")
    page.table(
        [("姓名", 3, "center"), ("身份", 4, "center"), ("单位", 6), ("回避声明", 9)],
        [
            (
                r.text("name"),
                r.text("capacity"),
                r.text("organisation", "—"),
                r.text("statement", "与各供应商均无应当回避的关系") + (f"\n{r.moment_short('stated_at')}" if r.has("stated_at") else ""),
            )
            for r in rows
        ],
        caption=s.mark("committee"),
    )
    avoided = s.rows("avoided")
    if avoided:
        page.paragraph("因回避而未参加评审、另行抽取替补的人员：")
        page.table([("姓名", 3, "center"), ("回避事由", 12)], [(r.text("name"), r.text("reason")) for r in avoided])


def _qualification(page: Page) -> None:
    rows = page.sheet.rows("qualification")
    page.heading("资格审查与符合性审查")
    page.table(
        [("序号", 2, "center"), ("供应商", 9), ("结论", 3, "center"), ("理由", 8)],
        [
            (str(index), r.text("bidder"), r.passed("passed", "通过", "不通过"), r.text("reason", "—"))
            for index, r in enumerate(rows, start=1)
        ],
        caption=page.sheet.mark("qualification"),
    )


def _scores(page: Page) -> None:
    s = page.sheet
    page.heading("评分情况")
    page.table(
        [("评审因素", 6), ("分值", 2, "right"), ("评分标准", 10)],
        [(r.text("item"), r.number("points"), r.text("standard", "见采购文件")) for r in s.rows("score_items")],
        caption="评审因素及分值" + s.mark("score_items"),
    )
    scores = s.rows("scores")
    experts = list(dict.fromkeys(row.text("expert") for row in scores))
    bidders = list(dict.fromkeys(row.text("bidder") for row in scores))
    points = {(row.text("bidder"), row.text("expert")): Decimal(str(row.data["points"])) for row in scores}
    if points:
        columns: list[Column] = [("供应商", 7), *((expert, 3, "right") for expert in experts), ("平均", 3, "right")]
        page.table(
            columns, [_score_row(bidder, experts, points) for bidder in bidders], caption="各评委独立评分（不含价格分）" + s.mark("scores")
        )
    if s.has("price_formula"):
        page.paragraph(f"价格分计算方法：{s.text('price_formula')}")
    ranking_table(page)


def _score_row(bidder: str, experts: list[str], points: dict[tuple[str, str], Decimal]) -> list[str]:
    given = [points[bidder, expert] for expert in experts if (bidder, expert) in points]
    mean = (sum(given, Decimal(0)) / len(given)).quantize(Decimal("0.01"))
    return [bidder, *(words.points(points[bidder, e]) if (bidder, e) in points else "—" for e in experts), words.points(mean)]


def _dissent(page: Page) -> None:
    rows = page.sheet.rows("dissent")
    page.heading("不同意见")
    if not rows:
        page.paragraph("评审委员会成员对本报告均无不同意见。")
        return
    page.table([("评委", 3, "center"), ("不同意见及理由", 12)], [(r.text("expert"), r.text("opinion")) for r in rows])
