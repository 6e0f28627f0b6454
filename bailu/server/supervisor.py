"""Runs the parts of one installation together: database, web, worker. A part that dies is started again, a part that keeps dying stops
them all: then somebody has to look, and half a system that looks alive is worse than none."""

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
#: A part may end so often in so many seconds.
LIMIT, WINDOW = 10, 60
#: Seconds before a part is started again: the first, doubled each time it ends again within the window, up to the second.
SOONEST, LATEST = 0.2, 5.0
#: And before one is started again that ended in order.
IN_ORDER = 1.0
ASKED_EVERY = 2
#: How long a database may take to put itself right after a crash.
RECOVERY = 600


@dataclass
class Part:
    """One part, how it is begun, and when it ended lately."""

    begin: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)
    due: float | None = None
    hangs: Callable[[], bool] = lambda: False
    kill: Callable[[], None] = lambda: None
    asked: float = 0.0
    well: float = field(default_factory=time.monotonic)

    def ended(self, now: float, *, died: bool = True) -> float:
        """Note the end; the seconds to wait before it is begun again. One that ended in order does not count: so does a worker
        that has lost its database, and waits for it when it is begun again."""
        self.ends = [at for at in self.ends if at > now - WINDOW] + ([now] if died else [])
        wait = min(LATEST, SOONEST * 2.0 ** (len(self.ends) - 1)) if died else IN_ORDER
        self.due = now + wait
        return wait

    def look(self, now: float) -> None:
        """Ask every two seconds whether it hangs; one that has done so for long is killed, and then ended like any other."""
        if now < self.asked + ASKED_EVERY:
            return
        self.asked = now
        if not self.hangs():
            self.well = now
        elif now > self.well + postgres.HANGS_FOR:
            self.kill()

    def sweep(self) -> None:
        """What a killed part leaves behind (the children of a killed web server hold its port)."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


_database: dict[str, Part] = {}


class Stopped(Exception):
    """The operator or the system asked to stop."""


@dataclass
class Supervisor:
    """Starts the parts, watches them, starts again what died, stops them in order."""

    say: Callable[[str], None]
    parts: dict[str, Part] = field(default_factory=dict)

    def start(self, name: str, command: list[str]) -> None:
        # Own session: Ctrl-C reaches the supervisor alone, which stops the parts in order.
        def begin() -> subprocess.Popen[bytes]:
            return subprocess.Popen(command, start_new_session=True)

        self.parts[name] = Part(begin, begin())

    def watch(self) -> int:
        """Until a signal, or until a part ended more than ``LIMIT`` times in ``WINDOW`` seconds (1)."""
        while all(self.look_after(name, part) for name, part in (_database | self.parts).items()):
            time.sleep(0.2)
        return 1

    def look_after(self, name: str, part: Part) -> bool:
        """Whether the part runs or will; False when it has died too often."""
        now = time.monotonic()
        if part.due is None:
            part.look(now)
            code = part.process.poll()
            return code is None or self._note_end(name, part, f"ended with {code}", died=code != 0)
        if now < part.due:
            return True
        try:
            part.process = part.begin()
        except (OSError, postgres.PostgresError) as error:
            return self._note_end(name, part, f"does not start ({error})")
        part.due, part.well = None, time.monotonic()
        self.say(f"{name} runs again")
        return True

    def _note_end(self, name: str, part: Part, what: str, *, died: bool = True) -> bool:
        part.sweep()
        wait = part.ended(time.monotonic(), died=died)
        if len(part.ends) > LIMIT:
            self.say(f"{name} {what}; {len(part.ends)} times in {WINDOW} seconds is too often: stopping the rest")
            return False
        self.say(f"{name} {what}; it is started again in {wait:.1f} s")
        return True

    def stop(self) -> None:
        for name, part in self.parts.items():
            if part.process.poll() is None:
                self.say(f"stopping {name}")
                part.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for part in self.parts.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                part.process.wait(max(0.1, deadline - time.monotonic()))
            part.sweep()


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
            _database["database"] = Part(lambda: _start_again(cluster), cluster.start(RECOVERY), hangs=cluster.hangs, kill=cluster.kill)
        cluster.make_database()
        try:
            yield
        finally:
            _database.clear()
            with cluster.lock():
                cluster.stop()


def _start_again(cluster: postgres.Cluster) -> subprocess.Popen[bytes]:
    """A command that ran meanwhile may have started a server of its own: it makes way for one that we can watch."""
    with cluster.lock():
        cluster.stop()
        return cluster.start(RECOVERY)


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def web_command(host: str, port: int, workers: int) -> list[str]:
    """How the web part is started."""
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{host}:{port}", "--log-level", "error"]
    return [
        *gunicorn,
        "--preload",  # read once and forked: half the start, and memory the workers share
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


def answers(url: str, patience: float = 90) -> bool:
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
        supervisor.start("web", web_command(host, port, workers))
        address = f"http://{host}:{port}/"
        if not answers(f"{address}readyz"):
            say("the web part does not answer")
            return 1
        # Jobs can wait a moment longer than people.
        supervisor.start("worker", [sys.executable, "-m", "bailu.cli", "worker", "--wait"])
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
