"""What the law room checks when the system starts."""

from __future__ import annotations

from typing import Any

from django.core import checks

from bailu.law import citations, clauses, codes, gazette, params


def check_law(**_kwargs: Any) -> list[checks.CheckMessage]:
    """The data can be read, and every clause a lifecycle or a room cites has been entered."""
    if not (clauses.all_clauses() and params.keys() and codes.names() and gazette.calendar().years):
        return [checks.Error("the law room has no data", id="law.E001")]
    return [checks.Error(f"{where} cites {clause!r}, which is not among the clauses", id="law.E002") for clause, where in citations.unknown()]
