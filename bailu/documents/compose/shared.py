"""Parts that several papers have in common."""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.sheet import Sheet

SEAL = "（盖章）"


def project_facts(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        ("项目名称", sheet.text("project_title")),
        ("项目编号", sheet.text("project_no")),
        ("采购方式", sheet.text("method")),
    ]


def party_facts(party: Sheet, role: str) -> list[tuple[str, str]]:
    """How to find and reach an organisation."""
    return [
        (role, party.text("name")),
        ("登记证号（信用代码）", party.text("credit_code")),
        ("法定代表人（负责人）", party.text("representative")),
        ("地址", party.text("address")),
        ("联系人", party.text("contact")),
        ("联系电话", party.text("phone")),
        ("电子邮箱", party.text("email")),
    ]


def targets_table(page: Page) -> None:
    """Number, scale, quality and effect targets (XM2015:3.4)."""
    rows = page.sheet.rows("targets")
    if not rows:
        return
    page.table(
        [("类别", 3, "center"), ("指标", 8), ("基期", 3, "right"), ("目标", 3, "right"), ("单位", 3, "center"), ("佐证材料", 6)],
        [
            (r.text("kind"), r.text("measure"), r.number("base", "—"), r.number("goal"), r.text("unit"), r.text("evidence", "—"))
            for r in rows
        ],
        caption="绩效目标表" + page.sheet.mark("targets"),
    )


def targets_done_table(page: Page) -> None:
    rows = page.sheet.rows("targets_done")
    if not rows:
        return
    page.table(
        [("指标", 9), ("目标", 3, "right"), ("完成", 3, "right"), ("单位", 3, "center"), ("完成率", 3, "right")],
        [(r.text("measure"), r.number("goal"), r.number("done"), r.text("unit"), _percent(r, "rate")) for r in rows],
        caption="目标完成情况" + page.sheet.mark("targets_done"),
    )


def ranking_table(page: Page) -> None:
    rows = sorted(page.sheet.rows("ranking"), key=lambda row: int(row.data["rank"]))
    if not rows:
        return
    page.table(
        [
            ("名次", 2, "center"),
            ("供应商", 9),
            ("报价（元）", 5, "right"),
            ("专家评分", 4, "right"),
            ("价格分", 3, "right"),
            ("总分", 3, "right"),
        ],
        [
            (
                r.number("rank"),
                r.text("bidder"),
                r.money("price") + (f"\n评审价{r.money('evaluated_price')}" if r.has("evaluated_price") else ""),
                r.points("technical"),
                r.points("price_score"),
                r.points("total"),
            )
            for r in rows
        ],
        caption="得分与排名" + page.sheet.mark("ranking"),
    )


def _percent(row: Sheet, key: str) -> str:
    return row.number(key) + "%" if row.has(key) else "—"
