"""Bytes on disk under their SHA-256: the same bytes lie once, and what is read is what was written."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class FileDamaged(OSError):
    """The bytes on disk are not those that were stored: restore from the backup."""


def _root() -> Path:
    return Path(settings.FILES_DIR)


def path_of(sha256: str) -> str:
    """ab/cd/abcd…: no folder grows without bound."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def put(content: bytes) -> tuple[str, str]:
    """Keep the bytes; answers (sha256, path). A file appears whole or not at all."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    target = _root() / path
    if target.exists() and target.stat().st_size == len(content):
        return digest, path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest, path


def get(sha256: str) -> bytes:
    """The bytes of this hash. Raises FileNotFoundError, or FileDamaged when they are not what was stored."""
    content = (_root() / path_of(sha256)).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileDamaged(sha256)
    return content
