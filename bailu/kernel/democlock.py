"""A clock that a demonstration can move forward, kept in the database so that web and jobs agree on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from bailu.kernel import clock
from bailu.kernel.models import DemoClock


def move_to(moment: dt.datetime) -> None:
    """From now on the clock shows this moment and runs on from it."""
    real = dt.datetime.now(clock.ZONE)
    seconds = int((moment - real).total_seconds())
    DemoClock.objects.update_or_create(pk=1, defaults={"shift_seconds": seconds})


@contextmanager
def shown() -> Iterator[None]:
    """Within this block ``clock.now()`` is the demonstration's."""
    row = DemoClock.objects.filter(pk=1).first()
    if row is None:
        yield
        return
    with clock.shifted(dt.timedelta(seconds=row.shift_seconds)):
        yield
