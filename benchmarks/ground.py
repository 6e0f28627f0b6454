"""The ground the benchmarks stand on: a home of their own, its database cluster, the cities in it, kept until the tables change."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from bailu.server import place, postgres, supervisor

SMALL, LARGE = 1_000, 100_000
CITIES = (SMALL, LARGE)
Say = Callable[[str], None]
#: What a city depends on: tables, the acts that play it, how it is copied.
SOURCES = ("bailu/*/migrations/*.py", "bailu/demo/*.py", "bailu/demo/data/*", "benchmarks/city/*.py")


def settle(say: Say) -> None:
    """Move into the benchmarks' own home; start its database; build the cities that are not there yet."""
    os.environ["BAILU_HOME"] = str(place.home() / "bench") if place.home().name != "bench" else str(place.home())
    os.environ.pop("DATABASE_URL", None)
    cluster = postgres.own()
    cluster.ensure()
    digest, kept = _digest(), place.home() / "cities.json"
    if not kept.exists() or json.loads(kept.read_text()) != [digest]:
        kept.unlink(missing_ok=True)
        _build(say)
        kept.write_text(json.dumps([digest]))


def leave() -> None:
    cluster = postgres.own()
    with cluster.lock():
        cluster.stop()


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(place.PROJECT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()


def _build(say: Say) -> None:
    say("# building the cities: kept for the next time")
    with _admin() as connection:
        for name in ("bailu", *map(name_of, CITIES)):
            connection.execute(f'drop database if exists "{name}" with (force)')
    postgres.own().make_database()
    _python("-m", "bailu.cli", "setup")
    _python("-m", "benchmarks.city", "play", database="bailu")
    for purchases in CITIES:
        say(f"# a city of {purchases:,} purchases")
        with _admin() as connection:
            connection.execute(f'create database "{name_of(purchases)}" template bailu')
        _python("-m", "benchmarks.city", "fill", str(purchases), database=name_of(purchases))


def _admin() -> psycopg.Connection[Any]:
    return psycopg.connect(url("postgres"), autocommit=True)


@contextlib.contextmanager
def spoiled(name: str) -> Iterator[str]:
    """A copy of the small played city that may be spoiled; it is gone afterwards."""
    with _admin() as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}" template bailu')
    try:
        yield name
    finally:
        with _admin() as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')


def name_of(purchases: int) -> str:
    return f"city_{purchases}"


def url(database: str) -> str:
    return f"postgresql://{postgres.USER}@/{database}?host={postgres.own().socket}"


def environment(database: str = "") -> dict[str, str]:
    found = {"PATH": os.environ["PATH"], "BAILU_HOME": os.environ["BAILU_HOME"], "PYTHONUNBUFFERED": "1", "BAILU_SECOND_FACTOR": "0"}
    if database:
        found |= {
            "DATABASE_URL": url(database),
            "SECRET_KEY": "only-for-measuring-" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "BAILU_LOG_LEVEL": "ERROR",
        }
    return found


def _python(*words: str, database: str = "") -> str:
    done = subprocess.run([sys.executable, *words], cwd=place.PROJECT, env=environment(database), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}:\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def inside(what: str, database: str, *words: str) -> Any:
    """What a program of ``benchmarks/inside`` found, in a process of its own on one of the databases."""
    return json.loads(_python("-m", f"benchmarks.inside.{what}", *words, database=database).splitlines()[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(database: str) -> Iterator[int]:
    """The web part as ``bailu run`` starts it, two workers; the port it answers at."""
    port = free_port()
    command = supervisor.web_command("127.0.0.1", port, 2)
    process = subprocess.Popen(command, cwd=place.PROJECT, env=environment(database), start_new_session=True)
    try:
        if not supervisor.answers(f"http://127.0.0.1:{port}/readyz"):
            raise RuntimeError("the web part does not answer")
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def peak_memory(pid: int | str) -> float:
    """The most a process ever held in memory, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def children() -> list[str]:
    """The processes this one has begun."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
