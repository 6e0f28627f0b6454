"""Rows of several tables in one query, for reading only.

A purchase's page shows a handful of rows from many tables. Each as a query of its own would be thirty; gathered as arrays
beside the row they belong to they are one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from bailu.kernel import clock

Row = Mapping[str, str | None]


def gather(rows: QuerySet[Any, Any], *columns: str, **named: Any) -> ArraySubquery:
    """The rows as objects of texts: through text no cent and no time zone is lost."""
    wanted = {name.replace("__", "_"): Cast(name, TextField()) for name in columns}
    wanted |= {name: Cast(column, TextField()) for name, column in named.items()}
    return ArraySubquery(rows.values(row=JSONObject(**wanted)))


def money(value: str | None) -> Decimal:
    return Decimal(value or 0)


def number(value: str | None) -> int:
    return int(value or 0)


def day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value[:10]) if value else None


def moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value).astimezone(clock.ZONE) if value else None


def yes(value: str | None) -> bool:
    return value == "true"


def rows_of(value: Any) -> Sequence[Row]:
    """What came back for one ``gather``."""
    return list(value or ())
