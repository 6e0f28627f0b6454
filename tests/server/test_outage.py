"""While what the house stands on is away: a page that needs neither, with all that was typed; other faults stay faults."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable

import psycopg
import pytest
from django.db import DataError, InterfaceError, InternalError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from bailu.funds import commands
from bailu.kernel import once
from bailu.server.quiet import OneLine
from bailu.ui import errors, outage
from tests.funds.factories import make_offices, make_submitted_line
from tests.server.test_twice import enter


def caused(fault: Exception, cause: type[psycopg.Error]) -> Exception:
    fault.__cause__ = cause("x")
    return fault


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (OperationalError("gone"), "database"),
        (InterfaceError("closed"), "database"),
        (caused(InternalError("x"), psycopg.errors.ReadOnlySqlTransaction), "database"),
        (caused(OperationalError("x"), psycopg.errors.DiskFull), "storage"),
        (caused(OperationalError("x"), psycopg.errors.DeadlockDetected), "busy"),
        (OSError(errno.ENOSPC, "full"), "storage"),
        (OSError(errno.EDQUOT, "full"), "storage"),
        (caused(InternalError("x"), psycopg.errors.InFailedSqlTransaction), ""),
        (OSError(errno.ENOENT, "none"), ""),
        (DataError("x"), ""),
        (ValueError("x"), ""),
        (None, ""),
    ],
)
def test_an_outage_is_told_from_a_fault_of_ours(fault: Exception | None, kind: str) -> None:
    assert outage.kind_of(fault) == kind


def during(fault: Exception, **request: object) -> HttpResponse:
    """What is answered when a request meets this fault, whatever part of the house met it."""
    made = RequestFactory()
    sent = made.post("/needs/new/?x=1", **request) if request.get("data") else made.get("/needs/new/", **request)  # type: ignore[arg-type]
    try:
        raise fault
    except Exception:
        assert sys.exception() is fault
        return errors.server_error(sent)


def test_a_page_asked_for_during_an_outage_says_so_and_when_to_ask_again() -> None:
    answer = during(OperationalError("gone"))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert "数据库暂时没有应答，系统正在自动恢复。请过一会儿再打开这一页。" in answer.content.decode()


def test_a_form_sent_during_an_outage_comes_back_whole_but_for_passwords() -> None:
    sent = {"once": "k1", "title": '<b>"空巢"</b>', "ticks": ["a", "b"], "proof-password": "geheim", "password": "geheim"}
    answer = during(OperationalError("gone"), data=sent)
    text = answer.content.decode()
    assert 'action="/needs/new/?x=1"' in text
    assert "&lt;b&gt;&quot;空巢&quot;&lt;/b&gt;" in text
    assert text.count('name="ticks"') == 2
    assert 'name="once"' in text and "k1" in text
    assert "geheim" not in text
    assert "无论提交几次，都只办理一次" in text


def test_a_form_without_a_key_is_not_offered_again() -> None:
    text = during(OperationalError("gone"), data={"login": "lin", "password": "geheim"}).content.decode()
    assert "<form" not in text
    assert "geheim" not in text


def test_a_program_is_answered_in_json() -> None:
    answer = during(OSError(errno.ENOSPC, "full"), headers={"accept": "application/json"})
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/json"
    assert b'"code": "outage"' in answer.content


def test_any_other_fault_stays_a_fault() -> None:
    answer = during(ValueError("ours"))
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OperationalError("gone"), "数据库暂时没有应答"),
        (OSError(errno.ENOSPC, "full"), "存储空间已满"),
        (caused(OperationalError("x"), psycopg.errors.DeadlockDetected), "系统繁忙，这一次没有办成，也没有留下任何改动"),
    ],
)
def test_the_screen_of_an_act_keeps_its_form(fault: Exception, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offices = make_offices()
    line, client, key = make_submitted_line(offices), enter(offices.finance_chief.user_id), once.fresh()

    def fail(*given: object, **facts: object) -> None:
        raise fault

    monkeypatch.setattr(commands.approve_line, "function", fail)
    path = f"/budget/{line.no}/approve/"
    answer = client.post(path, {"once": key, "note": "同意，附意见"})
    text = answer.content.decode()
    assert answer.status_code == 503
    assert words in text and "同意，附意见" in text and key in text
    line.refresh_from_db()
    assert line.state == "SUBMITTED"
    monkeypatch.undo()
    assert client.post(path, {"once": key, "note": "同意，附意见"}).status_code == 303


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_is_an_outage_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The middle layers meet the database before any view does."""
    signed_in = enter(make_offices().clerk.user_id)
    signed_in.raise_request_exception = False

    def gone(*given: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = signed_in.get("/budget/")
    assert answer.status_code == 503
    assert "数据库暂时没有应答" in answer.content.decode()


@pytest.fixture
def record() -> Callable[[Exception], logging.LogRecord]:
    def make(fault: Exception) -> logging.LogRecord:
        return logging.LogRecord("django.request", logging.ERROR, "x", 1, "Internal: %s", ("/p/",), (type(fault), fault, None))

    return make


def test_the_log_of_an_outage_has_one_line_a_request(record: Callable[[Exception], logging.LogRecord]) -> None:
    short, long = record(OperationalError("gone\nwith details")), record(ValueError("ours"))
    assert OneLine().filter(short) and OneLine().filter(long)
    assert (short.getMessage(), short.exc_info) == ("Internal: /p/ (database: gone)", None)
    assert (long.getMessage(), bool(long.exc_info)) == ("Internal: /p/", True)
