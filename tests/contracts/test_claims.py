"""Asked by the provider, approved by the purchaser, paid by the treasury; nothing early, nothing twice, nothing too much."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bailu.contracts import claims, progress
from bailu.contracts.enums import MilestoneKind
from bailu.contracts.models import Claim, Contract
from bailu.documents.models import Document
from bailu.funds import commands as treasury
from bailu.funds import ledger, orders
from bailu.funds.models import PaymentOrder
from bailu.funds.queries import encumbrance, money, trial_balance
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.kernel.errors import OutOfScope
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from tests.award.factories import holder
from tests.contracts.factories import (
    Parties,
    make_approved_claim,
    make_claim,
    make_draft_contract,
    make_in_service,
    make_paid_claim,
    make_signed_contract,
    pay,
    pay_order,
)
from tests.contracts.proof import forbidden, refused, verbs
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def april() -> Any:
    with clock.at(clock.local(2015, 4, 20, 9)):
        yield


def submit(made: Parties, no: int, **changes: Any) -> Any:
    return lambda: claims.submit_claim(made.provider_clerk, contract_id=made.contract.pk, no=no, **changes)


def test_claimed_approved_and_paid_from_the_encumbrance() -> None:
    made = make_signed_contract()
    claim = make_claim(made)
    assert (claim.amount, claim.state) == (Decimal("254000.00"), "SUBMITTED")
    claims.approve_claim(made.head, claim_id=claim.pk, opinion="同意支付")
    claim.refresh_from_db()
    assert (claim.state, claim.approved_by_id, claim.pay_due) == ("APPROVED", made.head.user_id, dt.date(2015, 5, 20))
    assert Document.objects.get(pk=claim.document_id).state == "issued"
    paid = pay(claim)
    assert (paid.state, paid.milestone.paid_at is not None) == ("PAID", True)
    assert money(made.no).paid == Decimal("254000.00")
    assert trial_balance().balanced
    assert {"contracts.claimed", "contracts.claim_approved"} <= set(verbs(made.no))


def test_every_claim_before_its_condition_is_refused() -> None:
    made = make_signed_contract()
    refused(submit(made, 2), clause="XM2015:3.4", code="condition")
    refused(submit(made, 3), clause="XM2015:3.7", code="final")
    with pytest.raises(OutOfScope):
        submit(made, 4)()


def test_a_claim_of_another_amount_is_refused() -> None:
    made = make_signed_contract()
    refused(submit(made, 1, amount=Decimal("254000.01")), clause="XM2015:3.4", code="amount")
    refused(submit(made, 1, deduction=Decimal("254000.00")), clause="XM2015:3.4", code="deduction")


def test_nothing_is_claimed_above_what_is_reserved() -> None:
    made = make_signed_contract()
    held = encumbrance(made.no, "SERVICE")
    assert held is not None
    with acting("test"):
        ledger.release(made.head, encumbrance_id=held.pk, amount=Decimal("300000.00"))
    refused(submit(made, 1), clause="XM2015:3.6", code="encumbrance")


def test_an_instalment_is_claimed_once() -> None:
    made = make_signed_contract()
    make_claim(made)
    refused(submit(made, 1), clause="XM2015:3.4", code="twice")


def test_a_double_click_claims_once() -> None:
    made = make_signed_contract()
    for _click in range(2):
        submit(made, 1, once="5d6d8f0e-0000-4000-8000-000000000002")()
    assert Claim.objects.count() == 1


def test_only_the_contracts_own_people_claim_and_approve() -> None:
    made = make_signed_contract()
    worker = make_actor(Role.SOCIAL_WORKER, made.award.provider)
    forbidden(lambda: claims.submit_claim(worker, contract_id=made.contract.pk, no=1), code="role")
    with pytest.raises(OutOfScope):
        claims.submit_claim(make_actor(Role.PROVIDER_HEAD), contract_id=made.contract.pk, no=1)
    claim = make_claim(made)
    forbidden(lambda: claims.approve_claim(made.clerk, claim_id=claim.pk), code="role")
    forbidden(lambda: claims.approve_claim(made.provider_head, claim_id=claim.pk), code="party")
    forbidden(lambda: claims.return_claim(made.clerk, claim_id=claim.pk, reason="x"), code="role")
    with pytest.raises(OutOfScope):
        claims.approve_claim(make_actor(Role.PURCHASER_HEAD), claim_id=claim.pk)


def test_nothing_is_claimed_of_an_unsigned_contract() -> None:
    made = make_draft_contract()
    refused(submit(made, 1), clause="XM2015:3.4", code="state")


def test_returned_it_may_be_claimed_again() -> None:
    made = make_signed_contract()
    claim = make_claim(made)
    claims.return_claim(made.head, claim_id=claim.pk, reason="缺发票")
    claim.refresh_from_db()
    assert (claim.state, claim.returned_reason) == ("RETURNED", "缺发票")
    assert Task.objects.open().filter(kind="contracts.claim", ref="1").exists()
    refused(lambda: claims.approve_claim(made.head, claim_id=claim.pk), code="state")
    assert make_claim(made).pk != claim.pk


def test_a_payment_the_treasury_refuses_may_be_claimed_again() -> None:
    made = make_signed_contract()
    claim = make_approved_claim(made)
    assert claim.order_id is not None
    keeper = PaymentOrder.objects.get(pk=claim.order_id).encumbrance.line.treasury
    treasury.reject_payment(holder(Role.FINANCE_OFFICER, keeper), order_id=claim.order_id, reason="账户信息不符")
    claim.refresh_from_db()
    assert (claim.state, claim.returned_reason) == ("RETURNED", "账户信息不符")
    make_paid_claim(made)
    assert money(made.no).paid == Decimal("254000.00")


def test_a_deduction_stays_reserved_until_the_purchase_is_settled() -> None:
    made = make_signed_contract()
    claim = make_claim(made, deduction=Decimal("4000.00"), deduction_reason="缺员一个月")
    assert claim.amount == Decimal("250000.00")


def _accepted(made: Parties) -> Contract:
    """What the evaluation above does, by its steps: mid-term passed, accepted."""
    make_paid_claim(made, 1)
    with acting("test"):
        progress.open_milestone(made.head, made.contract, MilestoneKind.MID)
        progress.open_milestone(made.head, made.contract, MilestoneKind.MID)
    make_paid_claim(made, 2)
    with acting("test"):
        progress.record_acceptance(made.head, made.contract, on=dt.date(2016, 4, 14))
    return made.refresh()


def test_the_last_payment_settles_the_purchase_once_the_evaluator_is_paid() -> None:
    made = make_in_service()
    assert _accepted(made).state == "ACCEPTED"
    make_paid_claim(made, 3)
    assert made.refresh().state == "ACCEPTED", "the evaluator's fee is still owed"
    fee, evaluator = encumbrance(made.no, "EVALUATION_FEE"), make_actor(Role.EVALUATOR)
    assert fee is not None and evaluator.organisation_id is not None
    with acting("test"):
        order: PaymentOrder = orders.request_payment(
            made.head,
            encumbrance_id=fee.pk,
            amount=fee.left,
            payee_id=evaluator.organisation_id,
            reference="evaluation.Fee:1",
            title="评估费",
        )
    pay_order(order.pk)
    assert made.refresh().state == "SETTLED"
    left = money(made.no)
    assert (left.encumbered, left.paid) == (Decimal(0), made.contract.amount + Decimal("15240.00"))
    assert Project.objects.get(no=made.no).state == "SETTLED"
    assert not Task.objects.open().filter(stream=made.no).exists()
    assert trial_balance().balanced
