"""Where an installation keeps its state, and which ground the database may stand on.

Everything an installation owns lies in one folder, ``BAILU_HOME`` (default: ``var`` beside the code):
the embedded database, uploaded files, outgoing mail when no mail server is set, and the keys.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import stat
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The folder of this installation's state; made on first use, readable by its owner only in its parts."""
    place = Path(os.environ.get("BAILU_HOME") or PROJECT / "var").expanduser().resolve()
    if not place.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o711)
    return place


def folder(name: str) -> Path:
    """A private folder inside the home."""
    place = home() / name
    if not place.is_dir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def stored_secret(name: str) -> str:
    """A random secret kept in a file of the home, made once; two processes that race get the same one."""
    path = home() / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret + "\n")
    return secret


def short_hash(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


def service_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then it runs as ``nobody``. None: run as ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def reachable_by_all(path: Path) -> bool:
    """Whether any account may walk down to this path."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents if parent.exists())


def service_folder() -> Path:
    """The folder that holds database clusters: the home, or, where ``nobody`` cannot reach it, one under /var/lib (not made yet)."""
    base = home()
    if service_account() is None or (reachable_by_all(base) and base.stat().st_mode & stat.S_IXOTH):
        return base
    return Path(f"/var/lib/bailu-{short_hash(base)}")
