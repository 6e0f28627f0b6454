"""What changed in public since a mark: for those who keep a copy of the open data.

The lines of the audit record that made something public, in their order. A mark is a line's place; asking again from the last mark
misses nothing: lines younger than ``SETTLING`` wait, because an act still running may write one dated before them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from bailu.audit.models import Entry
from bailu.kernel import clock
from bailu.publicity.queries import purchases

SETTLING = dt.timedelta(seconds=10)
PAGE = 100
VERBS = (
    "procurement.notice_published", "procurement.clarified", "procurement.enquiry_answered", "procurement.failed",
    "award.published", "contracts.published", "contracts.settled", "evaluation.published", "evaluation.accepted",
    "funds.paid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    project_no: str
    at: dt.datetime
    mark: str


def changes(after: str = "", most: int = PAGE) -> list[Change]:
    """Oldest first; a month is read at a time, as the record is kept. A mark that cannot be read begins at the beginning."""
    mark = _read(after)
    last = clock.now() - SETTLING
    first = mark[0] if mark else Entry.objects.aggregate(first=Min("month"))["first"]
    if first is None:
        return []
    month = (first.astimezone(clock.ZONE).date() if isinstance(first, dt.datetime) else first).replace(day=1)
    while month <= last.date():
        found = list(_of_month(month, mark, last)[:most])
        if found:
            return [
                Change(each.stream, each.at, f"{each.at.astimezone(clock.ZONE).isoformat()}~{each.stream}~{each.seq}") for each in found
            ]
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return []


def _of_month(month: dt.date, mark: tuple[dt.datetime, str, int] | None, last: dt.datetime) -> QuerySet[Entry]:
    rows = Entry.objects.filter(month=month, verb__in=VERBS, at__lte=last, stream__in=purchases.procedures().values("project_no"))
    if mark is not None:
        at, stream, seq = mark
        rows = rows.filter(Q(at__gt=at) | Q(at=at, stream__gt=stream) | Q(at=at, stream=stream, seq__gt=seq))
    return rows.order_by("at", "stream", "seq")


def _read(after: str) -> tuple[dt.datetime, str, int] | None:
    at, _tilde, rest = after.partition("~")
    stream, _tilde, seq = rest.partition("~")
    try:
        read = dt.datetime.fromisoformat(at.replace(" ", "+"))
        return (read, stream, int(seq)) if read.tzinfo else None
    except ValueError:
        return None
