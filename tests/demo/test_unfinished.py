"""The purchases that stand on their way when the demonstration is shown: their script is whole, before anything is played."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.demo import script, unfinished
from bailu.demo.calendar import SHOWN
from bailu.demo.replay import Purchase
from bailu.planning.enums import Population, ServiceField

FACTS = {facts["key"]: facts for facts in script.unfinished()["purchases"]}
LINES = {line["key"]: line for line in script.unfinished()["lines"]}
CAST = {person["key"] for person in script.cast()["people"]}


def cost(key: str) -> Decimal:
    return sum(
        (Decimal(i["unit_price"]) * Decimal(i["quantity"]) * i["months"] for i in FACTS[key].get("costing", ())),
        Decimal(0),
    )


def test_every_purchase_has_its_dates_and_its_calendar() -> None:
    assert FACTS.keys() == unfinished.DATES.keys() == unfinished.ACTS.keys()
    assert unfinished.SERVICES.keys() <= FACTS.keys()


@pytest.mark.parametrize("key", FACTS)
def test_its_steps_are_known_in_order_and_done_before_the_site_is_shown(key: str) -> None:
    moments = [moment for moment, _step in unfinished.ACTS[key]]
    assert moments == sorted(moments) and moments[-1] < SHOWN
    assert all(callable(getattr(Purchase, step)) for _moment, step, _key in unfinished.schedule())


@pytest.mark.parametrize("key", FACTS)
def test_it_serves_whom_the_pilot_serves_and_says_what_is_assumed(key: str) -> None:
    facts = FACTS[key]
    assert set(facts["populations"]) <= set(Population.values) and set(facts["fields"]) <= set(ServiceField.values)
    assert facts["assumed"]
    if facts["title"].startswith("（示例）"):
        assert {"title", "amount"} <= set(facts["assumed"])
    assert set(facts.get("people_of", {}).values()) <= CAST and set(facts.get("staff", {})) <= CAST


def test_no_bid_is_above_the_costing() -> None:
    for key, facts in FACTS.items():
        assert all(Decimal(bid["price"]) <= cost(key) for bid in facts.get("bids", ())), key


def test_every_line_carries_its_purchases_and_their_evaluation_fees() -> None:
    for name, line in LINES.items():
        wanted = sum((cost(key) for key, facts in FACTS.items() if facts["line"] == name), Decimal(0))
        assert wanted * Decimal("1.03") <= Decimal(line["amount"]), name
