"""A pytest plugin, loaded before Django is: gives every run its own PostgreSQL and shuts it down at the end.

Two runs at once, even on the same home, get two clusters; a run that was killed leaves one that the next run sweeps.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from typing import IO

import psycopg
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


def _template(cluster: postgres.Cluster) -> str:
    """A database with all tables, made once for these migrations; a run's own database is a copy of it, ready in a moment."""
    sources = [*sorted(place.PROJECT.glob("bailu/*/migrations/*.py")), *sorted(place.PROJECT.glob("bailu/kernel/*.py"))]
    sources.append(place.PROJECT / "requirements.lock")
    digest = hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in sources)).hexdigest()[:16]
    name, passing = f"tables_{digest}", f"making_{digest}"
    with psycopg.connect(dbname="postgres", user=postgres.USER, host=str(cluster.socket), autocommit=True) as connection:
        found = [row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^(tables|making)_'").fetchall()]
        if name in found:
            return name
        for old in found:
            connection.execute(f'DROP DATABASE "{old}"')
        connection.execute(f'CREATE DATABASE "{passing}"')
        program = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"
        environment = os.environ | {
            "DATABASE_URL": cluster.url.replace(f"/{postgres.DATABASE}?", f"/{passing}?"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        done = subprocess.run([sys.executable, "-c", program], cwd=place.PROJECT, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise pytest.UsageError(f"The tables cannot be made:\n{done.stderr[-3000:]}")
        connection.execute(f'ALTER DATABASE "{passing}" RENAME TO "{name}"')
    return name


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
    os.environ["BAILU_TEST_TEMPLATE"] = _template(_cluster)
    # Files, mail and keys of tests stay away from those of the installation.
    own = _cluster.data.with_name(_cluster.data.name.replace("pg", "home"))
    shutil.rmtree(own, ignore_errors=True)
    os.environ["BAILU_HOME"] = str(own)


def pytest_unconfigure() -> None:
    if _cluster is not None:
        _cluster.stop()
    if _held is not None:
        _held.close()
