"""What waited for one person goes back to the role when that person no longer holds it: nothing legal lies on a desk nobody opens."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.organisations import events
from bailu.organisations.models import Membership


def left_behind() -> QuerySet[Task]:
    """Open tasks of a person who does not hold the role today."""
    held = Membership.objects.open_on(clock.today()).filter(
        person_id=OuterRef("person_id"), organisation_id=OuterRef("organisation_id"), role=OuterRef("role")
    )
    return Task.objects.open().filter(~Exists(held), person_id__isnull=False)


@step
def hand_back(actor: Actor, tasks: QuerySet[Task]) -> int:
    """To the role; where the role is asked the same already, one asking is enough. Gives how many."""
    found = list(tasks.select_for_update(of=("self",)).order_by("pk"))
    for task in found:
        same = Task.objects.open().filter(
            kind=task.kind, stream=task.stream, ref=task.ref, organisation_id=task.organisation_id, role=task.role, person_id=None
        )
        if same.exists():
            task.settled_at, task.settled_by_id = clock.now(), actor.user_id
            task.save(update_fields=["settled_at", "settled_by_id"])
        else:
            task.person_id = None
            task.save(update_fields=["person_id"])
    return len(found)


def membership_ended(actor: Actor, event: events.MembershipEnded) -> None:
    """At once when the role ended at once; a later end is seen by the tick."""
    ended = Membership.objects.get(pk=event.membership_id)
    hand_back(actor, left_behind().filter(person_id=ended.person_id, organisation_id=ended.organisation_id, role=ended.role))


@act
def hand_back_left(actor: Actor) -> int:
    return hand_back(actor, left_behind())


def sweep() -> int:
    """The tick's: roles that ended by their date."""
    return hand_back_left(SYSTEM) if left_behind().exists() else 0
