"""What those who plan the next purchase are told of this one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bailu.delivery.models import TargetProgress
from bailu.evaluation.models import Evaluation
from bailu.evaluation.queries.outcomes import outcomes
from bailu.planning import earlier
from tests.evaluation.factories import make_mid_published, make_settled

pytestmark = pytest.mark.django_db


def test_a_settled_purchase_tells_its_price_what_was_done_and_its_grade(django_assert_num_queries: Any) -> None:
    made = make_settled()
    with django_assert_num_queries(3):
        found = outcomes([made.no, "P-1999-0001"])
    assert list(found) == [made.no]
    told = found[made.no]
    final = Evaluation.objects.get(contract=made.contract, kind="FINAL")
    assert (told.amount, told.grade, told.score) == (made.contract.amount, final.grade, final.total)
    counted = TargetProgress.objects.filter(target__contract=made.contract, target__code="PEOPLE").values_list("done", flat=True)
    assert told.done.get("PEOPLE", Decimal(0)) == sum(counted, Decimal(0))
    assert earlier.outcomes([made.no]) == found


def test_a_purchase_that_still_runs_tells_nothing() -> None:
    assert outcomes([make_mid_published().no]) == {}
