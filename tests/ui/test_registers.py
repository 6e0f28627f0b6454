"""Lists: narrowed, sorted, paged by key, exported as seen, at a constant number of queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from bailu.kernel.actor import ANONYMOUS
from bailu.ui import search
from bailu.ui.registers import Column, Filter, paging, usual, view
from tests.ui.sample import Purchase

START = date(2015, 3, 2)


@pytest.fixture
def thirty(sample_table: None, db: None) -> None:
    Purchase.objects.bulk_create(
        Purchase(
            no=f"P-{n:04}",
            title=f"项目{n % 3}",
            state="done" if n % 5 == 0 else "open",
            amount=n * 10,
            due=None if n % 4 == 0 else START + timedelta(days=n % 7),
        )
        for n in range(1, 31)
    )
    for row in Purchase.objects.all():
        Purchase.objects.filter(pk=row.pk).update(search=search.vector(row.no, row.title, "空巢" if row.amount == 100 else ""))


def numbers(html: str) -> list[str]:
    return [part.split("<")[0] for part in html.split('/">')[1:] if part.startswith("P-")]


def walk(field: str, descending: bool, size: int = 7) -> list[list[int]]:
    order, after, pages = paging.Order(field, descending), "", []
    while True:
        page = paging.take(Purchase.objects.all(), order, size, after=after)
        pages.append([row.pk for row in page.rows])
        if not page.after:
            return pages
        after = page.after


@pytest.mark.parametrize("field", ["no", "title", "amount", "due", "state"])
@pytest.mark.parametrize("descending", [False, True])
def test_every_row_is_met_once_forwards_and_backwards(thirty: None, field: str, descending: bool) -> None:
    pages = walk(field, descending)
    met = [pk for page in pages for pk in page]
    assert sorted(met) == sorted(Purchase.objects.values_list("pk", flat=True))
    order = paging.Order(field, descending)
    back, before = [], paging.END
    while before:
        page = paging.take(Purchase.objects.all(), order, 6, before=before)
        back.insert(0, [row.pk for row in page.rows])
        before = page.before
    assert back[0] == met[:6]
    assert [pk for page in back[1:] for pk in page] == met[len(met) - 6 * (len(back) - 1) :]


def test_what_has_no_value_comes_last_in_both_directions(thirty: None) -> None:
    for descending in (False, True):
        page = paging.take(Purchase.objects.all(), paging.Order("due", descending), 30)
        assert [row.due is None for row in page.rows] == [False] * 23 + [True] * 7


def test_a_row_added_in_front_does_not_shift_the_next_page(thirty: None) -> None:
    order = paging.Order("no")
    first = paging.take(Purchase.objects.all(), order, 10)
    Purchase.objects.create(no="P-0000", title="新")
    second = paging.take(Purchase.objects.all(), order, 10, after=first.after)
    assert [row.no for row in second.rows] == [f"P-{n:04}" for n in range(11, 21)]


@pytest.mark.parametrize("key", ["x", "W10", "eyJhIjoxfQ", "WyJkIiwi5LiNIiwxXQ", "WyJzIiwieCIsInkiXQ"])
def test_a_mangled_key_shows_the_first_page(thirty: None, key: str) -> None:
    page = paging.take(Purchase.objects.all(), paging.Order("due"), 5, after=key)
    assert [row.pk for row in page.rows] == [row.pk for row in paging.take(Purchase.objects.all(), paging.Order("due"), 5).rows]


def test_a_register_asks_two_queries_whatever_its_length(clerk: Client, thirty: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        page = clerk.get("/purchases/").content.decode()
    assert numbers(page) == [f"P-{n:04}" for n in range(1, 11)]
    assert "共 30 条" in page
    assert "¥100.00" in page
    assert 'data-label="编号"' in page


def test_a_search_narrows_and_is_kept_in_every_address(clerk: Client, thirty: None) -> None:
    page = clerk.get("/purchases/?q=空巢&sort=-amount").content.decode()
    assert numbers(page) == ["P-0010"]
    assert "export=xlsx" in page
    assert "sort=-amount" in page


def test_filters_narrow_and_an_unknown_choice_is_ignored(clerk: Client, thirty: None) -> None:
    assert "共 6 条" in clerk.get("/purchases/?state=done").content.decode()
    assert "共 30 条" in clerk.get("/purchases/?state=nonsense").content.decode()
    assert "共 26 条" in clerk.get("/purchases/?size=big").content.decode()


def test_sorting_by_a_heading_and_back(clerk: Client, thirty: None) -> None:
    page = clerk.get("/purchases/?sort=-amount").content.decode()
    assert numbers(page)[0] == "P-0030"
    assert 'aria-sort="descending"' in page
    assert numbers(clerk.get("/purchases/?sort=secret").content.decode())[0] == "P-0001"


def test_the_count_stops_at_the_cap(clerk: Client, thirty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "COUNTED", 20)
    assert "共 20+ 条" in clerk.get("/purchases/").content.decode()


def sheet(answer: Any) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()


def test_the_export_holds_exactly_what_is_seen_on_all_pages(clerk: Client, thirty: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = clerk.get("/purchases/?state=open&sort=-amount&export=xlsx")
        rows = sheet(answer)
    assert rows[0] == ["编号", "名称", "状态", "金额", "期限"]
    assert [row[0] for row in rows[1:]] == [f"P-{n:04}" for n in range(30, 0, -1) if n % 5]
    assert rows[1][2:4] == ["在办", 290.0]
    assert rows[1][4] == date(2015, 3, 3)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_second_line_is_a_column_of_its_own_in_the_export_and_nothing_on_the_way_is_no_failure() -> None:
    column = usual.named("名称", sub=Column("place", "地点", "held.place"))
    row = SimpleNamespace(title="甲", held=None, get_absolute_url=lambda: "/1/")
    assert [(each.label, each.read(row)) for each in column.in_sheet()] == [("名称", "甲"), ("地点", None)]
    assert (column.cell(row).link, column.cell(row).sub) == ("/1/", None)
    assert Column("end", "办理", exported=False, sub=usual.NO).in_sheet() == ()


def test_what_is_sorted_follows_what_is_shown() -> None:
    made = (usual.money("amount", "金额"), usual.due("until", "期限", "held.until"), usual.day("since", "自", "held.since", sort=False))
    assert [(each.look, each.sort) for each in made] == [("money", "amount"), ("due", "held__until"), ("date", "")]


def test_choices_in_scope_are_asked_with_the_reader_and_never_kept() -> None:
    asked: list[Any] = []
    narrowed = Filter("side", "方", lambda actor: asked.append(actor) or [(1, actor.name)], scoped=True)
    for name in ("甲", "乙"):
        assert narrowed.options(replace(ANONYMOUS, name=name)) == [("1", name)]
    assert [actor.name for actor in asked] == ["甲", "乙"]


def test_a_text_like_a_formula_stays_a_text_in_the_export(clerk: Client, sample_table: None, db: None) -> None:
    Purchase.objects.create(no="=1+1", title="@SUM(A1)")
    Purchase.objects.create(no="-2", title="普通")
    rows = sheet(clerk.get("/purchases/?export=xlsx"))
    assert {row[0] for row in rows[1:]} == {"=1+1", "-2"}


def test_an_empty_register_offers_the_next_step_and_a_vain_search_the_way_back(clerk: Client) -> None:
    page = clerk.get("/purchases/").content.decode()
    assert "还没有项目" in page
    assert 'href="/enter/">登记项目' in page
    assert "没有符合条件的记录" in clerk.get("/purchases/?q=没有").content.decode()


def test_a_visitor_is_led_to_the_sign_in_and_a_person_without_right_is_refused(visitor: Client, clerk: Client) -> None:
    assert visitor.get("/purchases/?q=空巢")["location"].startswith("/login/?next=/purchases/")
    answer = clerk.get("/closed/")
    assert answer.status_code == 403
    assert "只有审计人员可以查看。" in answer.content.decode()
