"""Many at once on one line: the balance is spent once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import connection

from bailu.funds import commands, ledger, orders, queries
from bailu.funds.enums import EncumbrancePurpose
from bailu.funds.models import BudgetLine, Encumbrance, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import Refused
from tests.factories import make_provider
from tests.funds.factories import make_approved_line, make_line, make_offices

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_chain_left_behind(transactional_db: None) -> Iterator[None]:
    """Django's flush does not know the partitioned table of the record."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate audit_entry")


@act
def encumber_alone(actor: Actor, *, line_id: int, project_no: str, amount: Decimal) -> Encumbrance:
    """The step as the only thing an act does."""
    return ledger.encumber(actor, line_id=line_id, project_no=project_no, purpose=EncumbrancePurpose.SERVICE, amount=amount)


@act
def request_alone(actor: Actor, *, encumbrance_id: int, payee_id: int, reference: str) -> PaymentOrder:
    amount = Decimal("100.00")
    return orders.request_payment(actor, encumbrance_id=encumbrance_id, amount=amount, payee_id=payee_id, reference=reference, title="款")


#: As many connections as these tests take of the server's; who finds none free waits for one, as behind the web server.
LINES = threading.BoundedSemaphore(50)


def at_once(jobs: list[Callable[[], object]]) -> list[str]:
    """Run all jobs in threads that start together; for each its refusal's clause, or nothing."""
    gate, answers = threading.Barrier(len(jobs)), [""] * len(jobs)

    def run(number: int, job: Callable[[], object]) -> None:
        gate.wait()
        try:
            with LINES:
                try:
                    job()
                finally:
                    connection.close()
        except Refused as refused:
            answers[number] = refused.verdict.clause
        except Exception as fault:
            answers[number] = repr(fault)

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_fifty_on_a_line_with_room_for_thirty_thirty_succeed_and_twenty_hear_the_clause() -> None:
    offices = make_offices()
    line = make_approved_line(offices, amount=Decimal("3000.00"))

    def job(number: int) -> Callable[[], object]:
        no, amount = f"P-2015-{number:04d}", Decimal("100.00")
        return lambda: encumber_alone(offices.finance_chief, line_id=line.pk, project_no=no, amount=amount)

    answers = at_once([job(n) for n in range(1, 51)])
    assert sorted(answers) == [""] * 30 + ["PL2014:6"] * 20
    assert Encumbrance.objects.count() == 30
    assert ledger.balances(line.pk) == {"APPROPRIATION": 3000, "AVAILABLE": 0, "ENCUMBERED": 3000, "PAID": 0}
    assert queries.trial_balance().balanced


def test_a_hundred_at_once_none_is_lost_and_none_is_over() -> None:
    offices = make_offices()
    line = make_approved_line(offices, amount=Decimal("7300.50"))

    def job(number: int) -> Callable[[], object]:
        no, amount = f"P-2015-{number:04d}", Decimal("100.00")
        return lambda: encumber_alone(offices.finance_chief, line_id=line.pk, project_no=no, amount=amount)

    answers = at_once([job(n) for n in range(1, 101)])
    assert sorted(answers) == [""] * 73 + ["PL2014:6"] * 27
    kept = {f"P-2015-{n:04d}" for n, answer in enumerate(answers, 1) if not answer}
    assert set(Encumbrance.objects.values_list("project_no", flat=True)) == kept
    assert ledger.balances(line.pk) == {
        "APPROPRIATION": Decimal("7300.50"), "AVAILABLE": Decimal("0.50"), "ENCUMBERED": Decimal("7300.00"), "PAID": 0,
    }  # fmt: skip
    assert queries.trial_balance().balanced


def test_ten_approvals_of_one_movement_move_it_once_and_two_that_cross_do_not_wait_for_each_other() -> None:
    offices = make_offices()
    one, other = (make_approved_line(offices, amount=Decimal("1000.00")) for _ in range(2))

    def moved(source: BudgetLine, target: BudgetLine) -> int:
        facts = {"kind": "TRANSFER", "amount": Decimal("100.00"), "reason": "调剂", "target_id": target.pk}
        return int(commands.propose_movement(offices.clerk, line_id=source.pk, **facts).pk)

    there, back = moved(one, other), moved(other, one)
    jobs = [lambda pk=pk: commands.approve_movement(offices.finance_chief, movement_id=pk) for pk in (there, back) for _ in range(5)]
    assert sorted(at_once(jobs)) == [""] * 2 + ["XM2015:3.6"] * 8
    assert [ledger.available(line.pk) for line in (one, other)] == [Decimal("1000.00")] * 2
    assert queries.trial_balance().balanced


def test_ten_payments_of_one_order_pay_once() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    held = encumber_alone(offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", amount=Decimal("100.00"))
    payee = make_provider(qualified=False)
    order = request_alone(offices.head, encumbrance_id=held.pk, payee_id=payee.pk, reference="test.Claim:1")
    commands.check_payment(offices.finance_officer, order_id=order.pk)
    answers = at_once([lambda: commands.pay(offices.finance_chief, order_id=order.pk)] * 10)
    assert sorted(answers) == [""] + ["XM2015:3.6"] * 9
    assert queries.money("P-2015-0001").paid == Decimal("100.00")
    assert queries.trial_balance().balanced


def test_ten_requests_for_one_claim_make_one_order() -> None:
    offices = make_offices()
    line = make_approved_line(offices)
    held = encumber_alone(offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", amount=Decimal("5000.00"))
    payee = make_provider(qualified=False)
    job = lambda: request_alone(offices.head, encumbrance_id=held.pk, payee_id=payee.pk, reference="test.Claim:1")  # noqa: E731
    answers = at_once([job] * 10)
    assert sorted(answers) == [""] + ["XM2015:3.6"] * 9
    assert PaymentOrder.objects.count() == 1


def test_numbers_given_out_at_once_have_no_gap_and_no_twin() -> None:
    offices = make_offices()
    from_threads = [lambda: make_line(offices)] * 12
    assert at_once(from_threads) == [""] * 12
    nos = sorted(line.no for line in queries.lines(offices.clerk))
    assert nos == [f"B-2015-{n:04d}" for n in range(1, 13)]
