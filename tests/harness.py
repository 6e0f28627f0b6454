"""A pytest plugin, loaded before Django is: gives every run its own PostgreSQL and shuts it down at the end.

Two runs at once, even on the same home, get two clusters; a run that was killed leaves one that the next run sweeps.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from typing import IO

import pytest

from bailu.server import messages, place, postgres

_held: IO[str] | None = None
_cluster: postgres.Cluster | None = None


def _claim() -> tuple[postgres.Cluster, IO[str]]:
    for number in range(1, 9):
        cluster = postgres.Cluster(place.service_folder() / f"test-pg-{number}", safe=False)
        cluster.data.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        file = cluster.data.with_suffix(".lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
        else:
            return cluster, file
    raise pytest.UsageError("Eight test runs use this BAILU_HOME already.")


def _start(cluster: postgres.Cluster) -> None:
    cluster.stop()
    try:
        cluster.start()
    except postgres.PostgresError:
        # Without fsync a crash may have ruined the data; nothing in it is worth keeping.
        shutil.rmtree(cluster.data, ignore_errors=True)
        cluster.start()
    cluster.make_database()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    global _held, _cluster
    os.environ["BAILU_TESTING"] = "1"
    os.environ["BAILU_JOBS_INLINE"] = "1"
    os.environ["BAILU_MANIFEST"] = "0"
    os.environ["BAILU_SECOND_FACTOR"] = "0"
    os.environ["BAILU_CONN_MAX_AGE"] = "0"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    messages.compile_all()
    if os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("BAILU_TEST_DATABASE_URL"):
        os.environ.setdefault("DATABASE_URL", os.environ.get("BAILU_TEST_DATABASE_URL", ""))
        return
    _cluster, _held = _claim()
    _start(_cluster)
    os.environ["DATABASE_URL"] = _cluster.url
    # Files, mail and keys of tests stay away from those of the installation.
    own = _cluster.data.with_name(_cluster.data.name.replace("pg", "home"))
    shutil.rmtree(own, ignore_errors=True)
    os.environ["BAILU_HOME"] = str(own)


def pytest_unconfigure() -> None:
    if _cluster is not None:
        _cluster.stop()
    if _held is not None:
        _held.close()
