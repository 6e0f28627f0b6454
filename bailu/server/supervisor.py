"""Runs the parts of one installation together and stops them together: database, web, worker."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.error import URLError
from urllib.request import urlopen

from bailu.server import postgres

PATIENCE = 20
_watched: dict[str, subprocess.Popen[bytes]] = {}


class Stopped(Exception):
    """The operator or the system asked to stop."""


@dataclass
class Supervisor:
    """If one part dies the others are stopped too: half a system that looks alive is worse than none."""

    say: Callable[[str], None]
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: list[str]) -> None:
        # Own session: Ctrl-C reaches the supervisor alone, which stops the parts in order.
        self.parts[name] = subprocess.Popen(command, start_new_session=True)

    def watch(self) -> int:
        while True:
            for name, part in (self.parts | _watched).items():
                if (code := part.poll()) is not None:
                    self.say(f"{name} ended with {code}; stopping the rest")
                    return 1
            time.sleep(0.3)

    def stop(self) -> None:
        for name, part in self.parts.items():
            if part.poll() is None:
                self.say(f"stopping {name}")
                part.terminate()
        deadline = time.monotonic() + PATIENCE
        for part in self.parts.values():
            try:
                part.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(part.pid, signal.SIGKILL)


def _on_signal(number: int, frame: object) -> None:
    raise Stopped


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The embedded database as our own child, watched by ``serve`` and stopped at the end; nothing when another one is used.

    A server that an earlier command left running is replaced: what we did not start we could not watch.

    Raises ``PostgresError`` when this installation runs already.
    """
    if postgres.external():
        yield
        return
    cluster = postgres.own()
    with postgres.alone(cluster.data.with_suffix(".run"), "This installation runs already; stop it first or choose another BAILU_HOME."):
        with cluster.lock():
            cluster.stop()
            _watched["database"] = cluster.start()
        cluster.make_database()
        try:
            yield
        finally:
            del _watched["database"]
            with cluster.lock():
                cluster.stop()


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _web(host: str, port: int, workers: int) -> list[str]:
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{host}:{port}", "--log-level", "error"]
    return [
        *gunicorn,
        "--worker-class",
        "gthread",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--graceful-timeout",
        "10",
        "--timeout",
        "60",
    ]


def answers(url: str, patience: float = 40) -> bool:
    """Whether the address says it is ready, within so many seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(URLError, OSError), urlopen(url, timeout=3) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
        time.sleep(0.2)
    return False


def serve(host: str, port: int, workers: int, say: Callable[[str], None], then: Callable[[str], None] | None = None) -> int:
    """Web and worker until a signal; the database must be up. ``then`` is told the address once it answers."""
    supervisor = Supervisor(say)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _on_signal)
    try:
        supervisor.start("web", _web(host, port, workers))
        supervisor.start("worker", [sys.executable, "-m", "bailu.cli", "worker"])
        address = f"http://{host}:{port}/"
        if not answers(f"{address}readyz"):
            say("the web part does not answer")
            return 1
        say(f"Bailu 白鹭: {address}    (Ctrl-C stops)")
        if then is not None:
            then(address)
        return supervisor.watch()
    except Stopped:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()
