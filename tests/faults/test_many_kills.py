"""Parts are killed at random under a load of acts, and nobody looks after the house but the house itself."""

from __future__ import annotations

import os
import secrets
from collections import Counter

from tests.faults.killing import Killer
from tests.faults.load import Load
from tests.faults.scene import jobs_done, peopled, reckon
from tests.house import House


def kill_under_load(made: House, world: dict[str, object], *, kills: int, seed: int, apart: tuple[float, float]) -> Load:
    with made.running(logged=True) as (process, port):
        load = Load(f"http://127.0.0.1:{port}", world)
        killer = Killer(made, process.pid, seed)

        def healthy() -> None:
            assert process.poll() is None, "the supervisor has given up:\n" + made.log.read_text()[-2000:]

        with load.running():
            killer.kill_many(kills, apart=apart, healthy=healthy)
        jobs_done(made)
        healthy()
    print(f"\nseed {seed}: {sum(killer.killed.values())} kills {dict(killer.killed)}")
    print(
        f"{load.count} acts answered {dict(Counter({kind: len(acts) for kind, acts in load.done.items()}))}; sent again {load.seen.again}"
    )
    assert not load.seen.faults, "\n".join(load.seen.faults[:20])
    return load


def test_a_hundred_kills_lose_nothing_and_do_nothing_twice() -> None:
    seed = int(os.environ.get("BAILU_SEED") or secrets.randbelow(10**6))
    kills = int(os.environ.get("BAILU_KILLS", "100"))
    print(f"\nBAILU_SEED={seed}")
    with peopled() as (made, world):
        load = kill_under_load(made, world, kills=kills, seed=seed, apart=(0.5, 4.5))
        reckon(made, load)
        assert load.count > kills
