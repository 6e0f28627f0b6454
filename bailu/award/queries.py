"""The read side of the award."""

from __future__ import annotations

from bailu.award.models import Award


def award_of(project_no: str) -> Award | None:
    """The decision that holds for the purchase, published or not yet; no scope, for the rooms above."""
    return Award.objects.standing().filter(project_no=project_no).select_related("provider").first()
