"""The worker prints after the act; a failure is told on the document and can be mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from bailu.documents import commands, jobs
from bailu.documents.models import Document
from bailu.kernel.acts import acting, running
from bailu.kernel.errors import Refused
from tests.documents import samples
from tests.documents.test_commands import CLERK

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, settings: Any) -> None:
    settings.FILES_DIR = tmp_path
    settings.JOBS_INLINE = True


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Committed:
    """What is done in this block is committed at its end, as far as the jobs can tell."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def drafted(committed: Committed) -> Document:
    facts: dict[str, Any] = {"project_no": "P-2015-0001", "owner": "test.Thing:1", "organisation_id": 3, "title": "合同"}
    with committed(), acting("test.draft"):
        return commands.draft(CLERK, kind="contract", data=samples.contract(), **facts)


@pytest.mark.django_db(transaction=True)
def test_what_runs_on_commit_is_outside_the_act_and_may_be_an_act() -> None:
    seen: list[str] = []
    with acting("test.first"):
        transaction.on_commit(lambda: seen.append(running()))
        assert running() == "test.first"
    assert seen == [""]


def test_a_draft_is_printed_as_soon_as_its_act_is_committed(committed: Committed) -> None:
    document = drafted(committed)
    document.refresh_from_db()
    assert document.is_printed
    with committed(), acting("test.issue"):
        commands.issue(CLERK, document)
    document.refresh_from_db()
    assert document.is_printed and document.state == "issued"


def test_a_failure_stays_on_the_document_and_the_act_stands(monkeypatch: pytest.MonkeyPatch, committed: Committed) -> None:
    def broken(*args: Any, **kwargs: Any) -> bytes:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(commands, "word", broken)
        document = drafted(committed)
    document.refresh_from_db()
    assert document.render_error == "OSError: disk full"
    assert not document.is_printed
    with committed():
        commands.print_again(CLERK, document_id=document.pk)
    document.refresh_from_db()
    assert document.is_printed
    assert document.render_error == ""
    with pytest.raises(Refused):
        commands.print_again(CLERK, document_id=document.pk)


def test_the_worker_is_told_of_a_failure_so_that_it_tries_again(
    monkeypatch: pytest.MonkeyPatch, settings: Any, committed: Committed
) -> None:
    document = drafted(committed)
    Document.objects.filter(pk=document.pk).update(printed="")

    def broken(*args: Any, **kwargs: Any) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(commands, "word", broken)
    settings.JOBS_INLINE = False
    with pytest.raises(OSError, match="disk full"):
        jobs.render(document.pk)
    document.refresh_from_db()
    assert document.render_error == "OSError: disk full"
