"""Moments as people of Xiamen read them."""

from __future__ import annotations

import datetime as dt

from bailu.kernel import clock


def local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(clock.ZONE)


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Xiamen."""
    return local(moment).date()
