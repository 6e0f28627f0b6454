"""Refused, for this reason, and nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.award import models
from bailu.documents.models import Document
from bailu.inbox.models import Task
from bailu.kernel.errors import Forbidden, Refused
from bailu.planning.models import Project
from bailu.procurement.models import Procedure

WATCHED = (
    models.ExpertProfile, models.Committee, models.Member, models.BidCheck, models.Score, models.Result, models.Award,
    Procedure, Project, Task, Document, Entry,
)  # fmt: skip


def everything() -> dict[str, list[Any]]:
    return {m.__name__: list(m._default_manager.order_by("pk").values()) for m in WATCHED}


@contextmanager
def refused(code: str, clause: str = "") -> Iterator[None]:
    """The act inside is refused by the law with this code (and clause)."""
    yield from _stopped(Refused, code, clause)


@contextmanager
def forbidden(code: str) -> Iterator[None]:
    """The person has no right to the act inside."""
    yield from _stopped(Forbidden, code, "")


def _stopped(error: type[Refused] | type[Forbidden], code: str, clause: str) -> Iterator[None]:
    before = everything()
    with pytest.raises(error) as caught:
        yield
    verdict = caught.value.verdict
    assert verdict.code == code
    assert not clause or verdict.clause == clause
    assert str(verdict.reason).strip()
    assert everything() == before
