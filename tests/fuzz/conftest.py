from __future__ import annotations

from tests.fuzz.shared import ground, quiet

__all__ = ["ground", "quiet"]
