"""The public page of a purchase against an empty view; and that no visitor is shown what an act has changed."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator

from benchmarks import client, ground
from benchmarks.figure import Figure, in_turns, ratio
from benchmarks.visitor import Visitor

SECONDS, ROUNDS = 1.5, 3
WORKERS, LANGUAGES = 2, ("zh-hans", "en")


def figures() -> Iterator[Figure]:
    city = ground.name_of(ground.LARGE)
    known = ground.inside("facts", city)
    with ground.server(city) as port:
        page, empty = client.get(f"/public/purchases/{known['settled']}/"), client.get("/bench/empty")
        found = in_turns({"empty": lambda: client.run(port, [empty], SECONDS).rate, "page": lambda: client.run(port, [page], SECONDS).rate})
        yield Figure("public.of_empty", ratio(found["page"], found["empty"]), ">=", 0.40)
        yield Figure("public.stale", _stale(port, city, known["closed"][:ROUNDS]), "<=", 0)


def _stale(port: int, city: str, nos: list[str]) -> int:
    """Each worker is asked in each language until it remembers; an act is done; the very next answers are looked at."""
    old = 0
    for no in nos:
        path, reason = f"/public/purchases/{no}/", f"有效投标不足三家（{uuid.uuid4().hex[:8]}）。"
        for _twice in range(2):
            _everywhere(port, path)
        ground.inside("fail", city, no, reason)
        old += sum(reason not in text for text in _everywhere(port, path))
    return old


def _everywhere(port: int, path: str) -> list[str]:
    """The page once from each of the two processes of the server in each language: one connection leads to one process."""
    told: dict[tuple[str, str], str] = {}
    for language in itertools.cycle(LANGUAGES):
        visitor = Visitor(port, language=language)
        place = (visitor.get("/bench/worker"), language)
        if place not in told:
            told[place] = visitor.get(path)
        if len(told) == WORKERS * len(LANGUAGES):
            break
    return list(told.values())
