"""Numbers without gaps, one series a year: B-2015-0001."""

from __future__ import annotations

from django.db import connection

from bailu.kernel.acts import step


@step
def next_no(series: str, year: int) -> str:
    """The next number; whoever wants the one after waits until this act is over, so that none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into funds_counter as c (series, year, last) values (%s, %s, 1) "
            "on conflict (series, year) do update set last = c.last + 1 returning last",
            [series, year],
        )
        (last,) = cursor.fetchone()
    return f"{series}-{year}-{last:04d}"
