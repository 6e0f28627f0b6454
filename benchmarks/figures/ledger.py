"""What the balance of a budget line costs does not grow with the book: two million entries on 10,000 lines against a thousand."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import ground
from benchmarks.figure import Figure

LINES, ENTRIES = 10_000, 2_000_000


def figures() -> Iterator[Figure]:
    with ground.spoiled("ledger") as database:
        found = ground.inside("ledger", database, str(LINES), str(ENTRIES))
    for what, small in found["small"].items():
        yield Figure(f"ledger.{what}_of_small", found["large"][what] / small, "<=", 2.0)
