"""When each step of a purchase is played: STORY's calendar under the pilot's law. Moments of Xiamen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bailu.kernel.clock import local

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a purchase writes into its own papers."""

    survey: Days
    consult: Days
    documents_until: dt.date
    deadline: dt.datetime
    term: Days


STORY = Dates(
    survey=(dt.date(2015, 1, 5), dt.date(2015, 1, 23)),
    consult=(dt.date(2015, 1, 26), dt.date(2015, 1, 28)),
    documents_until=dt.date(2015, 3, 12),
    deadline=local(2015, 3, 24, 9, 30),
    term=(dt.date(2015, 4, 15), dt.date(2016, 4, 14)),
)

# (moment, step); steps of one moment are played in the order written, purchase by purchase.
ACTS: tuple[tuple[dt.datetime, str], ...] = (
    (local(2015, 1, 4, 15), "admit_population"),
    (local(2015, 1, 5, 9), "start_need"),
    (local(2015, 1, 26, 9), "survey"),
    (local(2015, 1, 30, 9), "consult"),
    (local(2015, 2, 2, 9), "assess"),
    (local(2015, 2, 2, 14), "start_project"),
    (local(2015, 2, 4, 9), "cost"),
    (local(2015, 2, 5, 9), "submit"),
    (local(2015, 2, 6, 9), "approve_budget"),
    (local(2015, 2, 9, 9), "declare"),
    (local(2015, 2, 10, 9), "accept_declaration"),
    (local(2015, 2, 27, 9), "start_procedure"),
    (local(2015, 3, 2, 9), "documents"),
    (local(2015, 3, 3, 9), "publish_notice"),
    (local(2015, 3, 10, 9), "enquire"),
    (local(2015, 3, 20, 9), "bid"),
    (local(2015, 3, 24, 9, 31), "bid_late"),
    (local(2015, 3, 24, 9, 40), "open"),
    # Who bids is nobody's knowledge before the opening, so ties can only be avoided after it.
    (local(2015, 3, 24, 11), "draw"),
    (local(2015, 3, 24, 14), "review"),
    (local(2015, 3, 26, 10), "receive_report"),
    (local(2015, 3, 30, 10), "decide"),
    (local(2015, 3, 31, 10), "publish_award"),
    (local(2015, 4, 1, 10), "draft_contract"),
    (local(2015, 4, 2, 10), "sign"),
    (local(2015, 4, 3, 10), "publish_contract"),
    (local(2015, 4, 8, 10), "file_contract"),
    (local(2015, 4, 15, 9), "start_service"),
    (local(2015, 4, 16, 9), "claim_1"),
    (local(2015, 4, 17, 9), "approve_1"),
    (local(2015, 4, 20, 9), "pay_1"),
    (local(2015, 5, 4, 9), "engage"),
    (local(2015, 10, 14, 10), "mid_report"),
    (local(2015, 10, 20, 10), "mid_scores"),
    (local(2015, 10, 26, 10), "mid_draft"),
    (local(2015, 10, 29, 10), "mid_reply"),
    (local(2015, 11, 2, 10), "mid_publish"),
    (local(2015, 11, 3, 10), "claim_2"),
    (local(2015, 11, 4, 10), "approve_2"),
    (local(2015, 11, 9, 10), "pay_2"),
    (local(2016, 3, 11, 17), "measure"),
    (local(2016, 3, 14, 10), "final_report"),
    (local(2016, 3, 18, 10), "final_scores"),
    (local(2016, 3, 23, 10), "final_draft"),
    (local(2016, 3, 28, 10), "final_reply"),
    (local(2016, 4, 1, 10), "final_publish"),
    (local(2016, 4, 15, 10), "accept"),
    (local(2016, 4, 18, 10), "claim_3"),
    (local(2016, 4, 19, 10), "approve_3"),
    (local(2016, 4, 25, 10), "pay_3"),
)
# Where the clock stands when the site is shown.
SHOWN = local(2016, 5, 3, 9)

# From these days on, four services on every weekday until the half's plan is done.
HALVES = (dt.date(2015, 4, 20), dt.date(2015, 11, 10))
HALF_DAYS = 45


def schedule() -> list[tuple[dt.datetime, str]]:
    """Everything in the order of time: what is recorded of a day is recorded on that day, before its seal."""
    days = [(half, first + dt.timedelta(days=n)) for half, first in enumerate(HALVES) for n in range(HALF_DAYS * 7 // 5)]
    services = [(local(d.year, d.month, d.day, 17), ("serve_first", "serve_second")[half]) for half, d in days if d.weekday() < 5]
    return sorted([*ACTS, *services], key=lambda entry: entry[0])
