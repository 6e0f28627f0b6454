"""A whole installation of its own, as an operator has it: for tests that start, kill and stop it."""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bailu.server import place, postgres
from bailu.server.place import PROJECT
from bailu.server.supervisor import answers

_numbers = itertools.count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class House:
    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def cluster(self) -> postgres.Cluster:
        return postgres.Cluster(self.home / "pg")

    @property
    def log(self) -> Path:
        return self.home / "run.log"

    def start(self, *command: str, out: int | IO[str] = subprocess.PIPE) -> subprocess.Popen[str]:
        environment = {"PATH": os.environ["PATH"], "BAILU_HOME": str(self.home), "PYTHONUNBUFFERED": "1"} | self.settings
        return subprocess.Popen([sys.executable, *command], stdout=out, stderr=subprocess.STDOUT, text=True, cwd=PROJECT, env=environment)

    def bailu(self, *words: str) -> tuple[int, str]:
        process = self.start("-m", "bailu.cli", *words)
        said, _ = process.communicate(timeout=180)
        return process.returncode, said

    @contextmanager
    def running(self, *, logged: bool = False) -> Iterator[tuple[subprocess.Popen[str], int]]:
        """``bailu run`` with the port it answers at; stopped at the end however the test goes.

        What it says is read from the process, or, where it may say much, from ``log``.
        """
        port = free_port()
        words = ("-m", "bailu.cli", "run", "--port", str(port))
        if logged:
            with self.log.open("a") as log:
                process = self.start(*words, out=log)
        else:
            process = self.start(*words)
        try:
            assert answers(f"http://127.0.0.1:{port}/readyz"), "the house does not answer"
            yield process, port
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(60)
            if process.stdout:
                process.stdout.close()


@contextmanager
def house(**settings: str) -> Iterator[House]:
    """An empty home; gone at the end, with its server."""
    made = House(Path("/tmp") / f"bl-house-{os.getpid()}-{next(_numbers)}", settings)
    try:
        yield made
    finally:
        made.cluster.stop()
        shutil.rmtree(made.home, ignore_errors=True)
        shutil.rmtree(made.cluster.socket, ignore_errors=True)


@contextmanager
def built_house(**settings: str) -> Iterator[House]:
    """A house that is set up: a copy of one that was set up once with this code."""
    with house(**settings) as made:
        furnish(made)
        yield made


def furnish(made: House) -> None:
    _copy(_set_up(), made)


def _set_up() -> Path:
    """The home of a house on which ``bailu setup`` has run, stopped; made once for this code, the older ones removed."""
    sources = [
        *PROJECT.glob("bailu/**/*.py"),
        *PROJECT.glob("bailu/**/*.yaml"),
        *PROJECT.glob("config/*.py"),
        PROJECT / "requirements.lock",
    ]
    digest = hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in sorted(sources))).hexdigest()[:12]
    kept = place.folder("houses")
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = kept / digest
        if not ready.exists():
            for old in kept.glob("*/"):
                shutil.rmtree(old)
            with house() as first:
                code, said = first.bailu("setup")
                assert code == 0, said
                first.cluster.stop()
                _copy(first.home, House(ready.with_suffix(".part")))
            ready.with_suffix(".part").rename(ready)
    return ready


def _copy(home: Path, to: House) -> None:
    to.home.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{home}/.", str(to.home)], check=True)


def children(pid: int) -> dict[str, int]:
    """The processes a process started, by a word of their command line."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if parent == pid:
            name = next((word for word in ("gunicorn", "worker", "postgres") if word in command), command)
            found[name] = int(entry.name)
    return found
