"""Memory while much is written out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rarely_swept() -> Iterator[None]:
    """An export makes a hundred thousand objects a batch: to look through them for garbage again and again costs a fifth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
