"""Monthly leaves of the few big tables (SCALE.md rule 1). The tick makes next months' leaves ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from psycopg import sql

STRAY = sql.SQL("select exists (select 1 from {} where month = %s)")
BIG_TABLES = ("audit_entry", "delivery_record")


def months(first: dt.date, count: int) -> list[dt.date]:
    start = first.year * 12 + first.month - 1
    return [dt.date((start + i) // 12, (start + i) % 12 + 1, 1) for i in range(count)]


def leaf_sql(table: str, month: dt.date) -> str:
    """The statement that makes one month's leaf, if it is not there."""
    following = months(month, 2)[1]
    return (
        f"create table if not exists {table}_{month:%Y_%m} partition of {table} "
        f"for values from ('{month.isoformat()}') to ('{following.isoformat()}')"
    )


def pilot_months() -> list[dt.date]:
    """The two years of the pilot, which demonstrations replay."""
    return months(dt.date(2015, 1, 1), 24)


def ensure(tables: Iterable[str], today: dt.date, ahead: int = 3) -> None:
    """Make the leaves of this and the next months; harmless when they exist."""
    with connection.cursor() as cursor:
        cursor.execute("select t from unnest(%s::text[]) t where to_regclass(t) is not null", [list(tables)])
        for (table,) in cursor.fetchall():
            for month in months(today.replace(day=1), ahead + 1):
                # Rows that came while no leaf was made lie in the default leaf; they are as good there, and a leaf over them is refused.
                cursor.execute(STRAY.format(sql.Identifier(f"{table}_other")), [month])
                if not cursor.fetchone()[0]:
                    cursor.execute(leaf_sql(table, month))
