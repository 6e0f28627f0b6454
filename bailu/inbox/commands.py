"""Asking, settling, escalating: steps of other rooms' acts, and the sweep of the tick."""

from __future__ import annotations

import datetime as dt

from bailu.audit.commands import record
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.queue import defer
from bailu.organisations.roles import Role

# Who is told when a term passes: the one above in the same organisation.
HEADS = {
    Role.PURCHASER_CLERK: Role.PURCHASER_HEAD,
    Role.PROCUREMENT_OFFICER: Role.PURCHASER_HEAD,
    Role.FINANCE_OFFICER: Role.FINANCE_CHIEF,
    Role.PROVIDER_CLERK: Role.PROVIDER_HEAD,
    Role.SOCIAL_WORKER: Role.PROVIDER_HEAD,
    Role.BUREAU_CLERK: Role.OFFICE_CLERK,
}


@step
def ask(
    actor: Actor,
    *,
    kind: str,
    stream: str,
    subject_title: str,
    url: str,
    organisation_id: int,
    role: str,
    person_id: int | None = None,
    due_at: dt.datetime | None = None,
    basis: str = "",
    counted: str = "",
    ref: str = "",
) -> Task:
    """Put something on a desk. Asking again for the same open thing moves its term and nothing else."""
    task, made = Task.objects.get_or_create(
        kind=kind,
        stream=stream,
        ref=ref,
        organisation_id=organisation_id,
        role=str(role),
        person_id=person_id,
        settled_at=None,
        defaults={
            "subject_title": subject_title,
            "url": url,
            "asked_by_id": actor.organisation_id,
            "due_at": due_at,
            "basis": basis,
            "counted": counted,
        },
    )
    if made:
        defer("inbox.mail_task", task_id=task.pk)
    elif due_at != task.due_at:
        task.due_at, task.counted = due_at, counted
        task.save(update_fields=["due_at", "counted"])
    return task


@step
def settle(actor: Actor, *, kind: str, stream: str, ref: str = "") -> bool:
    """Take it off every desk. True when it came after its term."""
    now = clock.now()
    waiting = Task.objects.open().filter(kind=kind, stream=stream, ref=ref)
    late = waiting.filter(due_at__lt=now).exists()
    waiting.update(settled_at=now, settled_by_id=actor.user_id)
    Task.objects.open().filter(kind="inbox.overdue", stream=stream, ref=f"{kind}:{ref}").update(settled_at=now, settled_by_id=actor.user_id)
    return late


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
        stream=task.stream,
        basis=task.basis,
        data={"kind": task.kind, "due_at": task.due_at, "role": task.role},
        late=True,
    )
    ask(
        actor,
        kind="inbox.overdue",
        stream=task.stream,
        ref=f"{task.kind}:{task.ref}",
        subject_title=task.subject_title,
        url=task.url,
        organisation_id=task.organisation_id,
        role=HEADS.get(Role(task.role), Role(task.role)),
        basis=task.basis,
    )


@act
def escalate_overdue(actor: Actor, *, limit: int = 200) -> int:
    """Sweep the terms that have passed; idempotent, a batch at a time."""
    overdue = Task.objects.open().filter(escalated_at=None, due_at__lt=clock.now()).exclude(kind="inbox.overdue")
    batch = list(overdue.select_for_update(skip_locked=True).order_by("due_at")[:limit])
    for task in batch:
        escalate(SYSTEM, task)
    return len(batch)
