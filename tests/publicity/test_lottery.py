"""The yearly statement of the lottery's money: whole, for everybody, and of nothing else."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.funds import commands, ledger
from bailu.funds.enums import FundingSource, LinePurpose
from bailu.funds.models import BudgetLine
from bailu.kernel.acts import acting
from bailu.publicity.queries import lottery
from tests.funds.factories import Offices, make_approved_line, make_offices, make_submitted_line

pytestmark = pytest.mark.django_db
LOTTERY: dict[str, Any] = {"source": FundingSource.LOTTERY, "purpose": LinePurpose.INFRASTRUCTURE}
WHERE = "publicity:lottery"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def line(offices: Offices) -> BudgetLine:
    line = make_approved_line(offices, title="社区服务站修缮", amount=Decimal("1000.00"), **LOTTERY)
    with acting("test"):
        held = ledger.encumber(
            offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", purpose="INFRASTRUCTURE", amount=Decimal("600.00")
        )
        ledger.pay(offices.finance_chief, encumbrance_id=held.pk, amount=Decimal("400.00"), payee_id=offices.purchaser.pk, reference="x:1")
    moved = commands.propose_movement(offices.clerk, line_id=line.pk, kind="RETURN", amount=Decimal("150.00"), reason="结余。")
    commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    return line


def test_a_visitor_reads_who_got_how_much_and_what_became_of_it(offices: Offices, line: BudgetLine) -> None:
    page = Client().get(reverse(WHERE)).content.decode()
    assert all(
        word in page for word in (line.title, offices.purchaser.name, "¥1,000.00", "¥850.00", "¥200.00", "¥400.00", "¥150.00", "LOT2009:36")
    )
    assert "社区服务站修缮" in Client().get(reverse(WHERE), {"year": 2015, "q": "修缮"}).content.decode()


def test_the_figures_of_a_year_add_up(line: BudgetLine) -> None:
    (year,) = lottery.by_year()
    assert (year.year, year.given, year.encumbered, year.paid, year.left) == (2015, 850, 200, 400, 250)


def test_other_money_and_what_is_not_approved_is_no_part_of_it(offices: Offices, line: BudgetLine) -> None:
    other, waiting = make_approved_line(offices, title="财政的钱"), make_submitted_line(offices, title="还没有批准", **LOTTERY)
    page = Client().get(reverse(WHERE)).content.decode()
    assert other.title not in page and waiting.title not in page


def test_the_statement_is_exported_as_it_is_seen(line: BudgetLine) -> None:
    answer = Client().get(reverse(WHERE), {"export": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()  # type: ignore[attr-defined]
    assert [len(rows), line.title in rows[1], 400.0 in rows[1], 150.0 in rows[1]] == [2, True, True, True]


@pytest.mark.parametrize("count", [1, 8])
def test_it_needs_the_same_few_queries_however_much_there_is(
    offices: Offices, line: BudgetLine, django_assert_max_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_approved_line(offices, **LOTTERY)
    with django_assert_max_num_queries(6):
        assert Client().get(reverse(WHERE)).status_code == 200
