"""A part that dies is started again, a part that keeps dying stops the house, and the operator is told of both."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from bailu.server import supervisor
from bailu.server.supervisor import Part, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "SOONEST", 0.01)
    monkeypatch.setattr(supervisor, "LATEST", 0.02)


def test_a_killed_part_is_started_again_and_the_operator_is_told() -> None:
    said: list[str] = []
    house = Supervisor(said.append)
    house.start("web", SLEEP)
    part = house.parts["web"]
    first = part.process.pid
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while "web runs again" not in said and time.monotonic() < deadline:
        assert house.look_after("web", part)
        time.sleep(0.02)
    assert said[0].startswith("web ended with -9; it is started again in")
    assert said[1:] == ["web runs again"]
    assert part.process.pid != first
    assert part.process.poll() is None
    house.stop()
    assert part.process.poll() is not None


def test_a_part_that_keeps_dying_stops_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LIMIT", 2)
    said: list[str] = []
    house = Supervisor(said.append)
    house.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    house.start("web", SLEEP)
    assert house.watch() == 1
    assert said[-1] == "worker ended with 3; 3 times in 60 seconds is too often: stopping the rest"
    house.stop()
    assert house.parts["web"].process.poll() is not None


def test_a_part_that_cannot_even_begin_counts_as_one_that_died(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LIMIT", 2)
    said: list[str] = []
    house = Supervisor(said.append)
    house.start("web", SLEEP)

    def begin() -> None:
        raise OSError("no room")

    part = house.parts["web"]
    part.begin = begin  # type: ignore[assignment]
    part.process.kill()
    assert house.watch() == 1
    assert "web does not start (no room)" in said[-1]


def test_the_wait_grows_with_each_end_and_is_short_again_after_a_quiet_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "SOONEST", 0.2)
    monkeypatch.setattr(supervisor, "LATEST", 5.0)
    part = Part(lambda: None, None)  # type: ignore[arg-type, return-value]
    assert [part.ended(float(at)) for at in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert part.ended(1000.0) == 0.2
    assert part.ended(1001.0, died=False) == 1.0
    assert len(part.ends) == 1


def test_a_part_that_hangs_for_long_is_killed_and_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "ASKED_EVERY", 0)
    said: list[str] = []
    house = Supervisor(said.append)
    house.start("database", SLEEP)
    part = house.parts["database"]
    part.hangs, part.kill = (lambda: True), part.process.kill
    assert house.look_after("database", part)
    assert part.process.poll() is None, "a moment is no hang"
    part.well -= 60
    deadline = time.monotonic() + 20
    while part.due is None and time.monotonic() < deadline:
        assert house.look_after("database", part)
    assert said[0].startswith("database ended with -9; it is started again")
    house.stop()


def test_what_a_killed_part_leaves_behind_is_swept(tmp_path: Path) -> None:
    """The children of a killed web server hold its port."""
    note = tmp_path / "child"
    program = (
        f"import subprocess, sys, time; child = subprocess.Popen({SLEEP!r}); open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )
    house = Supervisor(lambda text: None)
    house.start("web", [sys.executable, "-c", program])
    deadline = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    child = int(note.read_text())
    part = house.parts["web"]
    os.kill(part.process.pid, signal.SIGKILL)
    part.process.wait()
    house.look_after("web", part)
    deadline = time.monotonic() + 10
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(child)
    house.stop()


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
