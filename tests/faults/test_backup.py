"""A backup made while people work is whole; put back elsewhere the record proves it. What is damaged is refused and changes nothing."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.house import House, built_house, house

#: Acts with a key, an audit line, and a file on the disk; each number is printed when its act was answered.
WRITER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from bailu.audit.commands import record
from bailu.documents.commands import store_upload
from bailu.kernel.acts import act
from bailu.kernel.actor import SYSTEM

@act
def keep(actor, *, number):
    kept = store_upload(actor, SimpleUploadedFile(f"{number}.pdf", f"%PDF-1.4 evidence {number}".encode()))
    record(actor, "faults.kept", kept, stream=f"F-{number % 3}", data={"number": number})
    return kept

for number in range(100000):
    keep(SYSTEM, number=number, once=f"kept {number}")
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def old() -> Iterator[House]:
    with built_house() as made:
        made.cluster.ensure()
        yield made


@pytest.fixture(scope="module")
def archive(old: House) -> tuple[Path, int]:
    """An archive made under load, and the last act that was answered before it was begun."""
    writer = old.start("-c", WRITER)
    assert writer.stdout is not None
    before = -1
    for line in writer.stdout:
        assert line.strip().isdigit(), line + writer.stdout.read()
        before = int(line)
        if before == 25:
            break
    drain = subprocess.Popen(["cat"], stdin=writer.stdout, stdout=subprocess.DEVNULL)
    code, said = old.bailu("backup", str(old.home))
    still = writer.poll() is None
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    drain.wait()
    writer.stdout.close()
    assert code == 0, said
    assert still, "the load had ended before the backup had"
    (made,) = old.home.glob("bailu-*.tar")
    assert made.stat().st_mode & 0o777 == 0o600
    return made, before


def kept(made: House) -> list[int]:
    with psycopg.connect(made.cluster.url) as connection:
        rows = connection.execute("select (data ->> 'number')::int from audit_entry where verb = 'faults.kept' order by 1").fetchall()
    return [row[0] for row in rows]


@pytest.fixture
def empty() -> Iterator[House]:
    with house() as made:
        yield made


def test_a_backup_made_under_load_is_whole_elsewhere(old: House, archive: tuple[Path, int], empty: House) -> None:
    path, before = archive
    code, said = empty.bailu("restore", str(path))
    assert code == 0, said
    assert "audit verified" in said
    numbers = kept(empty)
    assert numbers == list(range(len(numbers)))
    assert len(numbers) > before
    with psycopg.connect(empty.cluster.url) as connection:
        paths = [row[0] for row in connection.execute("select path from documents_file where name like '%.pdf'").fetchall()]
    assert len(paths) == len(numbers)
    assert all((empty.home / "files" / path).is_file() for path in paths)
    for key in ("secret.key",):
        assert (empty.home / key).read_bytes() == (old.home / key).read_bytes()
        assert (empty.home / key).stat().st_mode & 0o777 == 0o600
    refused_twice(path, empty, numbers)


def refused_twice(path: Path, full: House, numbers: list[int]) -> None:
    """What is not empty is replaced only when asked, and then what was there stays beside."""
    code, said = full.bailu("restore", str(path))
    assert (code, kept(full)) == (2, numbers)
    assert "not empty" in said and "--replace" in said
    code, said = full.bailu("restore", str(path), "--replace")
    assert code == 0, said
    assert kept(full) == numbers
    assert list(full.home.glob("files.replaced-*"))


@pytest.mark.parametrize("where", [0.0001, 0.3, 0.6, 0.9])
def test_a_damaged_archive_is_refused_and_nothing_is_changed(archive: tuple[Path, int], empty: House, where: float) -> None:
    path = empty.home.with_suffix(".tar")
    shutil.copy(archive[0], path)
    try:
        with path.open("r+b") as file:
            file.seek(int(path.stat().st_size * where))
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 0xFF]))
        code, said = empty.bailu("restore", str(path))
    finally:
        path.unlink()
    assert code == 2, said
    assert "damaged" in said or "no backup" in said or "not a backup" in said
    assert "Traceback" not in said
    assert sorted(found.name for found in empty.home.glob("*")) == []


def test_a_running_installation_is_not_restored(old: House, archive: tuple[Path, int]) -> None:
    with old.running():
        code, said = old.bailu("restore", str(archive[0]), "--replace")
    assert code == 2
    assert "stop it" in said


def test_keys_may_be_kept_apart(old: House, archive: tuple[Path, int]) -> None:
    path = old.home / "apart.tar"
    old.cluster.ensure()
    code, said = old.bailu("backup", str(path), "--without-keys")
    assert code == 0, said
    listed = subprocess.run(["tar", "-tf", path], capture_output=True, text=True, check=True).stdout
    assert "keys/" not in listed
    assert "database.dump" in listed
