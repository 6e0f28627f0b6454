"""Documents that are generated from the code, so that they cannot lie.

A room offers ``bailu/<room>/docs.py`` with ``generate() -> dict[str, str]``: file names under ``docs/`` and their text.
"""

from __future__ import annotations

import importlib

from bailu.server.place import PROJECT
from config.rooms import ROOMS, has

DOCS = PROJECT / "docs"


def texts() -> dict[str, str]:
    found: dict[str, str] = {}
    for room in ROOMS:
        if has(room, "docs.py"):
            for name, text in importlib.import_module(f"bailu.{room}.docs").generate().items():
                found[name] = text.rstrip() + "\n"
    return found


def stale() -> list[str]:
    """Names of generated documents that differ from what the code says now."""
    return [name for name, text in texts().items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]


def write() -> list[str]:
    changed = stale()
    for name, text in texts().items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(text)
    return changed
