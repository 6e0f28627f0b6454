from __future__ import annotations

from bailu.server import generated


def test_generated_documents_are_up_to_date() -> None:
    assert generated.stale() == []
