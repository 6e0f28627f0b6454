"""A browser that walks through the site. It is Debian's Chromium; nothing is downloaded.

Without Chromium the journeys are skipped and say so; ``BAILU_BROWSER=required`` (as in CI) makes that a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, sync_playwright

from bailu.server import place, supervisor
from tests.house import free_port

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]


def chromium() -> str | None:
    return os.environ.get("BAILU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


# Not for the whole session: while Playwright runs, its event loop fills the thread, and tests elsewhere could start none.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        if os.environ.get("BAILU_BROWSER") == "required":
            pytest.fail("BAILU_BROWSER=required, but there is no chromium: apt-get install chromium fonts-noto-cjk", pytrace=False)
        pytest.skip("no chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, headless=True, args=FLAGS)
        yield started
        started.close()
        # While the loop runs, Django keeps another connection for this thread; nobody else will close it.
        connections.close_all()


class _OneAtATime(StaticFilesHandler):
    """There is one connection: what a page saves by itself must not fall into the transaction of another request."""

    turn = threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self.turn:
            return super().__call__(environ, start_response)


class _SharingServer(ThreadedWSGIServer):
    """Its threads use the test's own connection, and have none of their own to hang up: not at the end of a
    request, and not when a browser lets go of its line after the test is over."""

    # At its end the server waits for its threads; what a page sends when it is left has then been answered.
    daemon_threads = False

    def get_request(self) -> Any:
        """A browser that was not closed (its test failed) does not hold the end up for longer than this."""
        line, where = super().get_request()
        line.settimeout(10)
        return line, where

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], TimeoutError):
            super().handle_error(request, client_address)

    def _close_connections(self) -> None:
        pass


class _SharingThread(LiveServerThread):
    server_class = _SharingServer


@pytest.fixture
def as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that answers as an installation does: nothing waits 40 ms for the browser's receipt, and what the pages are made up
    with is kept by the browser, as it is there under names that change with what is in it."""
    serve = StaticFilesHandler.serve

    def kept(self: StaticFilesHandler, request: Any) -> Any:
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    monkeypatch.setattr(StaticFilesHandler, "serve", kept)
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)


@pytest.fixture
def shared_site(db: None, as_installed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on the test's own transaction, so that nothing of the database has to be emptied afterwards."""
    connection = connections["default"]
    # The server's own thread hangs up when it ends.
    monkeypatch.setattr(connection, "close", lambda: None)
    connection.inc_thread_sharing()
    server = _SharingThread("127.0.0.1", _OneAtATime, connections_override={connection.alias: connection})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    # The sharing stays: the server's own thread still ends.
    server.terminate()


@pytest.fixture
def installed_site(transactional_db: None, settings: Any) -> Iterator[str]:
    """The address of the web part as an office has it (two processes, kept connections and plans), on the test's database."""
    port, database = free_port(), urlsplit(os.environ["DATABASE_URL"])
    own = {
        "DATABASE_URL": database._replace(path=f"/{connections['default'].settings_dict['NAME']}").geturl(),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BAILU_TESTING": "0",
        "BAILU_JOBS_INLINE": "0",
        "BAILU_CONN_MAX_AGE": "60",
        "BAILU_MANIFEST": "1",
        "BAILU_DEMO_CLOCK": "1",
        "BAILU_SECOND_FACTOR": "0",
        "BAILU_LOG_LEVEL": "ERROR",
    }
    collect = [sys.executable, "-m", "bailu.cli", "manage", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=place.PROJECT, env=os.environ | own, check=True)
    process = subprocess.Popen(supervisor.web_command("127.0.0.1", port, 2), cwd=place.PROJECT, env=os.environ | own)
    try:
        assert supervisor.answers(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
