"""A fourth purchase goes from need to settlement wholly by hand: every act on its screen, by the person whose turn it is.

The purchase is assumed: 厦港街道 buys home support for disabled people for 260,000 yuan through the district's pilot
channel. Below the threshold of open tender competitive consultation needs nobody's approval.
"""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bailu.audit.verify import verify_all
from bailu.funds import queries as funds
from bailu.server.place import PROJECT
from tests.journeys import stations_buying as buying
from tests.journeys import stations_serving as serving
from tests.journeys.fourth import assemble
from tests.journeys.hands import Hand
from tests.journeys.pictures import Shots

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shots(tmp_path: Path) -> Shots:
    return Shots(PROJECT / "docs" / "manual" / "img" if os.environ.get("BAILU_SHOTS") == "1" else tmp_path)


STATIONS = (
    buying.need, buying.project, buying.budget, buying.notice, buying.bids, buying.opening, buying.review, buying.award,
    serving.contract, serving.service, serving.first_claim, serving.mid_term, serving.final, serving.acceptance, serving.settled,
    serving.onlookers,
)  # fmt: skip


def test_a_fourth_purchase_goes_from_need_to_settlement_by_hand(browser: Browser, site: str, shots: Shots, settings: Any) -> None:
    settings.DEMO_CLOCK = True
    Hand.troubles.clear()
    started = time.monotonic()
    cast = assemble(browser, site)
    for station in STATIONS:
        station(cast, shots)
        print(f"{station.__name__}: {Hand.clicks} clicks, {time.monotonic() - started:.0f} s")
    said: list[str] = []
    assert verify_all(said.append) == 0, said
    assert funds.trial_balance().balanced
    money = funds.money(cast.no)
    assert (money.paid, money.encumbered) == (Decimal("258000.00") + Decimal("7740.00"), Decimal(0))
    assert Hand.troubles == []
