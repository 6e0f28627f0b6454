"""Work that is done after the act, by the worker: one function, so that no room knows how jobs are kept.

A job is stored in the act's own transaction: an act that fails leaves no job, an act that succeeds cannot lose it.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

#: For work that needs what may be away for a while (a mail server, room on the disk): after 3 seconds, 9, 27 … and at last, a day later, no more.
PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)


def defer(task_name: str, **facts: Any) -> None:
    """Have the named task done once the running transaction is committed. ``facts`` must be plain JSON.

    With ``settings.JOBS_INLINE`` (tests, replays of a demonstration) it is done in this process, right after the commit.
    """
    if not settings.JOBS_INLINE:
        app.configure_task(task_name, allow_unknown=False).defer(**facts)
        return
    task = app.tasks[task_name]
    plain = json.loads(json.dumps(facts))
    transaction.on_commit(lambda: task(**plain))
