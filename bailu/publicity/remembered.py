"""Public pages are kept as they were told, and told again once the record of acts has grown.

Every act writes its line into the chain of what it changed. A kept page knows the heads of the chains it was told from; one indexed query
says whether they are still the heads. So no visitor is ever shown what an act has changed, whichever process answers, and nothing has
to be thrown away by hand. What follows from the clock alone (days left) is at most a minute old.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from bailu.kernel import clock

SECONDS = 60
#: The mark against forged forms is each visitor's own: it is cut out of what is kept.
_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')


@dataclass(frozen=True, slots=True)
class Told:
    """A page and the chains it was told from."""

    text: str
    streams: Collection[str]


@dataclass(frozen=True, slots=True)
class Kept:
    minute: str
    heads: dict[str, str]
    pieces: list[str]


def page(request: HttpRequest, tell: Callable[[], Told]) -> HttpResponse:
    """The page for a visitor who has not signed in and asks for nothing particular; others are told anew."""
    if request.GET or {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys():
        return HttpResponse(tell().text)
    key, minute = f"public:{get_language()}:{request.path}", f"{clock.now():%Y%m%d%H%M}"
    kept: Kept | None = caches["process"].get(key)
    if kept is None or kept.minute != minute or kept.heads != _heads_now(kept.heads):
        kept = _tell(minute, tell)
        caches["process"].set(key, kept, SECONDS)
    return HttpResponse(get_token(request).join(kept.pieces) if len(kept.pieces) > 1 else kept.pieces[0])


def _tell(minute: str, tell: Callable[[], Told]) -> Kept:
    """The page and the heads in one snapshot: an act that commits meanwhile is in both or in neither."""
    with _snapshot():
        told = tell()
        return Kept(minute, heads(told.streams), _TOKEN.split(told.text))


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the database throughout; inside a transaction that is already under way (a test's) its own."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def heads(streams: Collection[str]) -> dict[str, str]:
    """The last line's hash of each chain; a chain not begun is an empty one. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select key, head from audit_stream where key = any(%s)", [list(streams)])
        return dict.fromkeys(streams, "") | dict(cursor.fetchall())


def _heads_now(streams: Collection[str]) -> dict[str, str]:
    """As ``heads``. The question itself shows whether the connection still lives, so it is not asked first; a dead one is opened anew."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return heads(streams)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return heads(streams)
