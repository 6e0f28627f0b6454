"""The large city as a spreadsheet and as open data: in constant memory, at least half as fast as the libraries alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks import ground
from benchmarks.figure import Figure

ROUNDS = 3
MEMORY = 300


def figures() -> Iterator[Figure]:
    city = ground.name_of(ground.LARGE)
    for what in ("excel", "opendata"):
        ratios, peak = [], 0.0
        for _round in range(ROUNDS):
            library, product = ground.inside(what, city, "library"), ground.inside(what, city, "product")
            ratios.append(library["seconds"] / product["seconds"])
            peak = max(peak, product["peak"])
        yield Figure(f"export.{what}.of_library", statistics.median(ratios), ">=", 0.5)
        yield Figure(f"export.{what}.peak_megabytes", peak, "<=", MEMORY)
