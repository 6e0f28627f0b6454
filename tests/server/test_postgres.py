"""The embedded database: one server whoever asks, data that survive a kill, nothing left behind."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bailu.server import place, postgres


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    folder = Path("/tmp") / f"bl-test-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    made = postgres.Cluster(folder / "pg", safe=False)
    yield made
    made.stop()
    subprocess.run(["rm", "-rf", str(folder), str(made.socket)], check=True)


def value(cluster: postgres.Cluster, sql: str) -> object:
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute(sql).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


def test_a_cluster_starts_answers_and_leaves_no_process(cluster: postgres.Cluster) -> None:
    cluster.ensure()
    assert value(cluster, "SHOW listen_addresses") == ""
    assert value(cluster, "SHOW server_encoding") == "UTF8"
    assert cluster.socket.stat().st_mode & 0o777 == 0o700
    assert cluster.stop()
    assert cluster.processes() == []
    assert not cluster.stop()


def test_committed_work_survives_a_killed_server(cluster: postgres.Cluster) -> None:
    cluster = dataclasses.replace(cluster, safe=True)
    cluster.ensure()
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('白鹭')")
    cluster.kill()
    time.sleep(0.2)
    cluster.ensure()
    assert value(cluster, "SELECT word FROM kept") == "白鹭"


def test_two_commands_at_once_start_one_server(cluster: postgres.Cluster) -> None:
    program = (
        "import sys; from pathlib import Path; from bailu.server import postgres; "
        f"c = postgres.Cluster(Path({str(cluster.data)!r}), safe=False); c.ensure(); print((c.data / 'postmaster.pid').read_text().split()[0])"
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=place.PROJECT) for _ in range(2)]
    answers = [one.communicate(timeout=60)[0].strip() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert answers[0] == answers[1] != ""


def test_a_foreign_socket_folder_is_refused(cluster: postgres.Cluster) -> None:
    cluster.socket.parent.mkdir(exist_ok=True)
    cluster.socket.symlink_to("/tmp")
    try:
        with pytest.raises(postgres.PostgresError, match="somebody else"):
            cluster.ensure()
    finally:
        cluster.socket.unlink()


def test_a_locale_without_chinese_letters_is_refused(cluster: postgres.Cluster) -> None:
    cluster.ensure()
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
    plain = psycopg.connect(dbname="plain", user=postgres.USER, host=str(cluster.socket), autocommit=True)
    with plain as connection, pytest.raises(postgres.PostgresError, match="Chinese"):
        postgres.check_server(connection)
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        postgres.check_server(connection)
        row = connection.execute("SELECT similarity('困境儿童', '困境') > 0").fetchone()
    assert row == (True,)
