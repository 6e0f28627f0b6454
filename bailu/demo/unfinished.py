"""The calendars of the purchases that are not finished when the demonstration is shown: each stops where somebody has to act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bailu.demo.calendar import Dates
from bailu.kernel.clock import local

Acts = tuple[tuple[dt.datetime, str], ...]
_NEVER = local(2017, 1, 1)


def _planning(year: int, month: int, day: int) -> Acts:
    """From the need to the accepted declaration in six weeks."""
    start = local(year, month, day, 9)
    steps = (
        (0, "start_need"), (14, "survey"), (21, "consult"), (23, "assess"), (29, "start_project"), (30, "cost"), (31, "submit"),
        (35, "approve_budget"), (36, "declare"), (37, "accept_declaration"),
    )  # fmt: skip
    return tuple((start + dt.timedelta(days=n), step) for n, step in steps)


def _dates(start: tuple[int, int, int], *, until: dt.date, deadline: dt.datetime, term: tuple[dt.date, dt.date] | None = None) -> Dates:
    """The survey takes eleven days from the start of the need, the public is asked in the third week."""
    first = dt.date(*start)
    return Dates(
        survey=(first, first + dt.timedelta(days=11)),
        consult=(first + dt.timedelta(days=14), first + dt.timedelta(days=18)),
        documents_until=until,
        deadline=deadline,
        term=term or (first, first),
    )


def _opening(year: int, month: int, day: int) -> Acts:
    return (
        (local(year, month, day, 9, 40), "open"),
        (local(year, month, day, 11), "draw"),
    )


DATES: dict[str, Dates] = {
    "XM-2016-10": _dates((2016, 4, 11), until=_NEVER.date(), deadline=_NEVER),
    "XM-2015-11": _dates((2016, 3, 14), until=_NEVER.date(), deadline=_NEVER),
    "bidding": _dates((2016, 2, 29), until=dt.date(2016, 4, 27), deadline=local(2016, 5, 13, 9, 30)),
    "review": _dates((2016, 1, 25), until=dt.date(2016, 4, 8), deadline=local(2016, 4, 21, 9, 30)),
    "late": _dates(
        (2015, 12, 14),
        until=dt.date(2016, 2, 26),
        deadline=local(2016, 3, 10, 9, 30),
        term=(dt.date(2016, 5, 3), dt.date(2017, 5, 2)),
    ),
    "running": _dates(
        (2015, 6, 29),
        until=dt.date(2015, 8, 21),
        deadline=local(2015, 9, 10, 9, 30),
        term=(dt.date(2015, 11, 2), dt.date(2016, 11, 1)),
    ),
    "begun": _dates(
        (2015, 12, 7),
        until=dt.date(2016, 1, 29),
        deadline=local(2016, 2, 18, 9, 30),
        term=(dt.date(2016, 4, 5), dt.date(2017, 4, 4)),
    ),
}

ACTS: dict[str, Acts] = {
    # Surveyed; the public is still to be asked, then the head assesses.
    "XM-2016-10": _planning(2016, 4, 11)[:2],
    # Handed in: the city's treasury is to approve its budget.
    "XM-2015-11": _planning(2016, 3, 14)[:7],
    # Bidding runs, an enquiry waits for its answer.
    "bidding": (
        *_planning(2016, 2, 29),
        (local(2016, 4, 12, 9), "start_procedure"),
        (local(2016, 4, 14, 9), "documents"),
        (local(2016, 4, 18, 9), "publish_notice"),
        (local(2016, 4, 29, 10), "ask"),
    ),
    # Opened; the committee sits and each member has to declare.
    "review": (
        *_planning(2016, 1, 25),
        (local(2016, 3, 21, 9), "start_procedure"),
        (local(2016, 3, 24, 9), "documents"),
        (local(2016, 3, 28, 9), "publish_notice"),
        (local(2016, 4, 19, 9), "bid"),
        *_opening(2016, 4, 21),
        (local(2016, 4, 29, 14), "begin_review"),
    ),
    # Drafted and never signed: late.
    "late": (
        *_planning(2015, 12, 14),
        (local(2016, 2, 15, 9), "start_procedure"),
        (local(2016, 2, 16, 9), "documents"),
        (local(2016, 2, 17, 9), "publish_notice"),
        (local(2016, 3, 8, 9), "bid"),
        *_opening(2016, 3, 10),
        (local(2016, 3, 10, 14), "review"),
        (local(2016, 3, 11, 10), "receive_report"),
        (local(2016, 3, 15, 10), "decide"),
        (local(2016, 3, 16, 10), "publish_award"),
        (local(2016, 3, 28, 10), "draft_contract"),
    ),
    # In service; the provider reported on the first half this morning: purchaser and third party are to score it.
    "running": (
        *_planning(2015, 6, 29),
        (local(2015, 8, 10, 9), "start_procedure"),
        (local(2015, 8, 11, 9), "documents"),
        (local(2015, 8, 12, 9), "publish_notice"),
        (local(2015, 9, 8, 9), "bid"),
        *_opening(2015, 9, 10),
        (local(2015, 9, 10, 14), "review"),
        (local(2015, 9, 11, 10), "receive_report"),
        (local(2015, 9, 15, 10), "decide"),
        (local(2015, 9, 16, 10), "publish_award"),
        (local(2015, 9, 18, 10), "draft_contract"),
        (local(2015, 9, 22, 10), "sign"),
        (local(2015, 9, 23, 10), "publish_contract"),
        (local(2015, 9, 28, 10), "file_contract"),
        (local(2015, 11, 2, 9), "start_service"),
        (local(2015, 11, 3, 9), "claim_1"),
        (local(2015, 11, 4, 9), "approve_1"),
        (local(2015, 11, 9, 9), "pay_1"),
        (local(2015, 11, 16, 9), "engage"),
        (local(2016, 5, 3, 8, 30), "mid_report"),
    ),
    # Service has begun; the first claim is approved and waits for the treasury.
    "begun": (
        *_planning(2015, 12, 7),
        (local(2016, 1, 18, 9), "start_procedure"),
        (local(2016, 1, 19, 9), "documents"),
        (local(2016, 1, 20, 9), "publish_notice"),
        (local(2016, 2, 16, 9), "bid"),
        *_opening(2016, 2, 18),
        (local(2016, 2, 18, 14), "review"),
        (local(2016, 2, 19, 10), "receive_report"),
        (local(2016, 2, 22, 10), "decide"),
        (local(2016, 2, 23, 10), "publish_award"),
        (local(2016, 2, 26, 10), "draft_contract"),
        (local(2016, 3, 4, 10), "sign"),
        (local(2016, 3, 7, 10), "publish_contract"),
        (local(2016, 3, 10, 10), "file_contract"),
        (local(2016, 4, 5, 9), "start_service"),
        (local(2016, 4, 11, 9), "engage"),
        (local(2016, 4, 26, 9), "claim_1"),
        (local(2016, 4, 28, 9), "approve_1"),
    ),
}

# Four services on one afternoon of every week.
SERVICES = {
    "running": ((dt.date(2015, 11, 5), 11, "serve_first"), (dt.date(2016, 1, 28), 7, "serve_second")),
    "begun": ((dt.date(2016, 4, 7), 3, "serve_first"),),
}


def schedule() -> Iterator[tuple[dt.datetime, str, str]]:
    """(moment, step, key of the purchase), in no order."""
    for key, acts in ACTS.items():
        yield from ((moment, step, key) for moment, step in acts)
    for key, runs in SERVICES.items():
        for first, weeks, step in runs:
            for week in range(weeks):
                day = first + dt.timedelta(weeks=week)
                yield local(day.year, day.month, day.day, 17), step, key
