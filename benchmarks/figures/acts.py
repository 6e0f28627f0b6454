"""An act over HTTP against a bare view that inserts one row and commits; and how many acts the core does without a browser."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks import client, ground
from benchmarks.figure import ROUNDS, Figure, in_turns, ratio
from benchmarks.visitor import Visitor, sign_in

SECONDS, EACH = 1.5, 40


def figures() -> Iterator[Figure]:
    """The act: the treasury's chief approves a budget line: checks, the line's trigger, the ledger, tasks, a line of the record."""
    city = ground.name_of(ground.LARGE)
    waiting = iter(ground.inside("lines", city, str(EACH * (ROUNDS + 1))))
    with ground.server(city) as port:
        chief = sign_in(port, "chief")

        def act() -> float:
            load = client.run(port, [_approval(chief, next(waiting)) for _ in range(EACH)], 60, each_once=True)
            if set(load.codes) != {"303"}:
                raise RuntimeError(f"an act was refused: {load.codes}")
            return load.rate

        found = in_turns({"insert": lambda: client.run(port, [client.post("/bench/insert", "")], SECONDS).rate, "act": act})
    yield Figure("act.of_insert", ratio(found["act"], found["insert"]), ">=", 0.20)
    core = ground.inside("core", ground.name_of(ground.SMALL))
    yield Figure("act.core_per_second", core["apart"], ">=", 50)
    yield Figure("act.core_p95_ms_in_one_stream", core["p95_together"], "<=", 1000)


def _approval(chief: Visitor, no: str) -> str:
    facts = {"note": "同意。", "once": str(uuid.uuid4()), "csrfmiddlewaretoken": chief.cookies["csrftoken"]}
    return client.post(f"/budget/{no}/approve/", urlencode(facts), chief.cookie)
