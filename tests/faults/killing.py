"""Kills at random, from a seed: a web worker or its master, the job worker, PostgreSQL's first process or one of its others."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.house import House, children

KINDS = {"web worker": 30, "web master": 7, "job worker": 20, "postmaster": 15, "database process": 28}


@dataclass
class Killer:
    house: House
    supervisor: int
    seed: int
    killed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def target(self, kind: str) -> int:
        """A living process of the kind; 0 while there is none."""
        parts = children(self.supervisor)
        if kind == "job worker":
            return parts.get("worker", 0)
        if kind == "web master":
            return parts.get("gunicorn", 0)
        if kind == "postmaster":
            return self.house.cluster.postmaster()
        if kind == "web worker":
            found = _forked(parts.get("gunicorn", 0))
        else:
            found = [pid for pid in self.house.cluster.processes() if pid != self.house.cluster.postmaster()]
        return self.random.choice(sorted(found)) if found else 0

    def kill(self, kind: str) -> None:
        while True:
            pid = self.target(kind)
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.killed[kind] += 1
                    return
            time.sleep(0.1)

    def kill_many(self, wanted: int, *, apart: tuple[float, float], healthy: Callable[[], None]) -> None:
        for _ in range(wanted):
            time.sleep(self.random.uniform(*apart))
            healthy()
            self.kill(self.random.choices(list(KINDS), list(KINDS.values()))[0])


def _forked(master: int) -> list[int]:
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError, IndexError), open(f"/proc/{entry.name}/stat") as file:
                if master and int(file.read().rsplit(")", 1)[1].split()[1]) == master:
                    found.append(int(entry.name))
    return found
