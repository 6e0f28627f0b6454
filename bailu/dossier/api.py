"""What waits for me, for programs: the rows of the desk's own list."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from bailu.dossier.queries.tasks import Mine
from bailu.inbox.models import Task
from bailu.ui.api import Clause, MaybeMoment, Moment, Problem, Text, clause, signed_in
from bailu.ui.identity import actor_of

router = Router(tags=["me"], auth=signed_in)
MOST = 100


class Waiting(Schema):
    """One thing asked of me; ``due_at`` and how it was ``counted`` where the law sets a term."""

    kind: str
    title: Text
    stream: str
    subject: str
    url: str
    since: Moment
    due_at: MaybeMoment
    counted: str
    overdue: bool
    clause: Clause | None


class Tasks(Schema):
    items: list[Waiting]
    more: bool


@router.get(
    "/tasks",
    response={200: Tasks, 401: Problem, 400: Problem, 422: Problem},
    url_name="my_tasks",
    summary="What waits for me, by legal urgency",
)
def tasks(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=MOST)] = 25) -> Any:
    found = list(Task.objects.visible_to(actor_of(request)).open().by_urgency()[: limit + 1])
    return {"items": [_told(Mine(task)) for task in found[:limit]], "more": len(found) > limit}


def _told(mine: Mine) -> dict[str, Any]:
    task = mine.task
    return {
        "kind": task.kind,
        "title": mine.title,
        "stream": task.stream,
        "subject": task.subject_title,
        "url": task.url,
        "since": task.opened_at,
        "due_at": task.due_at,
        "counted": task.how_counted,
        "overdue": task.overdue,
        "clause": clause(task.basis),
    }
