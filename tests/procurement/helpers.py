"""What several tests of this room ask: a refusal that changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.kernel.errors import ActError, Forbidden, Refused
from bailu.procurement.models import Bid, Clarification, Enquiry, Procedure


def snapshot() -> dict[str, Any]:
    """Every row of the room and the number of lines of the record."""
    rows: dict[str, Any] = {}
    for model in (Procedure, Bid, Enquiry, Clarification):
        rows[model.__name__] = [
            {k: bytes(v) if isinstance(v, memoryview) else v for k, v in r.items()} for r in model.objects.order_by("pk").values()
        ]
    return rows | {"lines": Entry.objects.count()}


def refused(act: Callable[[], object], *, clause: str = "", code: str = "", kind: type[ActError] = Refused) -> str:
    """The act is refused with this clause (or code) and nothing has changed; answers the reason."""
    before = snapshot()
    with pytest.raises(kind) as problem:
        act()
    verdict = problem.value.verdict  # type: ignore[attr-defined]
    assert snapshot() == before
    if clause:
        assert verdict.clause == clause
    if code:
        assert verdict.code == code
    return str(verdict.reason)


def forbidden(act: Callable[[], object], code: str = "") -> str:
    return refused(act, code=code, kind=Forbidden)


def verbs(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream=stream).order_by("seq").values_list("verb", flat=True))


__all__ = ["forbidden", "refused", "snapshot", "verbs"]
