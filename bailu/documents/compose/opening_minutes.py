"""开标记录"""

from __future__ import annotations

from bailu.documents.compose.page import Page
from bailu.documents.compose.shared import project_facts


def compose(page: Page, number: str) -> None:
    s = page.sheet
    page.title("开标（开启）记录", subtitle=s.text("project_title"), number=number)
    page.facts(
        [
            *project_facts(s),
            ("采购人", s.sub("purchaser").text("name")),
            ("最高限价", s.yuan("ceiling")),
            ("提交截止时间", s.moment("deadline")),
            ("开启时间", s.moment("opened_at")),
            ("结束时间", s.moment("ended_at")),
            ("地点", s.text("place")),
            ("主持人", s.text("host")),
            ("记录人", s.text("recorder")),
            ("现场监督", s.text("supervisor")),
            ("开启人", "、".join(s.texts("openers")) + s.mark("openers")),
        ]
    )
    _bids(page)
    _late(page)
    page.section("notes")
    page.basis()
    page.signatures(
        ("主持人：", "", "记录人：", "", "监督人："),
        ("开启人：", "", "供应商代表：", "", "（确认上述记录无误）"),
    )


def _bids(page: Page) -> None:
    s = page.sheet
    rows = s.rows("bids")
    page.heading("投标（响应）情况")
    page.paragraph(f"截止时间前收到{len(rows)}家供应商的投标（响应）文件，当众开启并宣读如下：")
    page.table(
        [("序号", 3, "center"), ("供应商", 10), ("送达时间", 5, "center"), ("报价（元）", 6, "right"), ("服务期限", 5), ("备注", 4)],
        [
            (
                str(index),
                r.text("bidder"),
                r.moment_short("received_at"),
                r.money_or_words("price"),
                r.text("term", "—"),
                r.text("remark", "—"),
            )
            for index, r in enumerate(rows, start=1)
        ],
        caption=s.mark("bids"),
    )


def _late(page: Page) -> None:
    rows = page.sheet.rows("late")
    page.heading("逾期送达的文件")
    if not rows:
        page.paragraph("无。")
        return
    page.paragraph(f"下列{len(rows)}份文件在截止时间之后送达，未予接收，原封退回：")
    page.table(
        [("供应商", 8), ("送达时间", 5, "center"), ("处理", 7)],
        [(r.text("bidder"), r.moment_short("arrived_at"), r.text("remark", "逾期，未开启，原封退回")) for r in rows],
    )
