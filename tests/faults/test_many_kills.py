"""A hundred kills at random under a load of acts, and nobody looks after the house but the house itself."""

from __future__ import annotations

import os
import secrets

from tests.faults.scene import peopled, reckon
from tests.faults.under_load import kill_under_load


def test_a_hundred_kills_lose_nothing_and_do_nothing_twice() -> None:
    seed = int(os.environ.get("BAILU_SEED") or secrets.randbelow(10**6))
    kills = int(os.environ.get("BAILU_KILLS", "100"))
    print(f"\nBAILU_SEED={seed}")
    with peopled(orders=200) as (made, world):
        load = kill_under_load(made, world, kills=kills, seed=seed, apart=(0.5, 5.5))
        reckon(made, load)
        assert load.count > kills
