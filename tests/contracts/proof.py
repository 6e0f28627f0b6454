"""A refusal that changed nothing, and what the chain says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.contracts.models import Claim, Contract, ContractTarget, Milestone
from bailu.funds.models import Encumbrance, PaymentOrder
from bailu.inbox.models import Task
from bailu.kernel.errors import ActError, Forbidden, Refused
from bailu.kernel.verdict import Verdict

ROWS = (Contract, ContractTarget, Milestone, Claim, Encumbrance, PaymentOrder, Task)


def snapshot() -> dict[str, Any]:
    """Every row of the room, the money, the desks, and the length of the chain."""
    rows: dict[str, Any] = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in ROWS}
    return rows | {"lines": Entry.objects.count()}


def refused(act: Callable[[], object], *, clause: str = "", code: str = "", kind: type[ActError] = Refused) -> Verdict:
    """The act is refused with this clause and code, and nothing has changed."""
    before = snapshot()
    with pytest.raises(kind) as problem:
        act()
    verdict: Verdict = problem.value.verdict  # type: ignore[attr-defined]
    assert snapshot() == before
    assert verdict.reason
    assert (verdict.clause or clause, verdict.code or code) == (clause or verdict.clause, code or verdict.code)
    return verdict


def forbidden(act: Callable[[], object], code: str = "") -> Verdict:
    return refused(act, code=code, kind=Forbidden)


def verbs(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream=stream).order_by("seq").values_list("verb", flat=True))
