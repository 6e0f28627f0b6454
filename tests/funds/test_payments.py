"""Orders to pay: asked for once, checked by one, paid by another, told to who asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from bailu.audit.models import Entry
from bailu.funds import commands, events, ledger, orders, queries
from bailu.funds.enums import EncumbrancePurpose, OrderState
from bailu.funds.models import Encumbrance, PaymentOrder, Transaction
from bailu.inbox.models import Task
from bailu.kernel import events as news
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_organisation, make_provider
from tests.funds.factories import Offices, make_approved_line, make_offices

pytestmark = pytest.mark.django_db
D = Decimal
NO = "P-2015-0001"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def provider() -> Organisation:
    return make_provider(qualified=False)


@pytest.fixture
def held(offices: Offices) -> Encumbrance:
    line = make_approved_line(offices)
    with acting("test"):
        return ledger.encumber(
            offices.finance_chief, line_id=line.pk, project_no=NO, purpose=EncumbrancePurpose.SERVICE, amount=D("508000.00")
        )


@pytest.fixture
def told() -> Iterator[list[object]]:
    """What the rooms above would hear."""
    heard: list[object] = []

    def hear(actor: Actor, event: object) -> None:
        heard.append(event)

    for kind in (events.Paid, events.Rejected):
        news.subscribe(kind, hear)
    yield heard
    for kind in (events.Paid, events.Rejected):
        news._handlers[kind].remove(hear)


def request(
    actor: Actor, held: Encumbrance, payee: Organisation, amount: str = "254000.00", reference: str = "test.Claim:1"
) -> PaymentOrder:
    with acting("test"):
        return orders.request_payment(
            actor, encumbrance_id=held.pk, amount=D(amount), payee_id=payee.pk, reference=reference, title="首付款"
        )


def desks(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).values_list("organisation_id", "role"))


def test_an_order_is_checked_by_one_paid_by_another_and_told(
    offices: Offices, provider: Organisation, held: Encumbrance, told: list[object]
) -> None:
    order = request(offices.head, held, provider)
    assert desks("funds.check_payment") == [(offices.treasury.pk, Role.FINANCE_OFFICER)]
    commands.check_payment(offices.finance_officer, order_id=order.pk, note="票据齐全。")
    assert (desks("funds.check_payment"), desks("funds.pay")) == ([], [(offices.treasury.pk, Role.FINANCE_CHIEF)])
    paid = commands.pay(offices.finance_chief, order_id=order.pk)
    assert (paid.state, desks("funds.pay")) == (OrderState.PAID, [])
    assert told == [events.Paid(order.pk, "test.Claim:1", held.pk, D("254000.00"))]
    assert (queries.money(NO).paid, queries.money(NO).encumbered) == (D("254000.00"), D("254000.00"))
    verbs = list(Entry.objects.filter(stream=NO).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["funds.encumbered", "funds.payment_requested", "funds.payment_checked", "funds.paid"]
    assert queries.trial_balance().balanced


def test_a_second_click_pays_once(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    order = request(offices.head, held, provider)
    commands.check_payment(offices.finance_officer, order_id=order.pk)
    commands.pay(offices.finance_chief, order_id=order.pk)
    with pytest.raises(Refused):
        commands.pay(offices.finance_chief, order_id=order.pk)
    assert Transaction.objects.filter(kind="PAY").count() == 1


def test_the_same_claim_is_not_asked_for_twice(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    request(offices.head, held, provider)
    with pytest.raises(Refused) as refused:
        request(offices.head, held, provider)
    assert refused.value.verdict.code == "twice"
    assert PaymentOrder.objects.count() == 1


def test_the_database_refuses_a_second_order_for_the_same_claim(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    order = request(offices.head, held, provider)
    copy = {"encumbrance": held, "project_no": NO, "amount": D(1), "payee": provider, "reference": order.reference, "title": "再来一次"}
    with pytest.raises(IntegrityError, match="payment_order_once"), transaction.atomic():
        PaymentOrder.objects.create(**copy)


def test_orders_together_stay_within_the_encumbrance(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    request(offices.head, held, provider, "400000.00")
    with pytest.raises(Refused) as refused:
        request(offices.head, held, provider, "108000.01", "test.Claim:2")
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("encumbrance", "XM2015:3.6")
    assert PaymentOrder.objects.count() == 1
    assert request(offices.head, held, provider, "108000.00", "test.Claim:2").amount == D("108000.00")


def test_an_order_of_nothing_is_refused(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    with pytest.raises(Refused):
        request(offices.head, held, provider, "0.00")
    assert not PaymentOrder.objects.exists()


def test_a_rejected_claim_may_be_asked_for_again(offices: Offices, provider: Organisation, held: Encumbrance, told: list[object]) -> None:
    order = request(offices.head, held, provider)
    commands.reject_payment(offices.finance_officer, order_id=order.pk, reason="发票抬头有误。")
    assert told == [events.Rejected(order.pk, "test.Claim:1", held.pk, "发票抬头有误。")]
    assert desks("funds.check_payment") == []
    assert request(offices.head, held, provider).pk != order.pk


def test_nothing_is_paid_before_it_is_checked(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    order = request(offices.head, held, provider)
    with pytest.raises(Refused):
        commands.pay(offices.finance_chief, order_id=order.pk)
    assert queries.money(NO).paid == 0


def test_one_person_with_both_offices_does_not_check_and_pay(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    person = Person.objects.get(pk=offices.finance_officer.user_id)
    both = make_actor(Role.FINANCE_CHIEF, offices.treasury, person=person)
    assert Membership.objects.filter(person=person).count() == 2
    order = request(offices.head, held, provider)
    commands.check_payment(both, order_id=order.pk)
    with pytest.raises(Refused) as refused:
        commands.pay(both, order_id=order.pk)
    assert refused.value.verdict.code == "two_people"
    assert queries.money(NO).paid == 0


def test_another_treasury_neither_checks_nor_pays(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    order = request(offices.head, held, provider)
    other = make_offices()
    for act, actor in ((commands.check_payment, other.finance_officer), (commands.pay, other.finance_chief)):
        with pytest.raises(Forbidden):
            act(actor, order_id=order.pk)
    with pytest.raises(OutOfScope):
        commands.check_payment(make_offices("350203").finance_officer, order_id=order.pk)
    order.refresh_from_db()
    assert order.state == OrderState.REQUESTED


def test_who_is_paid_sees_its_own_orders_and_no_others(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    order = request(offices.head, held, provider)
    assert list(queries.orders(make_actor(Role.PROVIDER_HEAD, provider))) == [order]
    assert list(queries.orders(make_actor(Role.PROVIDER_HEAD))) == []
    assert list(queries.orders(make_actor(Role.ADMIN))) == []


def test_the_evaluation_fee_goes_to_an_evaluator_and_nobody_else(offices: Offices, provider: Organisation, held: Encumbrance) -> None:
    evaluator = make_organisation(OrganisationKind.EVALUATION_BODY)
    with acting("test"):
        fee = ledger.encumber(offices.finance_chief, line_id=held.line_id, project_no=NO, purpose="EVALUATION_FEE", amount=D("15240.00"))
    request(offices.head, held, provider)
    make_actor(Role.EVALUATOR, provider)  # not even when it evaluates elsewhere
    for payee in (provider, offices.purchaser, evaluator):
        with pytest.raises(Refused) as refused:
            request(offices.head, fee, payee, "100.00", "test.Fee:1")
        assert (refused.value.verdict.code, refused.value.verdict.clause) == ("evaluator", "XM2015:3.7")
    assert PaymentOrder.objects.count() == 1
    make_actor(Role.EVALUATOR, evaluator)
    assert request(offices.head, fee, evaluator, "100.00", "test.Fee:1").payee == evaluator
