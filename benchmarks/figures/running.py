"""What the job worker holds in memory after its work, and how long `bailu run` takes to its first answer."""

from __future__ import annotations

import contextlib
import http.client
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from bailu.server import place, postgres
from benchmarks import ground
from benchmarks.figure import Figure

STARTS = 3


def figures() -> Iterator[Figure]:
    yield Figure("worker.peak_megabytes", _worker(), "<=", 200)
    yield Figure("start.seconds", statistics.median(_start() for _ in range(STARTS)), "<=", 5)


@contextlib.contextmanager
def _running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bailu.cli", *words],
        cwd=place.PROJECT,
        env=ground.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _worker() -> float:
    """After printing every paper of the patterns again."""
    printed = ground.inside("print", "bailu", "ask")
    with _running("worker") as process:
        deadline = time.monotonic() + 120
        while ground.inside("print", "bailu", "left") and time.monotonic() < deadline:
            time.sleep(1)
        if left := ground.inside("print", "bailu", "left"):
            raise RuntimeError(f"the worker did not print {left} of {printed} papers")
        return ground.peak_memory(process.pid)


def _start() -> float:
    port = ground.free_port()
    with postgres.own().lock():
        postgres.own().stop()
    began = time.perf_counter()
    with _running("run", "--port", str(port)):
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                line.request("GET", "/public/")
                if line.getresponse().status == 200:
                    return time.perf_counter() - began
            if time.perf_counter() - began > 60:
                raise RuntimeError("no answer within a minute")
            time.sleep(0.02)
