"""What waits for me and what I wait for, by legal urgency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bailu.dossier.queries.rows import REMINDER
from bailu.inbox import kinds
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role

SHOWN = 25


def waiting(actor: Actor) -> int:
    """The badge at the desk."""
    return Task.objects.visible_to(actor).open().count()


@dataclass(frozen=True, slots=True)
class Mine:
    """Something on my desk; a reminder says of what."""

    task: Task

    @property
    def title(self) -> str:
        if self.task.kind != REMINDER:
            return self.task.title
        return f"{self.task.title}{_('：')}{kinds.text(self.task.ref.partition(':')[0])}"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something another organisation owes us."""

    task: Task
    organisation: str
    role: Words


def mine(actor: Actor) -> list[Mine]:
    """One more than is shown, so that the page knows whether there are more."""
    return [Mine(task) for task in Task.objects.visible_to(actor).open().by_urgency()[: SHOWN + 1]]


def role_label(role: str) -> Words:
    return Role(role).label if role in Role.values else role


def named(found: Iterable[Task]) -> list[Awaited]:
    """With the names of those on whose desk it lies; one query."""
    rows = list(found)
    names = dict(Organisation.objects.filter(pk__in={t.organisation_id for t in rows}).values_list("pk", "name")) if rows else {}
    return [Awaited(t, names.get(t.organisation_id, ""), role_label(t.role)) for t in rows]


def awaited(actor: Actor, most: int = 6) -> list[Awaited]:
    return named(Task.objects.awaited_by(actor).by_urgency()[:most])


def late(actor: Actor, most: int = 8) -> list[Awaited]:
    """What is late in the actor's organisation, and whose turn it is: for its head."""
    overdue = Task.objects.open().filter(organisation_id=actor.organisation_id or 0, due_at__lt=clock.now())
    return named(overdue.by_urgency()[:most])
