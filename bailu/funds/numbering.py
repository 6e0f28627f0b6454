"""Numbers without gaps, one series a year: B-2015-0001. Also for the rooms above."""

from __future__ import annotations

from django.db import connection

from bailu.kernel.acts import step


@step
def next_number(series: str, year: int = 0, *, count: int = 1) -> int:
    """The next number, the last of ``count`` together; whoever wants the one after waits until this act is over, so that none is skipped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into funds_counter as c (series, year, last) values (%s, %s, %s) "
            "on conflict (series, year) do update set last = c.last + excluded.last returning last",
            [series, year, count],
        )
        (last,) = cursor.fetchone()
    return int(last)


@step
def next_no(series: str, year: int) -> str:
    """The next number as it is written: P-2015-0001."""
    return f"{series}-{year}-{next_number(series, year):04d}"


@step
def next_nos(series: str, year: int, count: int) -> list[str]:
    """So many numbers one after the other."""
    last = next_number(series, year, count=count)
    return [f"{series}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]
