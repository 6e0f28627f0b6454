"""The screens: what is shown, what can be done, what a refusal says, in how many queries."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.funds import ledger, orders
from bailu.funds.enums import LineState, OrderState
from bailu.funds.models import BudgetLine, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_provider
from tests.funds.factories import Offices, make_approved_line, make_line, make_offices, make_submitted_line

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def order(offices: Offices) -> PaymentOrder:
    line, payee = make_approved_line(offices), make_provider(qualified=False)
    with acting("test"):
        held = ledger.encumber(
            offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", purpose="SERVICE", amount=Decimal("508000.00")
        )
        return orders.request_payment(
            offices.head, encumbrance_id=held.pk, amount=Decimal("254000.00"), payee_id=payee.pk, reference="test.Claim:1", title="首付款"
        )


def enter(client: Client, actor: Actor) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(offices: Offices, **changes: Any) -> dict[str, Any]:
    facts = {
        "title": "2015年购买社会工作服务经费", "year": 2015, "level": "CITY", "treasury": offices.treasury.pk, "source": "FISCAL",
        "purpose": "SERVICE", "amount": "2000000",
    }  # fmt: skip
    return facts | changes


def test_a_line_goes_its_whole_way_by_forms(client: Client, offices: Offices) -> None:
    enter(client, offices.clerk)
    assert offices.treasury.name in text(client.get(reverse("funds:propose_line")))
    assert client.post(reverse("funds:propose_line"), sent(offices)).status_code == 303
    line = BudgetLine.objects.get()

    def do(actor: Actor, name: str, **facts: Any) -> None:
        where = reverse(f"funds:{name}", args=[line.no])
        assert enter(client, actor).get(where).status_code == 200, name
        answer = client.post(where, facts)
        assert (answer.status_code, answer.headers.get("Location")) == (303, f"/budget/{line.no}/"), name

    do(offices.clerk, "submit_line")
    do(offices.finance_chief, "return_line", reason="请压缩。")
    assert "请压缩。" in text(enter(client, offices.clerk).get(line.get_absolute_url()))
    do(offices.clerk, "revise_line", **sent(offices, amount="900000"))
    do(offices.clerk, "submit_line")
    do(offices.finance_chief, "approve_line", note="同意。")
    do(offices.finance_chief, "supplement_line", amount="100000", reason="年中追加。")
    page = text(client.get(line.get_absolute_url()))
    assert all(word in page for word in ("¥1,000,000.00", "¥900,000.00", "¥100,000.00", "追加预算", "同意。"))
    do(offices.finance_chief, "close_line", confirm="yes")
    line.refresh_from_db()
    assert line.state == LineState.CLOSED


def test_lottery_money_for_services_is_answered_with_the_clause_and_what_was_typed(client: Client, offices: Offices) -> None:
    answer = enter(client, offices.clerk).post(reverse("funds:propose_line"), sent(offices, source="LOTTERY"))
    page = text(answer)
    assert answer.status_code == 422
    assert all(word in page for word in ("基础设施", "XM2015:3.6", "2015年购买社会工作服务经费"))
    assert not BudgetLine.objects.exists()


def test_an_order_is_checked_and_paid_by_forms_once(client: Client, offices: Offices, order: PaymentOrder) -> None:
    check, pay = (reverse(f"funds:{name}", args=[order.pk]) for name in ("check_payment", "pay"))
    page = text(enter(client, offices.finance_officer).get(check))
    assert all(word in page for word in ("¥254,000.00", order.payee.name))
    assert client.post(check, {"note": "票据齐全。"}).status_code == 303
    enter(client, offices.finance_chief)
    assert client.get(pay).status_code == 200
    assert client.post(pay, {}).status_code == 422
    once = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    for _ in range(2):
        assert client.post(pay, {"confirm": "yes", "once": once}).status_code == 303
    assert client.post(pay, {"confirm": "yes"}).status_code == 422
    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert ledger.balances(order.encumbrance.line_id)["PAID"] == Decimal("254000.00")
    assert "已支付" in text(client.get(order.get_absolute_url()))


def test_an_order_is_rejected_with_a_reason(client: Client, offices: Offices, order: PaymentOrder) -> None:
    where = reverse("funds:reject_payment", args=[order.pk])
    enter(client, offices.finance_officer)
    assert client.get(where).status_code == 200
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "发票抬头有误。"}).status_code == 303
    assert "发票抬头有误。" in text(client.get(order.get_absolute_url()))


def test_no_right_is_403_no_scope_404_no_law_422(client: Client, offices: Offices, order: PaymentOrder) -> None:
    line = make_submitted_line(offices)
    approve = reverse("funds:approve_line", args=[line.no])
    assert enter(client, offices.clerk).get(approve).status_code == 403
    assert enter(client, offices.clerk).post(approve, {}).status_code == 403
    assert enter(client, make_offices().clerk).get(approve).status_code == 404
    assert enter(client, offices.clerk).get(reverse("funds:submit_line", args=[line.no])).status_code == 422
    assert enter(client, offices.finance_chief).get(reverse("funds:pay", args=[order.pk])).status_code == 422
    assert enter(client, offices.clerk).get(reverse("funds:pay", args=[order.pk])).status_code == 403
    assert enter(client, make_actor(Role.PROVIDER_HEAD)).get(reverse("funds:payment", args=[order.pk])).status_code == 404
    line.refresh_from_db()
    assert line.state == LineState.SUBMITTED


@pytest.mark.parametrize("count", [1, 6])
def test_registers_and_pages_need_the_same_few_queries_however_much_there_is(
    client: Client, offices: Offices, order: PaymentOrder, django_assert_max_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_approved_line(offices)
    enter(client, offices.clerk)
    line = order.encumbrance.line
    for where in (reverse("funds:lines"), reverse("funds:payments"), line.get_absolute_url(), order.get_absolute_url()):
        with django_assert_max_num_queries(10):
            assert client.get(where).status_code == 200, where


def test_lines_and_payments_are_found_filtered_and_exported(client: Client, offices: Offices, order: PaymentOrder) -> None:
    line, foreign = make_line(offices, title="社区矫正服务经费"), make_line(make_offices(), title="别家社区经费")
    enter(client, offices.clerk)
    budget = reverse("funds:lines")
    assert line.title in text(client.get(budget, {"q": "矫正"}))
    assert line.title not in text(client.get(budget, {"q": "养老"}))
    assert line.title in text(client.get(budget, {"state": "DRAFT", "year": 2015, "source": "FISCAL", "purchaser": offices.purchaser.pk}))
    assert line.title not in text(client.get(budget, {"state": "APPROVED"}))
    payments = reverse("funds:payments")
    assert "首付款" in text(client.get(payments, {"q": "首付"}))
    assert "首付款" not in text(client.get(payments, {"state": "PAID"}))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get(budget, {"export": "xlsx"}).streaming_content)))
    cells = {str(cell) for row in sheet.get_sheet_by_index(0).to_python() for cell in row}
    assert line.no in cells
    assert foreign.no not in cells


def test_the_screens_speak_english(client: Client, offices: Offices, order: PaymentOrder) -> None:
    enter(client, offices.clerk)
    client.cookies["django_language"] = "en"
    page = text(client.get(order.encumbrance.line.get_absolute_url()))
    assert all(word in page for word in ("Budget level", "Encumbered", "No entry is ever changed or removed"))


def test_visitors_are_led_to_the_sign_in(client: Client) -> None:
    for name in ("lines", "payments", "propose_line"):
        assert client.get(reverse(f"funds:{name}")).status_code == 302
