"""In which stream of the record a thing is written: the purchase it belongs to, else its own."""

from __future__ import annotations

from typing import Any


def found(subject: Any) -> str:
    """``project_no`` of what belongs to a purchase, else the ``stream`` or ``no`` of the thing itself; nothing where none of them is."""
    return str(next(filter(None, (getattr(subject, name, "") for name in ("project_no", "stream", "no"))), ""))


def stream_of(subject: Any) -> str:
    """Where a line or a task of the subject belongs; a text is a stream already. Raises ValueError for what has no stream."""
    stream = subject if isinstance(subject, str) else found(subject)
    if not stream:
        raise ValueError(f"{subject!r} belongs to no stream of the record")
    return stream
