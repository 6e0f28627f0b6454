"""One idempotent sweep of all terms. Rooms register what they sweep; each handler is an act of its own."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from bailu.audit.commands import seal
from bailu.audit.models import Entry, Seal
from bailu.inbox.commands import escalate_overdue
from bailu.kernel import clock, partitions
from bailu.kernel.actor import SYSTEM

Handler = Callable[[], object]
_handlers: list[Handler] = []
log = logging.getLogger("bailu.tick")


def on_tick(handler: Handler) -> None:
    if handler not in _handlers:
        _handlers.append(handler)


def tick() -> None:
    """Months' leaves, seals of past days, every room's sweep, then what is overdue. A failing sweep does not stop the others."""
    partitions.ensure(partitions.BIG_TABLES, clock.today())
    for handler in (*_handlers, _escalate, _seal_past_days):
        try:
            handler()
        except Exception:
            log.exception("tick: %s failed", getattr(handler, "__qualname__", handler))


def _escalate() -> None:
    while escalate_overdue(SYSTEM) == 200:
        pass


def _seal_past_days() -> None:
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    today = clock.at_day(clock.today())
    unsealed = Entry.objects.filter(at__lt=today)
    if last is not None:
        unsealed = unsealed.filter(at__gte=clock.at_day(last + dt.timedelta(days=1)), month__gte=last.replace(day=1))
    # Each seal is chained to the one before: the order of the days matters.
    for day in sorted(unsealed.datetimes("at", "day", tzinfo=clock.ZONE)):
        seal(SYSTEM, day=day.date())
