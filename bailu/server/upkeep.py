"""The worker looks after its own jobs: what a killed worker left is taken up again, what is long done is removed."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import Error, connection
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status

from bailu.server import limits

#: Three heartbeats of a worker.
SILENT_SECONDS = 30
KEPT_HOURS = 24 * 90


def wait_for_database(say: Callable[[str], None]) -> None:
    """As long as it takes: a worker that ended each time the database is away would soon have ended too often."""
    said = False
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute("select 1")
        except Error:
            if not said:
                say("worker: waiting for the database")
            said = True
            time.sleep(1)
        else:
            connection.close()
            return


@app.periodic(cron="* * * * *")
@app.task(name="server.take_up_stalled", queueing_lock="server.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker gives no sign of life are given back to the queue; every job is written so that twice does no harm.

    A worker does one job at a time: another that this very worker is said to be doing is one whose end could not be written down,
    because the database was away just then.
    """
    manager = app.job_manager
    mine = context.job
    lost = await manager.list_jobs_async(status=Status.DOING.value, worker_id=mine.worker_id) if mine.worker_id is not None else []
    for job in [*(await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS)), *lost]:
        if job.id != mine.id:
            await _take_up(job)


async def _take_up(job: Job) -> None:
    if job.queueing_lock and job.id is not None:
        # It recurs by itself; its next run may wait already, and only one may.
        await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
    else:
        await app.job_manager.retry_job(job)


@app.periodic(cron="40 3 * * *")
@app.task(name="server.remove_old", queueing_lock="server.remove_old", pass_context=False)
async def remove_old(timestamp: int) -> None:
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)


@app.periodic(cron="50 3 * * *")
@app.task(name="server.forget", queueing_lock="server.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """What is over and names people: sessions that ended, from where they came, counters, codes that were used."""
    Session.objects.filter(expire_date__lt=Now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    limits.forget_old()
    with connection.cursor() as cursor:
        cursor.execute("delete from server_cache where expires < now()")
