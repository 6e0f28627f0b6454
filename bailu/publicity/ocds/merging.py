"""Merges beside the export, in a process that needs no database.

Reading a batch and merging it cost about the same: with two processes neither waits for the other.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

import orjson
from django.conf import settings

from bailu.publicity.ocds import standard


@contextlib.contextmanager
def merging(out: IO[bytes]) -> Iterator[IO[bytes]]:
    """What the releases of each contracting process, a JSON line each, are written to; their records become the lines of ``out``.

    Raises CalledProcessError when they could not be merged.
    """
    command = [sys.executable, "-m", __name__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, cwd=settings.BASE_DIR)
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError), process:  # why it broke is in its status
        yield process.stdin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def run(lines: IO[bytes], out: IO[bytes]) -> None:
    for line in lines:
        out.write(orjson.dumps(standard.record(orjson.loads(line))) + b"\n")


if __name__ == "__main__":
    run(sys.stdin.buffer, sys.stdout.buffer)
