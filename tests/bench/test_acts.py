"""How many acts a second, and how long one waits. Prints what it measured; fails only far from what an office needs."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bailu.audit.commands import record
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act
from bailu.kernel.models import OnceKey

WRITERS = 4
ACTS = 100


@act
def note(actor: Actor, *, key: str, stream: str) -> OnceKey:
    claimed = OnceKey.objects.get(key=key)
    record(actor, "bench.noted", claimed, stream=stream, basis="", data={"key": key})
    return claimed


def write(writer: int, streams: int) -> list[float]:
    waits = []
    try:
        for number in range(ACTS):
            before = time.perf_counter()
            note(SYSTEM, key=f"b{writer}-{number}", stream=f"X-{writer % streams}", once=f"b{writer}-{number}")
            waits.append(time.perf_counter() - before)
    finally:
        connection.close()
    return waits


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("streams", "what"), [(WRITERS, "each in a purchase of its own"), (1, "all in one purchase")])
def test_acts_do_not_queue(streams: int, what: str) -> None:
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        waits = sorted(wait for part in pool.map(lambda writer: write(writer, streams), range(WRITERS)) for wait in part)
    took = time.perf_counter() - began
    p50, p95 = statistics.median(waits), waits[int(len(waits) * 0.95)]
    print(
        f"\n{WRITERS} writers, {what}: {len(waits) / took:.0f} acts/s, p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, max {waits[-1] * 1000:.0f} ms"
    )
    assert p95 < 1
