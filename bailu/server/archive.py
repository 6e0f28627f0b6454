"""The file of a backup: a tar of the database, the files and the keys, with a manifest of their hashes at its end.

Pure files and hashes: nothing here knows the database.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST, SUM, DATABASE = "manifest.json", "manifest.sha256", "database.dump"
FILE = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")
KEY = re.compile(r"keys/(secret|seal)\.key")
PIECE = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made, read or restored; the text says why. Nothing was changed."""


@dataclass
class Manifest:
    """What is in the archive: name → (sha256, size). ``migrations`` by room say which version of the tables it holds."""

    made_at: str = ""
    server: int = 0
    migrations: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        return sorted(name for name in self.parts if KEY.fullmatch(name))

    @property
    def files(self) -> list[str]:
        return sorted(name for name in self.parts if FILE.fullmatch(name))

    def text(self) -> bytes:
        facts = {"format": FORMAT, "made_at": self.made_at, "server": self.server, "migrations": self.migrations, "parts": self.parts}
        return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar, self.manifest = tar, Manifest()

    def add(self, name: str, path: Path) -> str:
        """Add a file; its sha256."""
        with path.open("rb") as source:
            hashed = _Hashed(source)
            member = tarfile.TarInfo(name)
            member.size, member.mode = os.fstat(source.fileno()).st_size, 0o600
            self.tar.addfile(member, hashed)
        self.manifest.parts[name] = (hashed.digest.hexdigest(), hashed.size)
        return hashed.digest.hexdigest()

    def close(self) -> None:
        text = self.manifest.text()
        for name, content in ((MANIFEST, text), (SUM, hashlib.sha256(text).hexdigest().encode())):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            self.tar.addfile(member, io.BytesIO(content))


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """An archive that appears under its name whole or not at all, readable by its owner alone."""
    passing = target.with_name(f".{target.name}.part")
    try:
        with open(passing, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                writer = Writer(tar)
                yield writer
                writer.close()
            file.flush()
            os.fsync(file.fileno())
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)


def _known(name: str) -> bool:
    return name in (MANIFEST, SUM, DATABASE) or bool(FILE.fullmatch(name) or KEY.fullmatch(name))


def check(path: Path) -> Manifest:
    """Read the whole archive and compare every hash. Raises ``BackupError`` naming the first thing that is not as it was written."""
    try:
        return _checked(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} is not a backup of Bailu, or is damaged ({error}).") from error


def _checked(path: Path) -> Manifest:
    found: dict[str, tuple[str, int]] = {}
    kept: dict[str, bytes] = {}
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            if not member.isreg() or not _known(member.name) or member.name in found:
                raise BackupError(f"{path} holds {member.name!r}, which no backup does.")
            content = tar.extractfile(member)
            assert content is not None
            digest = hashlib.sha256()
            while piece := content.read(PIECE):
                digest.update(piece)
                if member.name in (MANIFEST, SUM):
                    kept[member.name] = kept.get(member.name, b"") + piece
            found[member.name] = (digest.hexdigest(), member.size)
    if MANIFEST not in kept or SUM not in kept:
        raise BackupError(f"{path} is not a backup of Bailu, or its end is missing.")
    if found[MANIFEST][0] != kept[SUM].decode():
        raise BackupError(f"{path} is damaged: {MANIFEST} is not as it was written.")
    facts: dict[str, Any] = json.loads(kept[MANIFEST])
    if facts["format"] != FORMAT:
        raise BackupError(f"{path} was made by another version (format {facts['format']}).")
    parts = {name: (str(digest), int(size)) for name, (digest, size) in facts["parts"].items()}
    for name, wanted in parts.items():
        if found.get(name) != wanted:
            raise BackupError(f"{path} is damaged: {name} is {'not as it was written' if name in found else 'missing'}.")
    if set(found) - {MANIFEST, SUM} != set(parts) or DATABASE not in parts:
        raise BackupError(f"{path} is damaged: what it holds is not what its manifest lists.")
    return Manifest(facts["made_at"], int(facts["server"]), facts["migrations"], parts)


def unpack(path: Path, names: dict[str, Path]) -> None:
    """Write parts of a checked archive to files readable by their owner alone; each appears whole or not at all."""
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            target = names.get(member.name)
            content = tar.extractfile(member) if target else None
            if target is None or content is None:
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            passing = target.with_name(f".{target.name}.part")
            with open(passing, "wb", opener=lambda at, flags: os.open(at, flags, 0o600)) as file:
                while piece := content.read(PIECE):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            passing.replace(target)
