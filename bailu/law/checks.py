"""What the law room checks when the system starts."""

from __future__ import annotations

from typing import Any

from django.core import checks

from bailu.law import citations, clauses, codes, gazette, params, sources


def check_law(**_kwargs: Any) -> list[checks.CheckMessage]:
    """The data can be read, and every clause a lifecycle or a room cites has been entered."""
    try:
        sources.load("instruments", sources.city())
    except sources.UnknownCity as unknown:
        return [checks.Error(f"BAILU_CITY names {unknown}, for which there is no folder of overrides", id="law.E003")]
    if not (clauses.all_clauses() and params.all_keys() and codes.names() and gazette.calendar().years):
        return [checks.Error("the law room has no data", id="law.E001")]
    return [
        checks.Error(f"{where} cites {clause!r}, which is not among the clauses", id="law.E002") for clause, where in citations.unknown()
    ]
