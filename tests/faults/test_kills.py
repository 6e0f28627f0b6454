"""Parts die at the worst moment. What was answered as done is done, the record still proves it, and nothing half-dead stays."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import psycopg
import pytest

from bailu.server.supervisor import answers
from tests.house import House, built_house, children

WRITER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; django.setup()
from bailu.audit.commands import record
from bailu.kernel.acts import act
from bailu.kernel.actor import SYSTEM
from bailu.kernel.models import OnceKey

series = sys.argv[1]

@act
def note(actor, *, number):
    claimed = OnceKey.objects.get(key=f"{series}{number}")
    record(actor, f"faults.{series}", claimed, stream=f"{series}-{number % 3}", basis="", data={"number": number})
    return claimed

for number in range(100000):
    note(SYSTEM, number=number, once=f"{series}{number}")
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def built() -> Iterator[House]:
    with built_house() as made:
        yield made


def write_until(built: House, series: str, wanted: int) -> tuple[subprocess.Popen[str], list[int]]:
    """A process that acts and prints what was answered as done; returned when it has done so many."""
    writer = built.start("-c", WRITER, series)
    done: list[int] = []
    assert writer.stdout is not None
    for line in writer.stdout:
        assert line.strip().isdigit(), line + writer.stdout.read()
        done.append(int(line))
        if len(done) == wanted:
            break
    return writer, done


def rest(writer: subprocess.Popen[str]) -> list[int]:
    said, _ = writer.communicate(timeout=30)
    return [int(line) for line in said.splitlines() if line.isdigit()]


def recorded(built: House, series: str) -> list[int]:
    with psycopg.connect(built.cluster.url) as connection:
        rows = connection.execute("select (data ->> 'number')::int from audit_entry where verb = %s order by 1", [f"faults.{series}"])
        return [row[0] for row in rows.fetchall()]


def keys(built: House, series: str) -> int:
    with psycopg.connect(built.cluster.url) as connection:
        row = connection.execute("select count(*) from kernel_oncekey where key like %s", [f"{series}%"]).fetchone()
        return int(row[0]) if row else 0


def test_acts_answered_before_the_database_was_killed_are_kept(built: House) -> None:
    built.cluster.ensure()
    writer, done = write_until(built, "A", 60)
    for process in built.cluster.processes():
        os.kill(process, signal.SIGKILL)
    done += rest(writer)
    built.cluster.ensure()
    kept = recorded(built, "A")
    # One act may have been committed without its answer having come through.
    assert done == kept[: len(done)]
    assert len(kept) - len(done) in {0, 1}
    assert keys(built, "A") == len(kept)
    code, said = built.bailu("audit", "verify")
    assert code == 0, said


def test_a_killed_writer_leaves_no_half_act(built: House) -> None:
    built.cluster.ensure()
    writer, done = write_until(built, "B", 40)
    writer.kill()
    done += rest(writer)
    time.sleep(0.5)
    kept = recorded(built, "B")
    assert done == kept[: len(done)]
    assert len(kept) - len(done) in {0, 1}
    assert keys(built, "B") == len(kept)
    code, said = built.bailu("audit", "verify")
    assert code == 0, said


def test_a_record_changed_behind_our_back_is_found(built: House) -> None:
    """The counter-proof: the verification of the other tests would have found a change."""
    built.cluster.ensure()
    writer, _ = write_until(built, "C", 9)
    writer.kill()
    rest(writer)
    change = "update audit_entry set data = %s where stream = 'C-1' and seq = 2"
    with psycopg.connect(built.cluster.url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        was = connection.execute("select data::text from audit_entry where stream = 'C-1' and seq = 2").fetchone()
        assert was
        connection.execute(change, ['{"number": -1}'])
        code, said = built.bailu("audit", "verify")
        connection.execute(change, [was[0]])
    assert code != 0
    assert "C-1" in said
    assert built.bailu("audit", "verify")[0] == 0


@pytest.mark.parametrize("part", ["gunicorn", "worker", "postgres"])
def test_when_one_part_dies_it_is_started_again_and_the_operator_is_told(built: House, part: str) -> None:
    with built.running() as (process, port):
        killed = children(process.pid)[part]
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while children(process.pid).get(part, killed) == killed:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert answers(f"http://127.0.0.1:{port}/readyz")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
        assert "ended with -9; it is started again" in said
    assert built.cluster.processes() == []
