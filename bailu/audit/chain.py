"""How a line is hashed. Pure: the same function writes and verifies."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

COLUMNS = (
    "county", "month", "stream", "seq", "at", "actor_id", "actor_name", "organisation_id", "organisation_name",
    "verb", "subject", "basis", "reason", "data", "late", "personal_digest", "previous",
)  # fmt: skip


def plain(value: Any) -> Any:
    """What survives a round trip through jsonb unchanged: amounts and dates become text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    if value is None or isinstance(value, (bool, int, str)):
        return str(value) if isinstance(value, str) else value
    return str(value)


def digest(value: Any) -> str:
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_hash(row: Mapping[str, Any]) -> str:
    """The hash of a line: every column but the hash itself, the previous hash among them."""
    return digest([row[c] for c in COLUMNS])


def personal_digest(salt: str, data: Mapping[str, Any]) -> str:
    return digest([salt, data])


def seal_hash(day: dt.date, heads: Iterable[tuple[str, int, str]], previous: str) -> str:
    return digest([day, sorted(heads), previous])
