"""Parts are killed at random under a load of acts, and nobody looks after the house but the house itself."""

from __future__ import annotations

from collections import Counter

from tests.faults.killing import Killer
from tests.faults.load import Load
from tests.faults.scene import jobs_done
from tests.house import House


def kill_under_load(made: House, world: dict[str, object], *, kills: int, seed: int, apart: tuple[float, float], jobs: bool = True) -> Load:
    with made.running(logged=True) as (process, port):
        load = Load(f"http://127.0.0.1:{port}", world)
        killer = Killer(made, process.pid, seed)

        def healthy() -> None:
            assert process.poll() is None, "the supervisor has given up:\n" + made.log.read_text()[-2000:]

        with load.running():
            killer.kill_many(kills, apart=apart, healthy=healthy)
        if jobs:
            jobs_done(made)
        healthy()
    print(f"\nseed {seed}: {sum(killer.killed.values())} kills {dict(killer.killed)}")
    print(
        f"{load.count} acts answered {dict(Counter({kind: len(acts) for kind, acts in load.done.items()}))}; sent again {load.seen.again}"
    )
    assert not load.seen.faults, "\n".join(load.seen.faults[:20])
    return load
