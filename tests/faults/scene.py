"""A house with its people, under load, and what must be true of it afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from tests.faults import reckoning
from tests.faults.load import Load
from tests.house import House, built_house

QUIET = 180
WAITING = "select count(*) from procrastinate_jobs where task_name = 'inbox.mail_task' and status in ('todo', 'doing')"


@contextmanager
def peopled(*, orders: int = 400, **settings: str) -> Iterator[tuple[House, dict[str, Any]]]:
    """An installation with people who can sign in and work that waits for them."""
    with built_house(BAILU_SECOND_FACTOR="0", **settings) as made:
        yield made, people(made, orders)


def people(made: House, orders: int = 400) -> dict[str, Any]:
    made.cluster.ensure()
    process = made.start("-m", "tests.faults.world", str(orders))
    said, _ = process.communicate(timeout=180)
    lines = [line for line in said.splitlines() if line.startswith("WORLD ")]
    assert lines, said
    found: dict[str, Any] = json.loads(lines[0].removeprefix("WORLD "))
    return found


def own_server(made: House) -> dict[str, str]:
    """The settings of an installation whose database is a server of its own: here the test starts and stops it."""
    return {"DATABASE_URL": made.cluster.url, "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "127.0.0.1"}


def jobs_done(made: House, patience: float = QUIET) -> None:
    """Wait until no mail is left to be sent."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with psycopg.connect(made.cluster.url) as connection:
            row = connection.execute(WAITING).fetchone()
        if row == (0,):
            return
        time.sleep(1)


def reckon(made: House, load: Load, *, jobs: bool = True) -> None:
    """Everything that was answered is there once and whole, nothing else is, the record proves it; and with ``jobs`` all mail was sent."""
    made.cluster.ensure()
    with psycopg.connect(made.cluster.url) as connection:
        found = list(reckoning.faults(connection, load, jobs=jobs))
    assert not found, "\n".join(found)
    code, said = made.bailu("audit", "verify")
    assert code == 0, said
    print(said.strip())
