"""What is proposed is lawful as it stands: whoever changes nothing is not refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bailu.kernel.days import is_working_day
from bailu.law import params
from bailu.procurement import criteria as scoring
from bailu.procurement import rules, suggesting
from bailu.procurement.enums import Method

DAYS = [dt.date(2015, 1, 5) + dt.timedelta(days=n) for n in range(0, 360, 17)]


@pytest.mark.parametrize("method", Method.values)
@pytest.mark.parametrize("on", [dt.date(2015, 3, 6), dt.date(2015, 9, 1)])
def test_the_proposed_documents_keep_the_law(method: str, on: dt.date) -> None:
    regime = params.regime(on)
    weight = suggesting.price_weight(regime)
    assert weight is not None
    rows = scoring.parse(suggesting.criteria(weight))
    assert scoring.lawful(rows, weight, method, regime).allowed
    assert sum(row.max for row in rows) == Decimal(100)
    texts = [*(row.title for row in rows), *(row.standard for row in rows), *suggesting.conditions()]
    assert scoring.doubtful(texts) == []


@pytest.mark.parametrize("method", Method.values)
@pytest.mark.parametrize("today", DAYS)
def test_the_proposed_deadline_is_lawful_and_a_working_day(method: str, today: dt.date) -> None:
    regime = params.regime(today)
    day = suggesting.deadline_day(today, method, regime)
    assert is_working_day(day)
    assert rules.bid_period(today, day, method, regime).allowed
    until = rules.earliest_documents_end(today, method, regime)
    assert rules.documents_offered(today, today, until, day, method, regime).allowed
