"""What is said while the database or the disk is away: what was typed stays on the page and can be sent again, once and no more.

The page needs neither: no layout, no session, no query.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bailu.kernel.verdict import Verdict, refuse

DATABASE, STORAGE, BUSY = "database", "storage", "busy"
#: SQLSTATE of a write on a database that has just become a replica, of a database without room, of two acts that waited for each other.
READ_ONLY, FULL, COLLIDED = "25006", ("53100", "58030"), ("40001", "40P01", "55P03", "57014")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)
RETRY_SECONDS = "5"


def kind_of(fault: BaseException | None) -> str:
    """What is away, or nothing when the fault is our own."""
    if isinstance(fault, InternalError):
        return DATABASE if _state(fault) == READ_ONLY else ""
    if isinstance(fault, (OperationalError, InterfaceError)):
        return STORAGE if _state(fault) in FULL else BUSY if _state(fault) in COLLIDED else DATABASE
    if isinstance(fault, OSError) and fault.errno in NO_ROOM:
        return STORAGE
    return ""


def _state(fault: Exception) -> str:
    return str(getattr(fault.__cause__, "sqlstate", "") or "")


def reason(kind: str, *, post: bool) -> str:
    """A connection may be lost between the commit and its answer: then nobody can say whether the act was done, only that it is done once."""
    if kind == STORAGE:
        said = _("服务器的存储空间已满，这一次没有办成，请告知系统管理员。已经办结的事项不受影响。")
    elif kind == BUSY:
        said = _("系统繁忙，这一次没有办成，也没有留下任何改动。")
    else:
        said = _("数据库暂时没有应答，系统正在自动恢复。")
    if post:
        return said + _("您填写的内容还在这一页；请过一会儿再提交一次，无论提交几次，都只办理一次。")
    return said + _("请过一会儿再打开这一页。")


def verdict(kind: str) -> Verdict:
    """For the screen of an act, which keeps its form."""
    return refuse(reason(kind, post=True), code="outage")


def page(request: HttpRequest, kind: str) -> HttpResponse:
    """503, and when something was sent: the same form again, with all that was typed and its key."""
    fields = list(_sent(request))
    title, text = _("系统暂时不可用"), reason(kind, post=bool(fields))
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        answer: HttpResponse = JsonResponse({"error": title, "detail": text, "code": "outage"}, status=503)
    else:
        address = request.get_full_path()
        answer = render(request, "ui/outage.html", {"title": title, "text": text, "fields": fields, "address": address}, status=503)
    answer["Retry-After"] = RETRY_SECONDS
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Every field that was sent but proofs of who one is; none of a form without a key, which could not be repeated without harm."""
    try:
        sent = request.POST
    except Exception:
        # The body itself could not be kept.
        return
    if "once" not in sent:
        return
    for name, values in sent.lists():
        if "password" not in name and not name.startswith("proof-"):
            yield from ((name, value) for value in values)
