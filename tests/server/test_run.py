"""The whole house as an operator starts it: set up, run, answer, stop, leave nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from tests.house import House, free_port, house


@pytest.fixture
def empty() -> Iterator[House]:
    with house() as made:
        yield made


def test_an_empty_machine_is_set_up_served_and_stopped(empty: House) -> None:
    code, said = empty.bailu("setup")
    assert (code, said.splitlines()[0]) == (0, "tables")
    with empty.running() as (process, port):
        with urlopen(f"http://127.0.0.1:{port}/healthz") as response:
            assert response.read() == b"ok\n"
        assert "taken" in empty.bailu("run", "--port", str(port))[1]
        assert "runs already" in empty.bailu("run", "--port", str(free_port()))[1]
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    assert empty.cluster.processes() == []


def test_run_refuses_tables_of_another_version(empty: House) -> None:
    code, said = empty.bailu("run", "--port", str(free_port()))
    assert code == 1
    assert "bailu setup" in said
    assert empty.cluster.processes() == []
