"""A table of appropriations: every fault is named by its cell, all rows are written or none, two people, once."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bailu.audit.models import Entry
from bailu.funds import appropriations, commands, policies, queries, sheets
from bailu.funds.enums import ImportState, LineState
from bailu.funds.models import BudgetLine, LineImport, Transaction
from bailu.inbox.models import Task
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.factories import make_actor
from tests.funds.factories import Offices, make_offices
from tests.funds.test_screens import enter, text

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def row(offices: Offices, **changes: str) -> list[str]:
    facts = {
        "年度": "2015", "购买主体": offices.purchaser.name, "预算级次": "市级", "资金来源": "财政预算", "出资方": "", "用途": "购买服务",
        "名称": "2015年购买社会工作服务经费", "金额": "508,000.00",
    } | changes  # fmt: skip
    return [facts[name] for name in appropriations.COLUMNS]


def as_csv(
    rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", heading: Sequence[str] = appropriations.COLUMNS
) -> SimpleUploadedFile:
    file = io.StringIO()
    csv.writer(file).writerows([heading, *rows])
    return SimpleUploadedFile("拨款.csv", file.getvalue().encode(encoding))


def as_excel(rows: Sequence[Sequence[Any]]) -> SimpleUploadedFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([appropriations.COLUMNS, *rows]):
            for place, cell in enumerate(cells):
                sheet.write(number, place, cell)
    return SimpleUploadedFile("拨款.xlsx", file.getvalue())


def keep(offices: Offices, upload: SimpleUploadedFile) -> LineImport:
    found = appropriations.read(offices.finance_officer, upload)
    assert found.faults == []
    return commands.keep_import(offices.finance_officer, title="拨款.csv", digest="0" * 64, rows=found.rows(), total=found.total)


def written(offices: Offices, *rows: Sequence[str]) -> LineImport:
    kept = keep(offices, as_csv(rows or [row(offices), row(offices, 名称="补充经费", 金额="100")]))
    return commands.write_import(offices.finance_officer, import_id=kept.pk)


def faults(offices: Offices, upload: SimpleUploadedFile) -> list[str]:
    return [str(fault) for fault in appropriations.read(offices.finance_officer, upload).faults]


def test_a_table_is_read_written_and_approved_by_two_people(offices: Offices) -> None:
    kept = keep(offices, as_csv([row(offices), row(offices, 名称="补充经费", 金额="100")]))
    assert (kept.state, kept.count, kept.total, BudgetLine.objects.count()) == (ImportState.READ, 2, D("508100.00"), 0)
    commands.write_import(offices.finance_officer, import_id=kept.pk)
    lines = list(BudgetLine.objects.order_by("no"))
    assert [(line.no, line.state, line.amount) for line in lines] == [
        ("B-2015-0001", LineState.SUBMITTED, D("508000.00")), ("B-2015-0002", LineState.SUBMITTED, D("100.00")),
    ]  # fmt: skip
    assert list(Task.objects.open().filter(kind="funds.approve_import").values_list("role", flat=True)) == [Role.FINANCE_CHIEF]
    assert not Transaction.objects.exists()
    commands.approve_import(offices.finance_chief, import_id=kept.pk, note="同意。")
    assert [queries.line(offices.clerk, line.pk).available for line in lines] == [D("508000.00"), D("100.00")]
    assert (queries.trial_balance().balanced, Task.objects.open().count()) == (True, 0)
    assert list(Entry.objects.filter(stream=lines[0].stream).order_by("seq").values_list("verb", flat=True)) == [
        "funds.line_imported", "funds.line_approved",
    ]  # fmt: skip


def test_excel_is_read_as_csv_is(offices: Offices) -> None:
    cells: list[Any] = [*row(offices)]
    cells[0], cells[7] = 2015, 508000.1
    found = appropriations.read(offices.finance_officer, as_excel([cells]))
    assert (found.faults, found.total) == ([], D("508000.10"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_chinese_offices_are_read(offices: Offices, encoding: str) -> None:
    assert appropriations.read(offices.finance_officer, as_csv([row(offices)], encoding)).total == D("508000.00")


FAULTS = [
    ({"年度": "二〇一五"}, "A2", "整数"),
    ({"年度": "1949"}, "A2", "2013"),
    ({"购买主体": "没有这个局"}, "B2", "没有这个购买主体"),
    ({"预算级次": "省级"}, "C2", "须是"),
    ({"资金来源": "福利彩票公益金"}, "F2", "XM2015:3.6"),
    ({"资金来源": "基金会资助"}, "E2", "出资方"),
    ({"用途": "发工资"}, "F2", "须是"),
    ({"名称": ""}, "G2", "没有填写"),
    ({"名称": "长" * 121}, "G2", "最多"),
    ({"金额": "0"}, "H2", "大于零"),
    ({"金额": "-5"}, "H2", "大于零"),
    ({"金额": "1.005"}, "H2", "两位小数"),
    ({"金额": "1e9"}, "H2", "不是金额"),
    ({"金额": "NaN"}, "H2", "不是金额"),
    ({"金额": "9" * 20}, "H2", "金额过大"),
    ({"金额": "9" * 300}, "H2", "不是金额"),
]


@pytest.mark.parametrize(("changes", "cell", "said"), FAULTS, ids=[f"{c}-{s}" for _changes, c, s in FAULTS])
def test_a_fault_is_named_by_its_cell(offices: Offices, changes: dict[str, str], cell: str, said: str) -> None:
    found = faults(offices, as_csv([row(offices, **changes)]))
    assert len(found) == 1
    assert found[0].startswith(f"{cell}：")
    assert said in found[0]


def test_rows_that_are_twice_there_or_lines_already_are_named(offices: Offices) -> None:
    assert "G3：与第2行重复" in faults(offices, as_csv([row(offices), row(offices)]))[0]
    written(offices, row(offices))
    assert "B-2015-0001" in faults(offices, as_csv([row(offices)]))[0]


def test_one_fault_keeps_nothing(client: Client, offices: Offices) -> None:
    enter(client, offices.finance_officer)
    answer = client.post(reverse("funds:hand_in"), {"upload": as_csv([row(offices), row(offices, 名称="坏", 金额="十万")])})
    page = text(answer)
    assert (answer.status_code, "H3" in page, "不是金额" in page, "十万" in page) == (422, True, True, True)
    assert not (LineImport.objects.exists() or BudgetLine.objects.exists())


def unreadable(offices: Offices, upload: SimpleUploadedFile) -> str:
    with pytest.raises(sheets.Unreadable) as refused:
        appropriations.read(offices.finance_officer, upload)
    return str(refused.value)


def test_a_formula_is_refused_with_its_cell(offices: Offices) -> None:
    cells = row(offices)
    cells[7] = "=100*2"
    assert "H2" in unreadable(offices, as_excel([cells]))


def test_what_is_no_table_is_refused_in_words(offices: Offices) -> None:
    def named(content: bytes, name: str) -> str:
        return unreadable(offices, SimpleUploadedFile(name, content))

    assert "Excel" in named(b"PK\x03\x04 broken", "a.xlsx")
    assert "Excel" in named(b"\xd0\xcf\x11\xe0" + struct.pack("<8Q", *range(8)), "a.xls")
    assert "编码" in named(b"\xff\xfe\xfa\xff\x81", "a.csv")
    assert "空" in named(b"\n\n", "a.csv")
    assert "金额" in unreadable(offices, as_csv([row(offices)[:-1]], heading=appropriations.COLUMNS[:-1]))
    assert "重复" in unreadable(offices, as_csv([row(offices)], heading=[*appropriations.COLUMNS, "金额"]))
    assert "没有一行" in unreadable(offices, as_csv([]))
    assert "引号" in named(('"' + ",".join(appropriations.COLUMNS)).encode(), "a.csv")


def test_more_than_five_thousand_rows_are_refused_and_five_thousand_are_read(offices: Offices) -> None:
    rows = [row(offices, 名称=f"经费{n}", 金额="1") for n in range(sheets.MOST_ROWS)]
    assert appropriations.read(offices.finance_officer, as_csv(rows)).total == D(sheets.MOST_ROWS)
    assert str(sheets.MOST_ROWS) in unreadable(offices, as_csv([*rows, row(offices)]))


def test_the_template_is_an_empty_table_with_the_right_heading() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(appropriations.template()))
    assert book.get_sheet_by_index(0).to_python()[0] == list(appropriations.COLUMNS)


def test_the_rows_are_written_all_or_none(offices: Offices) -> None:
    upload = as_csv([row(offices), row(offices, 名称="补充经费")])
    first, second = keep(offices, upload), keep(offices, as_csv([row(offices, 名称="补充经费"), row(offices, 名称="别的")]))
    commands.write_import(offices.finance_officer, import_id=first.pk)
    with pytest.raises(Refused) as refused:
        commands.write_import(offices.finance_officer, import_id=second.pk)
    assert refused.value.verdict.code == "there"
    second.refresh_from_db()
    assert (second.state, BudgetLine.objects.count()) == (ImportState.READ, 2)
    commands.drop_import(offices.finance_officer, import_id=second.pk)
    with pytest.raises(Refused):
        commands.write_import(offices.finance_officer, import_id=second.pk)


def test_a_second_click_writes_and_approves_once(offices: Offices) -> None:
    kept = keep(offices, as_csv([row(offices)]))
    once = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    for _ in range(2):
        commands.write_import(offices.finance_officer, import_id=kept.pk, once=once)
    for _ in range(2):
        commands.approve_import(offices.finance_chief, import_id=kept.pk, once=once)
    assert (BudgetLine.objects.count(), Transaction.objects.count()) == (1, 1)


def test_whoever_handed_it_in_does_not_approve(offices: Offices) -> None:
    both = make_actor(Role.FINANCE_CHIEF, offices.treasury, person=Person.objects.get(pk=offices.finance_officer.user_id))
    kept = written(offices)
    with pytest.raises(Refused) as refused:
        commands.approve_import(both, import_id=kept.pk)
    assert refused.value.verdict.code == "two_people"
    assert set(BudgetLine.objects.values_list("state", flat=True)) == {LineState.SUBMITTED}


def test_a_line_the_chief_returned_is_not_approved_with_the_others(offices: Offices) -> None:
    kept = written(offices)
    line = BudgetLine.objects.order_by("no")[0]
    commands.return_line(offices.finance_chief, line_id=line.pk, reason="请压缩。")
    commands.approve_import(offices.finance_chief, import_id=kept.pk)
    assert list(BudgetLine.objects.order_by("no").values_list("state", flat=True)) == [LineState.RETURNED, LineState.APPROVED]


def test_a_district_imports_for_its_own_purchasers_alone() -> None:
    near, far = make_offices("350203"), make_offices("350206")
    assert appropriations.read(near.finance_officer, as_csv([row(near)])).faults == []
    assert "B2" in faults(near, as_csv([row(far)]))[0]


@pytest.mark.parametrize("state", ImportState)
def test_only_the_listed_roles_move_a_table_from_the_listed_states(state: str) -> None:
    kept = LineImport(state=state, treasury_id=2, read_by_id=1)
    table = {
        policies.may_write_import: ("READ", Role.FINANCE_OFFICER),
        policies.may_drop_import: ("READ", Role.FINANCE_OFFICER),
        policies.may_approve_import: ("WRITTEN", Role.FINANCE_CHIEF),
    }
    for may, expected in table.items():
        for role in Role:
            stranger = make_actor(role)
            home = type(stranger)(user_id=99, name="某人", organisation_id=2, roles=frozenset({role}))
            assert may(home, kept).allowed == ((state, role) == expected)
            assert may(stranger, kept).forbidden


def test_others_neither_import_nor_see_it(offices: Offices) -> None:
    kept = written(offices)
    with pytest.raises(Forbidden):
        commands.keep_import(offices.clerk, title="x", digest="0", rows=[{}], total=D(1))
    with pytest.raises(Refused):
        commands.keep_import(offices.finance_officer, title="x", digest="0", rows=[], total=D(1))
    with pytest.raises(OutOfScope):
        commands.approve_import(make_offices().finance_chief, import_id=kept.pk)
    assert LineImport.objects.count() == 1


def test_a_table_goes_its_way_by_forms(client: Client, offices: Offices, django_assert_max_num_queries: Any) -> None:
    enter(client, offices.finance_officer)
    where = reverse("funds:hand_in")
    assert reverse("funds:import_template") in text(client.get(where))
    assert client.get(reverse("funds:import_template")).status_code == 200
    rows = [row(offices, 名称=f"经费{n}", 金额="10") for n in range(120)]
    assert client.post(where, {"upload": as_excel(rows)}).status_code == 303
    kept = LineImport.objects.get()
    with django_assert_max_num_queries(10):
        page = text(client.get(kept.get_absolute_url()))
    assert "经费99" in page and "经费100" not in page
    assert "经费100" in text(client.get(kept.get_absolute_url(), {"page": 2}))
    write = reverse("funds:write_import", args=[kept.pk])
    assert client.get(write).status_code == client.get(reverse("funds:drop_import", args=[kept.pk])).status_code == 200
    assert client.post(write, {}).status_code == 422
    assert client.post(write, {"confirm": "yes"}).status_code == 303
    enter(client, offices.finance_chief)
    approve = reverse("funds:approve_import", args=[kept.pk])
    assert client.get(approve).status_code == 200
    assert client.post(approve, {"confirm": "yes"}).status_code == 303
    assert BudgetLine.objects.filter(state=LineState.APPROVED).count() == 120
    assert "B-2015-0001" in text(client.get(kept.get_absolute_url()))
    assert kept.title in text(client.get(reverse("funds:imports")))


OFFICER = Actor(user_id=1, name="某人", organisation_id=1, roles=frozenset({Role.FINANCE_OFFICER}), county="350200")
CELLS = st.one_of(
    st.text(max_size=30), st.integers().map(str), st.floats().map(str), st.decimals().map(str),
    st.sampled_from(["2015", "市级", "财政预算", "购买服务", "=1+1", "-1", "１２", "\x00", "9" * 40, "", "'=cmd", "０.5", "1,0,0"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, max_size=10), max_size=6), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_whatever_stands_in_the_cells_a_table_is_read_or_refused_in_words(rows: list[list[str]], encoding: str) -> None:
    actor = OFFICER
    file = io.StringIO()
    csv.writer(file).writerows([appropriations.COLUMNS, *rows])
    upload = SimpleUploadedFile("拨款.csv", file.getvalue().encode(encoding, "replace"))
    try:
        found = appropriations.read(actor, upload)
    except sheets.Unreadable as refused:
        assert str(refused)
        return
    assert len({fault.cell for fault in found.faults}) >= (len(found.shown) - len(found.wanted) > 0)
    assert all(D(0) < D(each.amount) <= sheets.MOST_YUAN for each in found.wanted)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a"]))
def test_whatever_the_bytes_are_they_are_refused_in_words(content: bytes, name: str) -> None:
    with pytest.raises(sheets.Unreadable):
        appropriations.read(OFFICER, SimpleUploadedFile(name, content))
