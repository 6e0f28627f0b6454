"""A house with its people, under load, and what must be true of it afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.faults import reckoning
from tests.faults.load import Load
from tests.house import House, built_house

QUIET = 180
WAITING = "select count(*) from procrastinate_jobs where task_name = 'inbox.mail_task' and status in ('todo', 'doing')"


@contextmanager
def peopled(**settings: str) -> Iterator[tuple[House, dict[str, object]]]:
    """An installation with people who can sign in and work that waits for them."""
    with built_house(BAILU_SECOND_FACTOR="0", **settings) as made:
        made.cluster.ensure()
        process = made.start("-m", "tests.faults.world")
        said, _ = process.communicate(timeout=180)
        lines = [line for line in said.splitlines() if line.startswith("WORLD ")]
        assert lines, said
        yield made, json.loads(lines[0].removeprefix("WORLD "))


def jobs_done(made: House, patience: float = QUIET) -> None:
    """Wait until no mail is left to be sent."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with psycopg.connect(made.cluster.url) as connection:
            row = connection.execute(WAITING).fetchone()
        if row == (0,):
            return
        time.sleep(1)


def reckon(made: House, load: Load) -> None:
    """Everything that was answered is there once and whole, nothing else is, and the record proves it."""
    made.cluster.ensure()
    with psycopg.connect(made.cluster.url) as connection:
        found = list(reckoning.faults(connection, load))
    assert not found, "\n".join(found)
    code, said = made.bailu("audit", "verify")
    assert code == 0, said
    print(said.strip())
