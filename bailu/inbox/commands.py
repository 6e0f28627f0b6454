"""Asking, settling, escalating: steps of other rooms' acts, and the sweep of the tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bailu.audit.commands import record
from bailu.audit.streams import stream_of
from bailu.inbox.kinds import Kind, moment, title_of
from bailu.inbox.models import Task
from bailu.inbox.tasks import OVERDUE
from bailu.kernel import clock, days, prepared
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.queue import defer
from bailu.organisations.models import Membership
from bailu.organisations.roles import Role

# Who is told when a term passes: the one above in the same organisation.
HEADS = {
    Role.PURCHASER_CLERK: Role.PURCHASER_HEAD,
    Role.PROCUREMENT_OFFICER: Role.PURCHASER_HEAD,
    Role.FINANCE_OFFICER: Role.FINANCE_CHIEF,
    Role.PROVIDER_CLERK: Role.PROVIDER_HEAD,
    Role.SOCIAL_WORKER: Role.PROVIDER_HEAD,
    Role.BUREAU_CLERK: Role.OFFICE_CLERK,
    Role.DISTRICT_CLERK: Role.PURCHASER_HEAD,
}


def _seated(organisation_id: int, role: str) -> str:
    """A small agency has a head and no clerk: what is the clerk's lies on the head's desk, else on nobody's. Both may do it."""
    if role != Role.PROVIDER_CLERK:
        return role
    held = Membership.objects.open_on(clock.today()).filter(organisation_id=organisation_id)
    roles = set(held.filter(role__in=(role, Role.PROVIDER_HEAD)).values_list("role", flat=True))
    return str(Role.PROVIDER_HEAD) if roles == {Role.PROVIDER_HEAD} else role


@step
def ask(
    actor: Actor,
    kind: Kind,
    subject: Any,
    *,
    due: dt.date | dt.datetime | None = None,
    counted: str = "",
    basis: str = "",
    ref: str = "",
    at: Sequence[object] = (),
    title: str = "",
    role: str = "",
    organisation_id: int | None = None,
    person_id: int | None = None,
) -> Task:
    """Put something on a desk. Asking again for the same open thing moves its term and nothing else.

    The kind says whose desk, which page and which clause, from the ``subject``; ``ref`` tells several apart in one purchase, ``at`` is
    what the page's address takes where the subject alone is not enough.
    """
    due_at = moment(due)
    body = organisation_id or kind.organisation_id(subject)
    task, made = Task.objects.get_or_create(
        kind=kind.name,
        stream=stream_of(subject),
        ref=ref,
        organisation_id=body,
        role=_seated(body, str(role or kind.role)),
        person_id=person_id,
        settled_at=None,
        defaults={
            "subject_title": (title or title_of(subject))[:200],
            "url": kind.url(subject, at),
            "asked_by_id": actor.organisation_id,
            "due_at": due_at,
            "basis": basis or kind.basis,
            "counted": days.stored(counted),
        },
    )
    if made:
        defer("inbox.mail_task", task_id=task.pk)
    elif due_at != task.due_at:
        task.due_at, task.counted = due_at, days.stored(counted)
        task.save(update_fields=["due_at", "counted"])
    return task


#: The thing itself and the reminders of it; says of the thing whether its term had passed.
_SETTLE = (
    "update inbox_task set settled_at = %s, settled_by_id = %s where settled_at is null and stream = %s "
    "and (kind = %s and ref = %s or kind = %s and ref = %s) returning kind = %s and coalesce(due_at < %s, false)"
)


@step
def settle(actor: Actor, kind: Kind, subject: Any, *, ref: str = "") -> bool:
    """Take it off every desk. True when it came after its term."""
    now = clock.now()
    with prepared.cursor() as cursor:
        cursor.execute(
            _SETTLE, [now, actor.user_id, stream_of(subject), kind.name, ref, OVERDUE.name, f"{kind.name}:{ref}", kind.name, now]
        )
        return any(late for (late,) in cursor.fetchall())


@step
def settle_all(actor: Actor, *, stream: str) -> None:
    """Nothing waits any more in this stream."""
    Task.objects.open().filter(stream=stream).update(settled_at=clock.now(), settled_by_id=actor.user_id)


@step
def escalate(actor: Actor, task: Task) -> None:
    """The term has passed: write it down and tell the one above. The thing itself still has to be done."""
    task.escalated_at = clock.now()
    task.save(update_fields=["escalated_at"])
    record(
        actor,
        "inbox.escalated",
        task,
        basis=task.basis,
        data={"kind": task.kind, "due_at": task.due_at, "role": task.role},
        late=True,
    )
    role = HEADS.get(Role(task.role), Role(task.role))
    ask(actor, OVERDUE, task, ref=f"{task.kind}:{task.ref}", role=role, basis=task.basis)


@act
def escalate_overdue(actor: Actor, *, limit: int = 200) -> int:
    """Sweep the terms that have passed; idempotent, a batch at a time."""
    overdue = Task.objects.open().filter(escalated_at=None, due_at__lt=clock.now()).exclude(kind=OVERDUE.name)
    batch = list(overdue.select_for_update(skip_locked=True).order_by("due_at")[:limit])
    for task in batch:
        escalate(SYSTEM, task)
    return len(batch)
