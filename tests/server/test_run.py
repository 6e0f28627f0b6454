"""The whole house as an operator starts it: set up, run, answer, stop, leave nothing."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from bailu.server import postgres
from bailu.server.place import PROJECT
from bailu.server.supervisor import answers


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path("/tmp") / f"bl-run-{os.getpid()}"
    yield folder
    postgres.Cluster(folder / "pg").stop()
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def bailu(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {"PATH": os.environ["PATH"], "BAILU_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "bailu.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT,
        env=environment,
    )


def test_an_empty_machine_is_set_up_served_and_stopped(home: Path) -> None:
    setup = bailu(home, "setup")
    assert setup.communicate(timeout=120)[0].splitlines()[0] == "tables"
    assert setup.returncode == 0
    port = free_port()
    running = bailu(home, "run", "--port", str(port))
    try:
        assert answers(f"http://127.0.0.1:{port}/readyz")
        with urlopen(f"http://127.0.0.1:{port}/healthz") as response:
            assert response.read() == b"ok\n"
        assert "taken" in bailu(home, "run", "--port", str(port)).communicate(timeout=60)[0]
        assert "runs already" in bailu(home, "run", "--port", str(free_port())).communicate(timeout=60)[0]
    finally:
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=60)[0]
    assert running.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    assert postgres.Cluster(home / "pg").processes() == []


def test_run_refuses_tables_of_another_version(home: Path) -> None:
    refused = bailu(home, "run", "--port", str(free_port()))
    said = refused.communicate(timeout=120)[0]
    assert refused.returncode == 1
    assert "bailu setup" in said
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.Cluster(home / "pg").url)
