"""``bailu backup`` and ``bailu restore``: database, files and keys together, and proven whole after a restore.

The database is copied first, from one snapshot, while work goes on. Files are named by their content and never removed, and each lies on
the disk before the act that names it is committed: copied afterwards they hold every file that the snapshot names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg

from bailu.kernel import clock
from bailu.server import archive, place, postgres
from bailu.server.archive import BackupError, Manifest

Say = Callable[[str], None]
KEYS = ("secret.key", "seal.key")
#: What is of no use in a copy: everybody signs in again.
LEFT_OUT = ("django_session",)
IN_USE = "This installation runs; stop it before it is restored."
EMPTIED = "SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def address() -> dict[str, str]:
    """How PostgreSQL's own programs find the database: their variables, so that no password stands in a list of processes."""
    if not postgres.external():
        cluster = postgres.own()
        cluster.ensure()
        return {"PGHOST": str(cluster.socket), "PGUSER": postgres.USER, "PGDATABASE": postgres.DATABASE}
    given = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {variable: str(given[name]) for variable, name in named.items() if given.get(name)}
    return found | {
        f"PG{name.upper()}": str(value) for name, value in given.get("OPTIONS", {}).items() if name in ("sslmode", "sslrootcert")
    }


def connect(at: dict[str, str]) -> psycopg.Connection[tuple[object, ...]]:
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    return psycopg.connect(**{names[key]: value for key, value in at.items() if key in names}, autocommit=True)  # type: ignore[arg-type]


def _program(name: str, at: dict[str, str], *words: str | Path) -> None:
    """Run one of PostgreSQL's programs. Raises ``BackupError`` with what it said."""
    where = postgres.binaries() / name
    program = str(where if where.is_file() else shutil.which(name) or name)
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"} | at
    try:
        done = subprocess.run([program, *words], env=environment, capture_output=True, text=True)
    except OSError as error:
        raise BackupError(f"{name} cannot be run: {error.strerror}. It comes with PostgreSQL.") from error
    if done.returncode:
        raise BackupError(f"{name} failed:\n{done.stderr.strip()[-2000:]}")


# ── Backup ───────────────────────────────────────────────────────────────────────────────────────────────────


def backup(where: Path, say: Say, *, keys: bool = True) -> int:
    """Write one archive, into a folder under the name of the hour or to the file that is named. 1 when a file on the disk is damaged or missing;
    the archive is there all the same. Raises ``BackupError``."""
    target = where / f"bailu-{clock.now():%Y%m%d-%H%M%S}.tar" if where.is_dir() else where
    if target.exists():
        raise BackupError(f"{target} is there already.")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is no folder.")
    at = address()
    try:
        damaged = _write(target, at, keys)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}.") from error
    size = target.stat().st_size / 1024 / 1024
    say(f"backup: {target} ({size:.1f} MB)")
    say(
        "It holds the keys of this installation: keep it where nobody else can read it."
        if keys
        else "The keys are not in it; keep them apart."
    )
    for line in damaged:
        say(f"FAULT {line}")
    return 1 if damaged else 0


def _write(target: Path, at: dict[str, str], keys: bool) -> list[str]:
    dump = target.with_name(f".{target.name}.dump")
    with connect(at) as connection:
        named = {str(row[0]) for row in connection.execute("SELECT sha256 FROM documents_file").fetchall()}
        server = connection.info.server_version
    try:
        dump.touch(mode=0o600)
        left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        _program("pg_dump", at, "--format=custom", "--no-owner", "--no-privileges", *left_out, "--file", dump)
        with archive.writing(target) as writer:
            writer.manifest.made_at, writer.manifest.server = clock.now().isoformat(timespec="seconds"), server
            writer.manifest.migrations = _migrations(at)
            writer.add(archive.DATABASE, dump)
            dump.unlink()
            damaged = [f"{path} is damaged" for name, path in _files() if writer.add(name, path) != path.name]
            for key in KEYS if keys else ():
                if (path := place.home() / key).exists():
                    writer.add(f"keys/{key}", path)
            there = {name.rsplit("/", 1)[-1] for name in writer.manifest.files}
            return damaged + [f"the file {digest} is missing" for digest in sorted(named - there)]
    finally:
        dump.unlink(missing_ok=True)


def _files() -> Iterator[tuple[str, Path]]:
    folder = place.folder("files")
    for path in sorted(folder.glob("??/??/*")):
        name = f"files/{path.relative_to(folder)}"
        if archive.FILE.fullmatch(name):
            yield name, path


def _migrations(at: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with connect(at) as connection:
        for app, name in connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall():
            found.setdefault(str(app), []).append(str(name))
    return found


# ── Restore ──────────────────────────────────────────────────────────────────────────────────────────────────


def restore(path: Path, say: Say, *, replace: bool = False) -> None:
    """Put back what an archive holds, all of it or nothing. Raises ``BackupError``; the caller verifies the record afterwards."""
    manifest = archive.check(path)
    _fits(manifest)
    say(f"archive: made {manifest.made_at}, {len(manifest.files)} files, {len(manifest.keys)} keys; every hash is right")
    with _stopped():
        at = address()
        if not replace:
            _must_be_empty(at)
        passing = place.home() / "restoring"
        shutil.rmtree(passing, ignore_errors=True)
        passing.mkdir(mode=0o700)
        try:
            archive.unpack(path, {name: passing / name for name in manifest.parts})
            script = passing / "database.sql"
            script.touch(mode=0o600)
            _program("pg_restore", {}, "--no-owner", "--no-privileges", "--file", script, passing / archive.DATABASE)
            # One transaction: the old tables are gone when the new ones are whole, or not at all.
            words = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
            _program("psql", at | {"PGOPTIONS": "-c client_min_messages=warning"}, *words, "--command", EMPTIED, "--file", script)
            _put_in_place(passing, say)
        except OSError as error:
            raise BackupError(f"The restore did not come to its end: {error.strerror or error}. Run it again with --replace.") from error
        finally:
            shutil.rmtree(passing, ignore_errors=True)
        with connect(at) as connection:
            connection.execute("ANALYZE")
            rows = connection.execute("SELECT DISTINCT sha256 FROM documents_file").fetchall()
    missing = {str(row[0]) for row in rows} - {name.rsplit("/", 1)[-1] for name in manifest.files}
    say(f"restored: database and {len(manifest.files)} files" + (f"; {len(missing)} files that it names are MISSING" if missing else ""))
    if not manifest.keys:
        say("The archive holds no keys: put secret.key and seal.key of the old installation into the home.")


@contextmanager
def _stopped() -> Iterator[None]:
    """The embedded installation must not run; with another database its own locks say so."""
    if postgres.external():
        yield
        return
    with postgres.alone(postgres.own().data.with_suffix(".run"), IN_USE):
        yield


def _fits(manifest: Manifest) -> None:
    """Tables of a newer version than this code cannot be understood; older ones are brought up to date by ``bailu setup``."""
    for room, names in manifest.migrations.items():
        folder = place.PROJECT / "bailu" / room / "migrations"
        newer = [name for name in names if folder.is_dir() and not (folder / f"{name}.py").exists()]
        if newer:
            raise BackupError(f"The archive was made by a newer version (it knows {room}.{newer[0]}); update first.")


def _must_be_empty(at: dict[str, str]) -> None:
    with connect(at) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if (row and row[0]) or next(_files(), None):
        raise BackupError("This installation is not empty. --replace puts the archive in its place; back up first what is there.")


def _put_in_place(passing: Path, say: Say) -> None:
    """Files and keys; what was there is kept beside."""
    stamp = f"replaced-{clock.now():%Y%m%d-%H%M%S}"
    files, came = place.folder("files"), passing / "files"
    came.mkdir(mode=0o700, exist_ok=True)
    if any(files.iterdir()):
        files.rename(files.with_name(f"files.{stamp}"))
        say(f"the files that were there are in files.{stamp}")
    else:
        files.rmdir()
    came.rename(files)
    for key in KEYS:
        new, old = passing / "keys" / key, place.home() / key
        if not new.exists():
            continue
        if old.exists() and old.read_bytes() != new.read_bytes():
            old.rename(old.with_name(f"{key}.{stamp}"))
            say(f"the {key} that was there is in {key}.{stamp}")
        new.replace(old)
