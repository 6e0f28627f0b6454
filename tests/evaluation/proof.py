"""Refused, for this reason, and nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.contracts.models import Contract, Milestone
from bailu.documents.models import Document
from bailu.evaluation import models
from bailu.funds.models import PaymentOrder
from bailu.inbox.models import Task
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.models import TrackRecord
from bailu.planning.models import Project

WATCHED = (
    models.Engagement, models.Evaluation, models.Card, models.Answer, models.Acceptance,
    Contract, Milestone, Project, PaymentOrder, TrackRecord, Task, Document, Entry,
)  # fmt: skip


def everything() -> dict[str, list[Any]]:
    return {m.__name__: list(m._default_manager.order_by("pk").values()) for m in WATCHED}


@contextmanager
def refused(code: str, clause: str = "") -> Iterator[None]:
    """The act inside is refused by the law with this code (and clause)."""
    yield from _stopped(Refused, code, clause)


@contextmanager
def forbidden(code: str = "party") -> Iterator[None]:
    """The person has no right to the act inside."""
    yield from _stopped(Forbidden, code, "")


@contextmanager
def hidden() -> Iterator[None]:
    """For this person there is no such thing."""
    before = everything()
    with pytest.raises(OutOfScope):
        yield
    assert everything() == before


def _stopped(error: type[Refused] | type[Forbidden], code: str, clause: str) -> Iterator[None]:
    before = everything()
    with pytest.raises(error) as caught:
        yield
    verdict = caught.value.verdict
    assert (verdict.code, str(verdict.reason).strip() != "") == (code, True)
    assert not clause or verdict.clause == clause
    assert everything() == before
