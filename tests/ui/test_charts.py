"""Charts are drawn to scale, say their figures in words, and a row opens what it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from bailu.ui.charts import HEIGHT, Chart, Look, Mark, Unit

BARS = Chart("环节", ("项目数",), [Mark("公告", (1,), "/a/?station=NOTICE"), Mark("结清", (4,)), Mark("合同", (0,))], by="环节")
STACK = Chart(
    "来源",
    ("已支付", "占用", "可用"),
    [Mark("财政", (Decimal(50), Decimal(30), Decimal(20))), Mark("基金会", (0, Decimal(50), 0))],
    Look.STACK,
    Unit.MONEY,
)


def drawn(chart: Chart) -> str:
    return Template(CottonCompiler().process('<c-chart :figure="figure" />')).render(Context({"figure": chart}))


def test_the_longest_bar_fills_the_width_and_the_others_are_to_scale() -> None:
    assert [[piece.width for piece in bar.pieces] for bar in BARS.bars] == [["25.00%"], ["100.00%"], []]


def test_the_parts_of_a_stacked_bar_stand_one_behind_the_other() -> None:
    first, second = STACK.bars
    assert [(p.x, p.width, p.tone) for p in first.pieces] == [
        ("0.00%", "50.00%", "p1"),
        ("50.00%", "30.00%", "p3"),
        ("80.00%", "20.00%", "p2"),
    ]
    assert [(p.x, p.width, p.tone) for p in second.pieces] == [("0.00%", "50.00%", "p3")]


def test_what_is_late_has_the_colour_of_lateness() -> None:
    late = Chart("逾期", ("件数",), [Mark("甲", (2,), late=True)])
    assert [piece.tone for piece in late.bars[0].pieces] == ["pstop"]


def test_a_line_puts_the_largest_at_the_top_and_nothing_at_the_bottom() -> None:
    line = Chart("按月", ("已支付",), [Mark("01", (0,)), Mark("02", (200,)), Mark("03", (100,))], Look.LINE)
    assert [(p.x, p.y) for p in line.points] == [("0.00%", f"{HEIGHT}.0"), ("50.00%", "0.0"), ("100.00%", "60.0")]
    assert [p.anchor for p in line.points] == ["start", "middle", "end"]


@pytest.mark.parametrize("count", [0, 1, 2, 13, 36])
def test_a_line_of_any_length_is_drawn_with_few_names_below_it(count: int) -> None:
    line = Chart("按月", ("已支付",), [Mark(str(n), (n,)) for n in range(count)], Look.LINE)
    assert len(line.points) == count and sum(p.tick for p in line.points) <= 5
    assert drawn(line)


def test_the_table_says_what_the_chart_shows_and_a_row_opens_what_it_counts() -> None:
    text = drawn(STACK)
    assert "¥100.00" in text and text.count("¥50.00") >= 3 and "数据表" in text and "合计" in text
    assert '<a href="/a/?station=NOTICE">公告</a>' in drawn(BARS)
    assert "style=" not in text and "<script" not in text


def test_names_cannot_become_markup() -> None:
    assert "<b>x" not in drawn(Chart("<b>x", ("<b>x",), [Mark("<b>x", (1,), note="<b>x", figure="<b>x")], by="<b>x"))
