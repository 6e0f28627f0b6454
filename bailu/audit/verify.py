"""``bailu audit verify``: every chain, every head, every seal, again from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from bailu.audit import chain
from bailu.audit.commands import heads_of
from bailu.audit.models import Entry, Personal, Seal, Stream

Say = Callable[[str], object]


def faults() -> Iterator[str]:
    """Every fault found, naming the row. Reads the whole record with a cursor, keeping one stream's head at a time."""
    heads = {s.key: (s.seq, s.head) for s in Stream.objects.iterator(chunk_size=5000)}
    digests = {(p.stream, p.seq): p for p in Personal.objects.filter(data__isnull=False).iterator(chunk_size=5000)}
    stream, seq, previous = "", 0, ""
    for entry in Entry.objects.order_by("stream", "seq").values().iterator(chunk_size=2000):
        if entry["stream"] != stream:
            yield from _end(stream, seq, previous, heads)
            stream, seq, previous = entry["stream"], 0, ""
        name = f"audit_entry {entry['stream']} #{entry['seq']} ({entry['at']:%Y-%m-%d} {entry['verb']})"
        if entry["seq"] != seq + 1:
            yield f"{name}: line {seq + 1} is missing"
        if entry["previous"] != previous:
            yield f"{name}: does not follow the line before"
        if chain.entry_hash(entry) != entry["hash"]:
            yield f"{name}: content does not match its hash"
        kept = digests.get((entry["stream"], entry["seq"]))
        if kept is not None and chain.personal_digest(kept.salt, kept.data or {}) != entry["personal_digest"]:
            yield f"{name}: personal data does not match its digest"
        seq, previous = entry["seq"], entry["hash"]
    yield from _end(stream, seq, previous, heads)
    for key, (last, _head) in heads.items():
        if last:
            yield f"audit_stream {key}: all its {last} lines are missing"
    yield from _seal_faults()


def _end(stream: str, seq: int, head: str, heads: dict[str, tuple[int, str]]) -> Iterator[str]:
    if stream and heads.pop(stream, (0, "")) != (seq, head):
        yield f"audit_stream {stream}: head does not match line #{seq}"


def _seal_faults() -> Iterator[str]:
    previous = ""
    for seal in Seal.objects.order_by("day"):
        if seal.previous != previous or chain.seal_hash(seal.day, heads_of(seal.day), previous) != seal.hash:
            yield f"audit_seal {seal.day}: does not match the lines of that day"
        previous = seal.hash


def verify_all(say: Say = print) -> int:
    """Print every fault, or that all is well. Exit status: 0 when whole, 1 when anything was changed."""
    with transaction.atomic():
        found = 0
        for fault in faults():
            found += 1
            say(f"FAULT {fault}")
        lines, streams, seals = Entry.objects.count(), Stream.objects.count(), Seal.objects.count()
    if found:
        say(f"audit: {found} faults in {lines} lines")
        return 1
    say(f"audit verified: {lines} lines in {streams} streams, {seals} daily seals")
    return 0
