"""Acts without a browser: four writers at once, each in a purchase of its own and all in one."""

from __future__ import annotations

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from bailu.audit.commands import record
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act
from bailu.kernel.models import OnceKey

WRITERS, ACTS = 4, 100


@act
def note(actor: Actor, *, key: str, stream: str) -> OnceKey:
    claimed = OnceKey.objects.get(key=key)
    record(actor, "bench.noted", claimed, stream=stream, data={"key": key})
    return claimed


def write(streams: int, run: str, writer: int) -> list[float]:
    waits = []
    try:
        for number in range(ACTS):
            key, before = f"{run}-{writer}-{number}", time.perf_counter()
            note(SYSTEM, key=key, stream=f"X-{run}-{writer % streams}", once=key)
            waits.append(time.perf_counter() - before)
    finally:
        connection.close()
    return waits


def measure(streams: int) -> tuple[float, float]:
    """Acts a second, and how long the slowest twentieth waits, in milliseconds."""
    run, began = uuid.uuid4().hex[:12], time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        waits = sorted(wait for part in pool.map(lambda writer: write(streams, run, writer), range(WRITERS)) for wait in part)
    return len(waits) / (time.perf_counter() - began), waits[int(len(waits) * 0.95)] * 1000


apart, together = measure(WRITERS), measure(1)
print(json.dumps({"apart": apart[0], "p95_apart": apart[1], "together": together[0], "p95_together": together[1]}))
