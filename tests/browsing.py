"""A browser that walks through the site. It is Debian's Chromium; nothing is downloaded.

Without Chromium the journeys are skipped and say so; ``BAILU_BROWSER=required`` (as in CI) makes that a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, sync_playwright

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


class _SharingServer(ThreadedWSGIServer):
    """Its threads use the test's own connection, and have none of their own to hang up: not at the end of a
    request, and not when a browser lets go of its line after the test is over."""

    def _close_connections(self) -> None:
        pass


class _SharingThread(LiveServerThread):
    server_class = _SharingServer


@pytest.fixture
def shared_site(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on the test's own transaction, so that nothing of the database has to be emptied afterwards."""
    connection = connections["default"]
    # The server's own thread hangs up when it ends.
    monkeypatch.setattr(connection, "close", lambda: None)
    connection.inc_thread_sharing()
    server = _SharingThread("127.0.0.1", StaticFilesHandler, connections_override={connection.alias: connection})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    # The sharing stays: a thread of the server may still be ending a request when the test is over.
    server.terminate()
