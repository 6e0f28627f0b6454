"""Keys of forms: each names one intention, and knows when its form was shown."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from bailu.kernel import clock

_TIMED = 7  # the version of a UUID that begins with its time (RFC 9562)


def fresh() -> str:
    """A key for a form that is shown now."""
    milliseconds = int(clock.now().timestamp() * 1000)
    return str(uuid.UUID(int=milliseconds << 80 | _TIMED << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)))


def shown_at(key: str) -> dt.datetime | None:
    """When the form of this key was shown; nothing for a key of another make."""
    try:
        made = uuid.UUID(key)
    except ValueError:
        return None
    if made.version != _TIMED:
        return None
    return dt.datetime.fromtimestamp((made.int >> 80) / 1000, clock.ZONE)
