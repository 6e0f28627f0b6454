"""The tick, every minute, and the mail that tells people what waits for them."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.democlock import shown
from bailu.kernel.queue import PATIENT
from bailu.organisations.models import Person


@app.periodic(cron="* * * * *")
@app.task(name="inbox.tick", queueing_lock="inbox.tick", pass_context=False)
def run_tick(timestamp: int) -> None:
    if settings.DEMO_CLOCK:
        with shown():
            tick()
    else:
        tick()


@app.task(name="inbox.mail_task", retry=PATIENT)
def mail_task(task_id: int) -> None:
    """Tell the people of the role; a task settled meanwhile is not mailed."""
    task = Task.objects.open().filter(pk=task_id).first()
    if task is None:
        return
    people = Person.objects.filter(
        memberships__organisation_id=task.organisation_id, memberships__role=task.role, memberships__until=None, is_active=True
    ).exclude(email="")
    if task.person_id:
        people = people.filter(pk=task.person_id)
    addresses = sorted(set(people.values_list("email", flat=True)))
    if not addresses:
        return
    due = _("截止 %(day)s。") % {"day": f"{task.due_at.astimezone(clock.ZONE):%Y-%m-%d}"} if task.due_at else ""
    body = _("%(stream)s %(title)s：%(what)s。%(due)s\n%(url)s") % {
        "stream": task.stream,
        "title": task.subject_title,
        "what": task.title,
        "due": due,
        "url": settings.SITE_URL + task.url,
    }
    send_mail(f"[白鹭] {task.title} · {task.stream}", body, None, addresses)
