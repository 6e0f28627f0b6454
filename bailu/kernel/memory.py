"""Memory while much is written out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: As the process began: two exports at once each put this back, not what the other had set.
USUAL = gc.get_threshold()


@contextmanager
def rarely_swept() -> Iterator[None]:
    """An export makes a hundred thousand objects a batch: to look through them for garbage again and again costs a fifth of its time."""
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
