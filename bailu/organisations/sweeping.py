"""What the tick does in this room."""

from __future__ import annotations

from bailu.kernel.actor import SYSTEM
from bailu.organisations import commands, queries


def expire_qualifications() -> int:
    """Enter every qualification that has run out; one act each. Answers how many."""
    over = queries.qualifications_over()
    for organisation_id in over:
        commands.expire_qualification(SYSTEM, organisation_id=organisation_id)
    return len(over)
