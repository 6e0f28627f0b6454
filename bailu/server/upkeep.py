"""The worker looks after its own jobs: what a killed worker left is taken up again, what is long done is removed."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

SILENT_SECONDS = 60
KEPT_HOURS = 24 * 90


@app.periodic(cron="* * * * *")
@app.task(name="server.take_up_stalled", queueing_lock="server.take_up_stalled", pass_context=False)
async def take_up_stalled(timestamp: int) -> None:
    """Jobs whose worker gives no sign of life are given back to the queue; every job is written so that twice does no harm."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.queueing_lock and job.id is not None:
            # It recurs by itself; its next run may wait already, and only one may.
            await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
        else:
            await app.job_manager.retry_job(job)


@app.periodic(cron="40 3 * * *")
@app.task(name="server.remove_old", queueing_lock="server.remove_old", pass_context=False)
async def remove_old(timestamp: int) -> None:
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)
