"""What the screens of one procedure's review have in common."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from bailu.award import queries
from bailu.award.models import Committee
from bailu.kernel.words import Words
from bailu.ui.actviews import ActView


class OfCommittee(ActView):
    """An act on the committee of the procedure named in the address; afterwards the committee's page."""

    after = "award:committee"
    takes = "committee_id"

    def get_subject(self) -> Committee:
        return queries.of_procedure(self.actor, self.kwargs["pk"])

    def heading(self, subject: Any) -> Words:
        return f"{subject.project_no} {subject.title}"

    def success_url(self, result: Any) -> str:
        return reverse(self.after, args=[self.kwargs["pk"]])

    def cancel_url(self, subject: Any) -> str:
        return reverse("award:committee", args=[self.kwargs["pk"]])
