"""Two Chinese characters are enough to find a record."""

from __future__ import annotations

import pytest

from bailu.ui import search
from tests.ui.sample import Purchase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白鹭社工", "白鹭 鹭社 社工 工"),
        ("P-2015-0001", "p 2015 0001"),
        ("第3批", "第 3 批"),
        ("２０１５年", "2015 年"),
        ("“温馨”，暖空巢", "温馨 馨 暖空 空巢 巢"),
        ("", ""),
        ("——！", ""),
    ],
)
def test_text_becomes_pairs_of_neighbouring_characters(text: str, expected: str) -> None:
    assert search.bigrams(text) == expected


@pytest.fixture
def records(sample_table: None, db: None) -> None:
    for no, title in (
        ("P-2015-0001", "“温馨夕阳暖空巢”老年人服务项目"),
        ("P-2015-0002", "“回巢行动”流浪未成年人"),
        ("P-2015-0013", "第3批 同一片蓝天 O'Neil & Co"),
    ):
        Purchase.objects.create(no=no, title=title, search=search.vector(no, title))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("空巢", ["P-2015-0001"]),
        ("巢", ["P-2015-0001", "P-2015-0002"]),
        ("夕", ["P-2015-0001"]),
        ("暖空巢", ["P-2015-0001"]),
        ("空行", []),
        ("老年人 温馨", ["P-2015-0001"]),
        ("温馨 流浪", []),
        ("p-2015-0001", ["P-2015-0001"]),
        ("2015-00", ["P-2015-0001", "P-2015-0002", "P-2015-0013"]),
        ("第3批", ["P-2015-0013"]),
        ("蓝天 neil", ["P-2015-0013"]),
        ("' & | ! :* <->", ["P-2015-0001", "P-2015-0002", "P-2015-0013"]),
        ("O'N", ["P-2015-0013"]),
    ],
)
def test_records_are_found_by_what_is_typed(records: None, asked: str, found: list[str]) -> None:
    rows = search.matches(Purchase.objects.order_by("no"), asked)
    assert [row.no for row in rows] == found


def test_a_stretch_behind_chinese_words_is_found_in_its_order(sample_table: None, db: None) -> None:
    Purchase.objects.create(no="1", title="采购项目2015年", search=search.vector("采购项目2015年"))
    assert search.matches(Purchase.objects.all(), "项目2015年").count() == 1
    assert search.matches(Purchase.objects.all(), "采购2015").count() == 0


def test_the_index_is_usable_for_the_question(records: None) -> None:
    plan = search.matches(Purchase.objects.all(), "空巢").explain()
    assert "search @@" in plan
