"""The public page of a purchase against an empty view; and that no visitor is shown what an act has changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from benchmarks import client, ground
from benchmarks.figure import Figure, in_turns, ratio
from benchmarks.visitor import Visitor

SECONDS = 1.5
LANGUAGES = ("zh-hans", "en")


def figures() -> Iterator[Figure]:
    city = ground.name_of(ground.LARGE)
    known = ground.inside("facts", city)
    with ground.server(city) as port:
        page, empty = client.get(f"/public/purchases/{known['settled']}/"), client.get("/bench/empty")
        found = in_turns({"empty": lambda: client.run(port, [empty], SECONDS).rate, "page": lambda: client.run(port, [page], SECONDS).rate})
        yield Figure("public.of_empty", ratio(found["page"], found["empty"]), ">=", 0.40)
        yield Figure("public.stale", _stale(port, city, known["bidding"]), "<=", 0)


def _stale(port: int, city: str, no: str) -> int:
    """Both workers are asked in both languages until they remember; an act is done; the very next answers are looked at."""
    visitors = [visitor for each in _workers(port) for visitor in each]
    path, old = f"/public/purchases/{no}/", 0
    for _round in range(3):
        for visitor in visitors:
            visitor.get(path)
            visitor.get(path)
        words = f"由购买主体提供（{uuid.uuid4().hex[:8]}）。"
        ground.inside("answer", city, no, words)
        old += sum(words not in visitor.get(path) for visitor in visitors)
    return old


def _workers(port: int) -> list[list[Visitor]]:
    """For each of the two processes of the server a visitor of each language whose connection leads to it."""
    found: dict[str, list[Visitor]] = {}
    for _try in range(200):
        first = Visitor(port, language="zh-hans")
        found.setdefault(first.get("/bench/worker"), []).append(first)
        if len(found) == 2 and all(len(each) >= len(LANGUAGES) for each in found.values()):
            break
    chosen = [each[: len(LANGUAGES)] for each in found.values()]
    for each in chosen:
        for visitor, language in zip(each, LANGUAGES, strict=True):
            visitor.language = language
    return chosen
