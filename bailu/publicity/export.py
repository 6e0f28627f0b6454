"""``bailu opendata export DIR``: everything public as OCDS, written in a stream; the same data gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
from django.db import connection, transaction

from bailu.kernel.memory import rarely_swept
from bailu.publicity.ocds.merging import merging
from bailu.publicity.ocds.packages import whole
from bailu.publicity.queries.purchases import Purchase, batches

LINES = 1000
RECORDS = "records.jsonl"
Say = Callable[[str], object]


def plain(content: Any) -> bytes:
    return orjson.dumps(content)


class _Lines:
    """Files of a thousand lines each, with what is known of them at the end."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name, self.index = folder, name, list[dict[str, Any]]()
        self._handle: Any = None

    def add(self, content: bytes) -> None:
        if self._handle is None or self.index[-1]["lines"] == LINES:
            self.close()
            self.index.append({"file": f"{self.name}-{len(self.index) + 1:05}.jsonl", "lines": 0})
            self._digest = hashlib.sha256()
            self._handle = (self.folder / self.index[-1]["file"]).open("wb")
        line = content + b"\n"
        self._handle.write(line)
        self._digest.update(line)
        self.index[-1]["lines"] += 1

    def close(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None
            self.index[-1]["sha256"] = self._digest.hexdigest()


def export(directory: str, say: Say = print) -> int:
    """Write ``release-packages-00001.jsonl`` … (a line for each purchase), ``records.jsonl``, ``purchases/<no>.json`` and ``index.json``.

    Read in one snapshot of the database, a batch of purchases at a time. Exit status 0.
    """
    folder = Path(directory)
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        counts = write(folder, batches())
    say(
        "open data: {purchases} purchases, {processes} contracting processes, {releases} releases in {folder}".format(
            **counts, folder=folder
        )
    )
    return 0


def write(folder: Path, found: Iterable[Sequence[Purchase]]) -> dict[str, int]:
    """The files of these purchases, with how many purchases, contracting processes and releases they hold."""
    (folder / "purchases").mkdir(parents=True, exist_ok=True)
    packages = _Lines(folder, "release-packages")
    purchases = processes = releases = 0
    with rarely_swept(), (folder / RECORDS).open("wb") as records, merging(records) as merged:
        for purchase in chain.from_iterable(found):
            package, own = whole(purchase)
            purchases, processes, releases = purchases + 1, processes + len(own), releases + len(package["releases"])
            written = plain(package)
            packages.add(written)
            (folder / "purchases" / f"{purchase.no}.json").write_bytes(written)
            merged.writelines(plain(process) + b"\n" for process in own)
    packages.close()
    with (folder / RECORDS).open("rb") as content:
        last = {"file": RECORDS, "lines": processes, "sha256": hashlib.file_digest(content, "sha256").hexdigest()}
    counts = {"purchases": purchases, "processes": processes, "releases": releases}
    (folder / "index.json").write_bytes(plain({"version": "1.1", **counts, "files": [*packages.index, *([last] if processes else [])]}))
    return counts
