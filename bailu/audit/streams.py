"""In which stream of the record a thing is written: the purchase it belongs to, else its own."""

from __future__ import annotations

from typing import Any


def stream_of(subject: Any) -> str:
    """``project_no`` of what belongs to a purchase, else the ``stream`` or ``no`` of the thing itself; a text is a stream already."""
    if isinstance(subject, str):
        return subject
    return str(getattr(subject, "project_no", "") or getattr(subject, "stream", "") or subject.no)
