"""``make bench``: every figure with its bound; exit 0 when all hold. Words after it choose groups: ``pages growth acts ledger public exports running``."""

from __future__ import annotations

import importlib
import sys
import time

from benchmarks import ground

GROUPS = ("pages", "growth", "acts", "ledger", "public", "exports", "running")


def say(line: str) -> None:
    print(line, flush=True)


def main(wanted: list[str]) -> int:
    began, missed = time.monotonic(), 0
    ground.settle(say)
    try:
        for group in wanted or GROUPS:
            for figure in importlib.import_module(f"benchmarks.figures.{group}").figures():
                say(str(figure))
                missed += not figure.holds
    finally:
        ground.leave()
    say(f"# {missed} missed, {time.monotonic() - began:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
