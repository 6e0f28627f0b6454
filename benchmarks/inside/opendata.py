"""100,000 releases as open data: the product's export, and the library's own loop (json, ocdsmerge) over the same releases.

The loop is given each batch of releases ready made, so that it pays for nothing but the library. ``opendata product|library``.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.urls import reverse

from bailu.publicity import export
from bailu.publicity.ocds import standard
from bailu.publicity.ocds.releases import processes
from bailu.publicity.queries.purchases import Purchase, batches
from benchmarks.ground import children, peak_memory

BATCHES = 187  # of seventy-five purchases, about nine releases each


def product(folder: Path) -> tuple[int, float, float]:
    """Export as many purchases as hold the releases wanted; with the most memory that the processes beside this one held."""
    most = 0.0

    def watched() -> Iterator[list[Purchase]]:
        nonlocal most
        for batch in islice(batches(), BATCHES):
            most = max(most, sum(map(peak_memory, children())))
            yield batch

    began = time.perf_counter()
    counts = export.write(folder, watched())
    return counts["releases"], time.perf_counter() - began, most


def library(folder: Path) -> tuple[int, float, float]:
    releases, spent = 0, 0.0
    with (folder / "releases").open("w") as out:
        for batch in islice(batches(), BATCHES):
            made = [own for purchase in batch for own in processes(purchase)]
            began = time.perf_counter()
            for own in made:
                merger = standard.merger()
                compiled = merger.create_compiled_release(own)
                versioned = merger.create_versioned_release(own)
                for said in (own, {"releases": own, "compiledRelease": compiled, "versionedRelease": versioned}):
                    out.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n")
            spent += time.perf_counter() - began
            releases += sum(map(len, made))
    return releases, spent, 0.0


def main(which: str) -> None:
    reverse("publicity:about")  # the addresses are read once a process, which is no part of an export
    before = peak_memory("self")
    with tempfile.TemporaryDirectory() as folder:
        releases, seconds, beside = {"product": product, "library": library}[which](Path(folder))
    print(json.dumps({"releases": releases, "seconds": seconds, "before": before, "peak": peak_memory("self") + beside}))


if __name__ == "__main__":
    main(sys.argv[1])
