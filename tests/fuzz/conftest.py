from __future__ import annotations

from typing import Any

from tests.fuzz.shared import ground, quiet
from tests.fuzz.trial import accepted, answered, said

__all__ = ["ground", "quiet"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was tried, so that a green run says how much it is worth."""
    if answered:
        told = ", ".join(f"{status}: {number}" for status, number in sorted(answered.items()))
        terminalreporter.write_line(f"posts: {sum(answered.values())} ({told}); acts done on {len(accepted)} screens")
    for line in said:
        terminalreporter.write_line(line)
