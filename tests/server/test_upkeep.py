"""Jobs of a killed worker are not lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from bailu.server import upkeep

pytestmark = pytest.mark.django_db(transaction=True)


def run(task: Callable[..., Coroutine[None, None, None]], *given: object) -> None:
    async def inside() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            async with app.open_async():
                await task(*given, timestamp=0)

    asyncio.run(inside())


def take_up(sweep: int = 0) -> None:
    """As the job ``sweep`` of its worker."""
    found = ProcrastinateJob.objects.filter(pk=sweep).values_list("worker_id", flat=True).first()
    run(upkeep.take_up_stalled.func, SimpleNamespace(job=SimpleNamespace(id=sweep, worker_id=found)))


def job(heartbeat: str, *, queueing_lock: str | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"insert into procrastinate_workers (last_heartbeat) values (now() - interval '{heartbeat}') returning id")
        (worker,) = cursor.fetchone()
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id, queueing_lock) values ('default', 'x', '{}', 'doing', %s, %s) returning id",
            [worker, queueing_lock],
        )
        return int(cursor.fetchone()[0])


def statuses() -> dict[int, str]:
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def test_a_job_whose_worker_is_silent_is_taken_up_again_and_others_are_left_alone() -> None:
    silent, alive = job("10 minutes"), job("1 second")
    take_up()
    assert statuses() == {silent: "todo", alive: "doing"}


def test_a_recurring_job_of_a_silent_worker_makes_way_for_its_next_run() -> None:
    job("10 minutes", queueing_lock="tick")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, queueing_lock) values ('default', 'x', '{}', 'tick') returning id"
        )
        (waiting,) = cursor.fetchone()
    take_up()
    assert statuses() == {waiting: "todo"}


def test_a_job_whose_end_could_not_be_written_down_is_taken_up_by_its_own_worker() -> None:
    """The worker lives and does one job at a time: what it is said to be doing besides the sweep, it is not."""
    sweep, others = job("1 second"), job("1 second")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id) "
            "select 'default', 'x', '{}', 'doing', worker_id from procrastinate_jobs where id = %s returning id",
            [sweep],
        )
        (lost,) = cursor.fetchone()
    take_up(sweep)
    assert statuses() == {sweep: "doing", others: "doing", lost: "todo"}


def test_finished_jobs_are_removed_after_ninety_days() -> None:
    with connection.cursor() as cursor:
        for status, days in (("succeeded", 91), ("succeeded", 1), ("failed", 91)):
            cursor.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args, status) values ('default', 'x', '{}', %s) returning id",
                [status],
            )
            (number,) = cursor.fetchone()
            cursor.execute("delete from procrastinate_events where job_id = %s", [number])
            cursor.execute(
                f"insert into procrastinate_events (job_id, type, at) values (%s, %s, now() - interval '{days} days')", [number, status]
            )
    run(upkeep.remove_old.func)
    assert list(statuses().values()) == ["succeeded"]
