"""How often one address, or one person, may send a form in a while. Counted in the database, so that it holds for all web processes.

Only what strangers can send over and over: the sign-in, the recipients' card, questions, searches. Everything else is an act,
which ``once`` and the record already keep in order.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from bailu.organisations.network import address_of
from bailu.ui import toomany

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds. ``failed``: only those that were not answered with success are counted, for a whole office may
    sit behind one address. ``asking``: what counts is a request with words to look for (``q``)."""

    times: int
    seconds: int
    failed: bool = False
    asking: bool = False


SIGN_IN = Limit(40, 600, failed=True)
MAIL = Limit(10, 3600)
LIMITS: dict[str, Limit] = {
    "account_login": SIGN_IN,
    "account_reauthenticate": SIGN_IN,
    "account_change_password": SIGN_IN,
    "account_reset_password_from_key": SIGN_IN,
    "account_reset_password": MAIL,
    "account_signup": MAIL,
    "account_email": MAIL,
    "mfa_authenticate": SIGN_IN,
    "mfa_reauthenticate": SIGN_IN,
    # A wrong code is a failure; a group of old people at one machine of the street office is not.
    "evaluation:card": Limit(30, 600, failed=True),
    "evaluation:answer": Limit(60, 600, failed=True),
    "procurement:ask": Limit(20, 3600),
    # A residents' meeting may answer from one address; a machine may not go on and on.
    "planning:call": Limit(30, 3600),
    "dossier:search": Limit(120, 600, asking=True),
    "publicity:notices": Limit(60, 600, asking=True),
    "publicity:results": Limit(60, 600, asking=True),
    "publicity:contracts": Limit(60, 600, asking=True),
    "publicity:ocds": Limit(60, 600, asking=True),
}
#: Failures of reading count here too: whoever tries codes in the address fills in no form.
READING = frozenset({"evaluation:answer"})


class LimitMiddleware:
    """429 with what was typed, to be sent again later; stands after whoever says who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        counted: str | None = getattr(request, "counted_when_failed", None)
        if counted is not None and response.status_code >= 200 and not 300 <= response.status_code < 400 and not _shown(request, response):
            _count(counted, request.limit)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        limit = LIMITS.get(name)
        if limit is None or not _counts(request, name, limit):
            return None
        key = f"{name}:{_who(request)}"
        if limit.failed:
            request.limit, request.counted_when_failed = limit, key  # type: ignore[attr-defined]
            over = _so_far(key, limit) >= limit.times
        else:
            over = _count(key, limit) > limit.times
        if not over:
            return None
        request.counted_when_failed = None  # type: ignore[attr-defined]
        # What was typed may name people; who was stopped where is all that is logged.
        log.warning("too many requests at %s", name)
        return toomany.page(request, limit.seconds)


def _shown(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Reading what is there is no failure."""
    return request.method in ("GET", "HEAD") and response.status_code == 200


def _counts(request: HttpRequest, name: str, limit: Limit) -> bool:
    if limit.asking:
        return bool(request.GET.get("q", "").strip())
    return request.method == "POST" or name in READING


def _who(request: HttpRequest) -> str:
    """The person signed in, else the address; neither stands in the table in the clear."""
    who = f"person {request.user.pk}" if request.user.is_authenticated else f"address {address_of(request)}"
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]


def _window(limit: Limit) -> int:
    return int(time.time()) // limit.seconds * limit.seconds


def _so_far(key: str, limit: Limit) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select times from server_counter where name = %s and since = %s", [key, _window(limit)])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _count(key: str, limit: Limit) -> int:
    """One more, in one statement: two processes at once count two. A database that takes no writes at the moment counts nothing."""
    sql = (
        "insert into server_counter (name, since, times) values (%s, %s, 1)"
        " on conflict (name, since) do update set times = server_counter.times + 1 returning times"
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, [key, _window(limit)])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        log.exception("attempts are not counted")
        return 0


def forget_old() -> None:
    """Counters of yesterday (the daily upkeep)."""
    with connection.cursor() as cursor:
        cursor.execute("delete from server_counter where since < %s", [int(time.time()) - 24 * 3600])
