"""The one clock. It is injected, so that a demonstration and a test can move it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[dt.datetime | None] = ContextVar("clock_fixed", default=None)
_shift: ContextVar[dt.timedelta | None] = ContextVar("clock_shift", default=None)


def now() -> dt.datetime:
    """The moment of the act, aware, in Asia/Shanghai."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed.astimezone(ZONE)
    real = dt.datetime.now(ZONE)
    shift = _shift.get()
    return real if shift is None else real + shift


def today() -> dt.date:
    """The day of the act in Asia/Shanghai."""
    return now().date()


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """An aware moment of Xiamen."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def at_day(day: dt.date, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZONE)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock still at a moment."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


@contextmanager
def shifted(shift: dt.timedelta) -> Iterator[None]:
    """Let the clock run, moved by a constant: the demonstration's clock."""
    token = _shift.set(shift)
    try:
        yield
    finally:
        _shift.reset(token)
