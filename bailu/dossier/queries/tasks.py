"""What waits for me and what I wait for, by legal urgency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from bailu.dossier.queries.rows import REMINDER
from bailu.inbox import kinds
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role

SHOWN, COUNTED, MOST_AWAITED = 25, 100, 6


def waiting(actor: Actor) -> int:
    """The badge at the desk: as many as the desk shows, and never more than a hundred are counted."""
    return len(_WAITING(actor))


def _waiting(actor: Actor) -> QuerySet[Task, int]:
    thing = Task.objects.open().filter(stream=OuterRef("stream"), organisation_id=OuterRef("organisation_id"), role=OuterRef("role"))
    here = thing.annotate(name=Concat("kind", Value(":"), "ref")).filter(name=OuterRef("ref"))
    return Task.objects.visible_to(actor).open().exclude(Q(kind=REMINDER) & Exists(here)).values_list("pk", flat=True)[:COUNTED]


_WAITING = Prepared(_waiting)
_MINE = Prepared(lambda actor: Task.objects.visible_to(actor).open().by_urgency()[: SHOWN + 1])


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
    """Something another organisation owes us; ``many`` people of it where each is asked alone."""

    task: Task
    organisation: str
    role: Words
    many: int = 1


def mine(actor: Actor) -> list[Mine]:
    """One more than is shown, so that the page knows whether there are more. A reminder of what lies here anyway is not said twice."""
    found: list[Task] = _MINE(actor)
    here = {(task.stream, f"{task.kind}:{task.ref}") for task in found}
    return [Mine(task) for task in found if task.kind != REMINDER or (task.stream, task.ref) not in here]


def role_label(role: str) -> Words:
    return Role(role).label if role in Role.values else role


def named(found: Iterable[Task]) -> list[Awaited]:
    """With the names of those on whose desk it lies, the same thing asked of several people of a body once; one query."""
    alike: dict[tuple[object, ...], list[Task]] = {}
    for task in found:
        alike.setdefault((task.kind, task.stream, task.organisation_id, task.role, task.due_at), []).append(task)
    bodies = {group[0].organisation_id for group in alike.values()}
    names = dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "name")) if bodies else {}
    return [Awaited(group[0], names.get(group[0].organisation_id, ""), role_label(group[0].role), len(group)) for group in alike.values()]


def awaited(actor: Actor) -> list[Awaited]:
    return named(_AWAITED(actor))[:MOST_AWAITED]


#: Of what several people are asked alike one line is made, so more is read than is shown.
_AWAITED = Prepared(lambda actor: Task.objects.awaited_by(actor).by_urgency()[: MOST_AWAITED * 3])


def late(actor: Actor, most: int = 8) -> list[Awaited]:
    """What is late in the actor's organisation, and whose turn it is: for its head, who sees the own work above."""
    overdue = Task.objects.open().filter(organisation_id=actor.organisation_id or 0, due_at__lt=clock.now())
    return named(task for task in overdue.by_urgency()[:most] if not actor.has(task.role))
