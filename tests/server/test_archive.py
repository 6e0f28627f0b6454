"""The file of a backup: every byte of it is vouched for."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest

from bailu.server import archive
from bailu.server.archive import BackupError

BYTES = b"evidence"
NAME = hashlib.sha256(BYTES).hexdigest()
FILE = f"files/{NAME[:2]}/{NAME[2:4]}/{NAME}"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    parts = {archive.DATABASE: b"dump" * 1000, FILE: BYTES, "keys/seal.key": b"secret"}
    target = tmp_path / "made.tar"
    with archive.writing(target) as writer:
        for name, content in parts.items():
            source = tmp_path / "source"
            source.write_bytes(content)
            writer.add(name, source)
    return target


def test_an_archive_is_read_as_it_was_written_and_by_its_owner_alone(made: Path, tmp_path: Path) -> None:
    manifest = archive.check(made)
    assert (manifest.files, manifest.keys) == ([FILE], ["keys/seal.key"])
    assert made.stat().st_mode & 0o777 == 0o600
    archive.unpack(made, {FILE: tmp_path / "out", "keys/seal.key": tmp_path / "deep" / "key"})
    assert (tmp_path / "out").read_bytes() == BYTES
    assert (tmp_path / "deep" / "key").stat().st_mode & 0o777 == 0o600


def test_any_changed_byte_of_what_counts_is_found(made: Path) -> None:
    whole = made.read_bytes()
    with tarfile.open(made) as tar:
        ranges = [range(member.offset_data, member.offset_data + member.size, 97) for member in tar]
    for place in (spot for each in ranges for spot in each):
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            archive.check(made)


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.8])
def test_an_archive_that_was_cut_off_is_found(made: Path, share: float) -> None:
    made.write_bytes(made.read_bytes()[: int(made.stat().st_size * share)])
    with pytest.raises(BackupError):
        archive.check(made)


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "files/aa/bb/short", "keys/other.key"])
def test_what_no_backup_holds_is_refused(made: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "source").write_bytes(b"x")
    with tarfile.open(made, "a") as tar:
        tar.add(tmp_path / "source", arcname=name)
    with pytest.raises(BackupError, match="which no backup does"):
        archive.check(made)


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), archive.writing(tmp_path / "never.tar") as writer:
        writer.add(archive.DATABASE, tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []
