"""``bailu demo``: set up, replay, print, show."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from bailu.demo import commands, replay, table
from bailu.demo.calendar import SHOWN
from bailu.demo.models import Replay
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM
from bailu.kernel.models import DemoClock
from bailu.server import installing, supervisor

Say = Callable[[str], None]


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bailu demo")
    parser.add_argument("--once", action="store_true", help="replay, print the table and end")
    parser.add_argument("--reset", action="store_true", help="begin anew: what was done by hand is lost")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args(list(words))
    if not given.once and not supervisor.port_is_free(given.host, given.port):
        say(f"Port {given.port} is taken; choose another with --port.")
        return 1
    if given.reset:
        reset()
    installing.install(say)
    if not Replay.objects.filter(name=replay.NAME).exists():
        settings.JOBS_INLINE = True
        with connection.cursor() as cursor:
            # A replay that is cut off is played again: it need not wait for the disk after every act.
            cursor.execute("set synchronous_commit = off")
        replay.play(say)
        settings.JOBS_INLINE = False
    if not DemoClock.objects.exists():
        with clock.at(SHOWN):
            commands.move_clock(SYSTEM, to=SHOWN)
    status = table.show(say)
    if given.once:
        return status
    connections.close_all()
    return int(supervisor.serve(given.host, given.port, 2, say))


def reset() -> None:
    """An empty database and no files."""
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade")
        cursor.execute("create schema public")
    connections.close_all()
    shutil.rmtree(Path(settings.FILES_DIR), ignore_errors=True)
