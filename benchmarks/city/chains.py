"""The record of acts of each copy, chained line by line with true hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from bailu.audit import chain
from bailu.audit.models import Entry
from benchmarks.city import marks

COLUMNS = (*chain.COLUMNS, "hash")
#: What the lean copies keep: the lines about the purchase itself, numbered anew.
MAIN = ("planning.", "procurement.Procedure", "award.Award", "contracts.Contract")
_PART = "\x00"


@dataclass(frozen=True)
class Chain:
    """One stream of a purchase: its key, what is hashed of each line (all but the hash before) and what is written, marked."""

    marked: str
    lines: int

    def copies(self, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
        """For each copy its lines and its head, for COPY into ``audit_entry`` and ``audit_stream``."""
        for number in numbers:
            key, *rest = marks.filled(self.marked, number).split(_PART)
            hashed, written = rest[: self.lines], rest[self.lines :]
            previous, out = "", []
            for text, row in zip(hashed, written, strict=True):
                digest = hashlib.sha256(f'{text}"{previous}"]'.encode()).hexdigest()
                out.append(f"{row}\t{previous}\t{digest}\n")
                previous = digest
            yield "".join(out), f"{key}\t{self.lines}\t{previous}\n"


def of_stream(stream: str, *, lean: bool) -> Chain | None:
    entries = [e for e in Entry.objects.of_stream(stream).values() if not lean or e["subject"].startswith(MAIN)]
    if not entries:
        return None
    wanted = [entry["seq"] for entry in entries]
    hashed, written = [], []
    for seq, entry in enumerate(entries, 1):
        row = [entry[column] for column in chain.COLUMNS[:-1]]
        row[chain.COLUMNS.index("seq")] = seq
        # The list up to the hash before, which each copy adds.
        hashed.append(marks.text(json.dumps(chain.plain(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))[:-1] + ","))
    names = ", ".join(chain.COLUMNS[:-1])
    query = f"copy (select {names} from audit_entry where stream = %s and seq = any(%s) order by seq) to stdout"
    with connection.cursor() as cursor, cursor.copy(query, [stream, wanted]) as copy:
        for seq, line in enumerate(copy, 1):
            row = bytes(line).decode().rstrip("\n").split("\t")
            row[chain.COLUMNS.index("seq")] = str(seq)
            written.append("\t".join(marks.text(value) for value in row))
    return Chain(_PART.join((marks.text(stream), *hashed, *written)), len(entries))
