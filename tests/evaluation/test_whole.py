"""From the plan to the settled purchase."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.evaluation.models import Acceptance
from bailu.funds import queries as funds
from bailu.funds.models import PaymentOrder
from bailu.inbox.models import Task
from bailu.organisations.models import TrackRecord
from bailu.planning import queries as plans
from tests.evaluation.factories import make_settled

pytestmark = pytest.mark.django_db


def test_everything_paid_settles_contract_and_purchase_and_leaves_nothing() -> None:
    made = make_settled()
    assert made.contract.state == "SETTLED"
    assert plans.project(made.no).state == "SETTLED"
    assert [e.left for e in funds.encumbrances(made.no)] == [Decimal("0.00")] * 2
    assert not Task.objects.open().filter(stream=made.no).exists()
    _the_evaluator_alone_was_paid_the_fee(made.no, made.engagement.evaluator_id)
    _both_grades_stand_in_the_record(made.no, made.contract.provider_id)
    acceptance = Acceptance.objects.get(contract=made.contract)
    assert acceptance.document_id is not None
    assert made.mid.document_id != made.final.document_id


def _the_evaluator_alone_was_paid_the_fee(no: str, evaluator_id: int) -> None:
    orders = PaymentOrder.objects.filter(project_no=no, reference__startswith="evaluation.").order_by("pk")
    assert [(o.payee_id, o.amount, o.state) for o in orders] == [
        (evaluator_id, Decimal("6096.00"), "PAID"),
        (evaluator_id, Decimal("9144.00"), "PAID"),
    ]


def _both_grades_stand_in_the_record(no: str, provider_id: int) -> None:
    records = TrackRecord.objects.filter(project_no=no).order_by("on")
    assert [(r.provider_id, r.kind, r.grade) for r in records] == [(provider_id, "MID", "良好"), (provider_id, "FINAL", "优秀")]
