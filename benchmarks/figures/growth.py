"""The register in the large city against the small one: what a page costs does not grow with the table behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from benchmarks import client, ground
from benchmarks.figure import Figure, in_turns, ratio
from benchmarks.visitor import sign_in

VIEWS = {
    "first_page": "/projects/",
    "last_page": "/projects/?before=end",
    "filtered": "/projects/?station=SERVICE",
    "searched": f"/projects/?q={quote('莲前')}",
}
PERSON, SECONDS = "office", 1.0


def figures() -> Iterator[Figure]:
    with ground.server(ground.name_of(ground.SMALL)) as small, ground.server(ground.name_of(ground.LARGE)) as large:
        ports = {"small": (small, sign_in(small, PERSON).cookie), "large": (large, sign_in(large, PERSON).cookie)}
        for view, path in VIEWS.items():
            measures = {size: partial(_rate, port, client.get(path, cookie)) for size, (port, cookie) in ports.items()}
            found = in_turns(measures)
            yield Figure(f"growth.{view}", ratio(found["small"], found["large"]), "<=", 1.3)


def _rate(port: int, request: str) -> float:
    return client.run(port, [request], SECONDS).rate
