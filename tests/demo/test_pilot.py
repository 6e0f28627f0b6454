"""The lists of pilot sites that the demonstration plays: their script is whole, before anything is played."""

from __future__ import annotations

from collections import Counter

from bailu.demo import pilot, script
from bailu.demo.calendar import SHOWN
from bailu.kernel import days
from bailu.organisations import load
from bailu.programmes.enums import Batch

LISTS = script.pilot()["lists"]
CAST = {person["key"] for person in script.cast()["people"]}
BODIES = {body["key"]: body.get("existing", "") for body in script.cast()["bodies"]}
DIVISIONS = {row["code"]: row["name"] for row in load.divisions()}


def test_six_districts_name_streets_of_their_own_each_once() -> None:
    assert len({facts["district"] for facts in LISTS}) == 6
    named = Counter(code for facts in LISTS for code in facts["streets"])
    assert set(named.values()) == {1} and named.keys() <= DIVISIONS.keys()
    for facts in LISTS:
        district = BODIES[facts["district"]].removeprefix("厦门市").removesuffix("人民政府")
        assert {DIVISIONS[code[:6]] for code in facts["streets"]} == {district}
        assert f"{facts['district']}_pilot" in CAST and facts["batch"] in Batch.values


def test_every_step_falls_on_a_working_day_before_the_site_is_shown() -> None:
    for moment, step, facts in pilot.moments():
        assert days.is_working_day(moment.date()) and moment < SHOWN, (step, facts["district"])
        assert callable(getattr(pilot.List, step))


def test_a_purchase_through_a_district_finds_its_street_on_a_list_of_its_batch() -> None:
    first = {code for facts in LISTS if facts["batch"] == "FIRST" and not facts.get("undecided") for code in facts["streets"]}
    through = [facts for facts in script.unfinished()["purchases"] if facts.get("channel") == "DISTRICT"]
    assert through and all(facts["division"] in first for facts in through)
