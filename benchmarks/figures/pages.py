"""The pages one works with, signed in, in the large city, against the floor."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import client, ground
from benchmarks.figure import Figure, in_turns, ratio
from benchmarks.visitor import sign_in

#: name: (path, least share of the floor's throughput, most queries)
PAGES = {"register": ("/projects/", 0.25, 12), "dossier": ("/purchases/{serving}/", 0.20, 20), "desk": ("/", 0.20, 20)}
PERSON, SECONDS = "clerk", 1.5


def figures() -> Iterator[Figure]:
    city = ground.name_of(ground.LARGE)
    known = ground.inside("facts", city)
    paths = {name: path.format(**known) for name, (path, _share, _queries) in PAGES.items()}
    with ground.server(city) as port:
        cookie = sign_in(port, PERSON).cookie
        asked = {"floor": client.get("/bench/floor")} | {name: client.get(path, cookie) for name, path in paths.items()}
        found = in_turns({name: lambda request=request: client.run(port, [request], SECONDS).rate for name, request in asked.items()})
    costs = ground.inside("costs", city, PERSON, *paths.values())
    for name, (_path, share, most) in PAGES.items():
        queries, size, _said = costs[paths[name]]
        yield Figure(f"{name}.of_floor", ratio(found[name], found["floor"]), ">=", share)
        yield Figure(f"{name}.queries", queries, "<=", most)
        if name == "register":
            yield Figure(f"{name}.kilobytes", size / 1024, "<=", 80)
