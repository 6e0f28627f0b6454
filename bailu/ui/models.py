"""What somebody has typed and not yet handed in."""

from __future__ import annotations

from django.db import models

from bailu.kernel import clock
from bailu.kernel.actor import Actor


class Drafts(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> Drafts:
        """One's own, in the capacity one acts in; nobody else's, whatever their role."""
        if not actor.signed_in:
            return self.none()
        return self.filter(person_id=actor.user_id or 0, organisation_id=actor.organisation_id or 0)


class Draft(models.Model):
    """One unfinished form of one person in one capacity; ``screen`` is its address, so it names the subject too.

    ``sealed`` is what was typed, encrypted (``bailu.ui.drafts``): a draft may name people, and no report, dump or colleague reads it.
    """

    person_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    screen = models.CharField(max_length=300)
    sealed = models.BinaryField()
    at = models.DateTimeField(default=clock.now, db_index=True)

    objects = Drafts.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "organisation_id", "screen"), name="ui_draft_one"),)
