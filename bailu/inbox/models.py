"""What waits for whom, by when, why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bailu.inbox import kinds
from bailu.kernel import clock, days
from bailu.kernel.actor import Actor


class Tasks(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Tasks:
        """What a role of my organisation is asked, or what I myself am asked."""
        if actor.organisation_id is None:
            return self.none()
        mine = Q(organisation_id=actor.organisation_id, role__in=actor.roles)
        return self.filter(mine & (Q(person_id=None) | Q(person_id=actor.user_id)))

    def open(self) -> Tasks:
        return self.filter(settled_at=None)

    def by_urgency(self) -> Tasks:
        """The nearest legal term first; without a term last, oldest first."""
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")

    def awaited_by(self, actor: Actor) -> Tasks:
        """What my organisation asked of others and still waits for."""
        if actor.organisation_id is None:
            return self.none()
        return self.open().filter(asked_by_id=actor.organisation_id).exclude(organisation_id=actor.organisation_id)


class Task(models.Model):
    """One thing asked of a role in an organisation (or of one person in it)."""

    kind = models.CharField(max_length=80)
    stream = models.CharField(max_length=60)
    ref = models.CharField(max_length=80, default="", blank=True)
    subject_title = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True)
    asked_by_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=60, default="", blank=True)
    counted = models.CharField(max_length=200, default="", blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    escalated_at = models.DateTimeField(null=True)

    objects = Tasks.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "stream", "ref", "organisation_id", "role", "person_id"),
                condition=Q(settled_at=None),
                nulls_distinct=False,
                name="task_open_once",
            ),
        )
        indexes = (
            models.Index(
                "organisation_id", "role", F("due_at").asc(nulls_last=True), "id", condition=Q(settled_at=None), name="task_waiting"
            ),
            models.Index("asked_by_id", F("due_at").asc(nulls_last=True), "id", condition=Q(settled_at=None), name="task_awaited"),
            models.Index("due_at", condition=Q(settled_at=None, escalated_at=None), name="task_sweep"),
            models.Index("stream", "kind", name="task_stream"),
        )

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def title(self) -> str:
        return kinds.text(self.kind)

    @property
    def how_counted(self) -> str:
        """How its term was counted, in the reader's language."""
        return days.said(self.counted)

    @property
    def overdue(self) -> bool:
        return self.settled_at is None and self.due_at is not None and self.due_at < clock.now()
