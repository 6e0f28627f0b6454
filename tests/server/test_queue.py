"""A job is left with the act and done after it, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from bailu.kernel.queue import defer

DONE: list[int] = []


@pytest.fixture(autouse=True)
def task() -> Iterator[None]:
    DONE.clear()

    @app.task(name="tests.note")
    def note(number: int) -> None:
        DONE.append(number)

    yield
    del app.tasks["tests.note"]


@pytest.mark.django_db
def test_inline_jobs_run_after_the_commit(after_commit: Callable[[], AbstractContextManager[Any]]) -> None:
    with after_commit():
        defer("tests.note", number=1)
        assert DONE == []
    assert DONE == [1]


@pytest.mark.django_db
def test_facts_must_be_plain() -> None:
    with pytest.raises(TypeError):
        defer("tests.note", number=object())


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_failed_act_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JOBS_INLINE", False)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer("tests.note", number=1)
        assert ProcrastinateJob.objects.count() == 1
        raise ZeroDivisionError
    assert ProcrastinateJob.objects.count() == 0
    with transaction.atomic():
        defer("tests.note", number=2)
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"number": 2}]
    assert DONE == []
