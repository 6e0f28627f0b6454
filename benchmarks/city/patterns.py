"""The purchases that are copied: played by the same acts as the demonstration's, each stopped at its own station."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings

from bailu.demo import evaluation_steps, script, stage
from bailu.demo.calendar import schedule
from bailu.demo.replay import Purchase
from bailu.demo.stage import Stage
from bailu.funds import commands as funds
from bailu.kernel import clock

#: (the step after which a purchase rests, how many of a hundred rest there)
STATIONS = (
    ("cost", 3),
    ("submit", 5),
    ("approve_budget", 3),
    ("accept_declaration", 3),
    ("documents", 2),
    ("enquire", 5),
    ("draw", 2),
    ("receive_report", 2),
    ("publish_award", 2),
    ("file_contract", 2),
    ("engage", 10),
    ("mid_publish", 13),
    ("pay_3", 48),
)
#: Stands for a community in every text; each copy has its own. Four characters, as the communities that take its place.
PLACE = "某某街道"
LINES, APPROPRIATED = 8, Decimal("90000000000.00")
PEOPLE, CARDS = 10, 10


class Pattern(Purchase):
    """A small purchase: ten people, one case, one group, one activity; nineteen services."""

    def __init__(self, set_up: Stage, facts: dict[str, Any], line_id: int, last: str) -> None:
        super().__init__(set_up, facts, line_id)
        self.last, self.resting = last, False

    def play(self, step: str) -> None:
        if not self.resting:
            getattr(self, step)()
            self.resting = step == self.last

    def _staff(self) -> list[tuple[str, int]]:
        # Nobody serves in two places at once.
        return [(f"{self.facts['provider']}_worker{'2' if self.last == 'pay_3' else ''}", 5)]

    def _plan(self, half: int) -> Iterator[tuple[str, dict[str, Any]]]:
        codes = self._codes()
        if half == 0:
            for kind in ("CASE_OPENED", "CASE_SESSION", "CASE_CLOSED"):
                yield kind, {"kind": kind, "clients": codes[:1]}
            yield "activity", {"kind": "ACTIVITY", "clients": codes, "people": len(codes) + 6}
        else:
            for kind in ("GROUP_SESSION", "GROUP_SESSION", "GROUP_SESSION", "GROUP_CLOSED"):
                yield f"{kind}{len(self._todo)}", {"kind": kind, "clients": codes[:8], "people": 8}
        for number in range(7 - 5 * half):
            yield f"visit{half}-{number}", {"kind": "VISIT", "clients": codes[number : number + 1]}


def play() -> None:
    """Into an empty, set up database."""
    settings.JOBS_INLINE = True
    evaluation_steps.ANSWERS = (5,) * CARDS
    set_up = stage.build()
    lines = [_line(set_up, number) for number in range(LINES)]
    purchases = [Pattern(set_up, _facts(n), lines[n % LINES], last) for n, (last, _share) in enumerate(STATIONS)]
    for moment, step in schedule():
        with clock.at(moment):
            for purchase in purchases:
                purchase.play(step)


def _facts(number: int) -> dict[str, Any]:
    """One of the demonstration's two kinds of purchase, small, for some community."""
    facts = copy.deepcopy(script.purchases()["purchases"][2 if number % 2 or number == len(STATIONS) - 1 else 0])
    facts |= {"key": f"pattern-{number}", "title": f"{facts['title']}（{PLACE}）", "area": PLACE, "people": PEOPLE}
    facts["targets"] |= {"case": 1, "group": 1, "activity": 1}
    return facts


def _line(set_up: Stage, number: int) -> int:
    with clock.at(clock.local(2015, 1, 20, 9)):
        clerk = set_up.as_("clerk")
        line = funds.propose_line(
            clerk, year=2015, level="CITY", treasury_id=set_up.bodies["treasury"].pk, source="FISCAL", purpose="SERVICE",
            title=f"2015年购买社会工作服务经费（{number + 1}）", amount=APPROPRIATED, once=f"line{number}",
        )  # fmt: skip
        funds.submit_line(clerk, line_id=line.pk, once=f"line{number}-submitted")
        funds.approve_line(set_up.as_("chief"), line_id=line.pk, note="列入预算。", once=f"line{number}-approved")
    return line.pk
