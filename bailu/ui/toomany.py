"""Too many in too short a time: what was typed stays on the page and can be sent again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bailu.ui import errors

#: Nothing secret is written into a page.
SECRET = ("password", "code", "csrfmiddlewaretoken", "proof")
MINUTE = 60


def page(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 in words: how long to wait, and the same form once more with the words already in it."""
    minutes = max(1, seconds // MINUTE)
    wait = ngettext("请 %(n)s 分钟后再试。", "请 %(n)s 分钟后再试。", minutes) % {"n": minutes}
    if errors.wants_json(request):
        response: HttpResponse = JsonResponse({"error": _("请求过于频繁"), "detail": wait}, status=429)
    else:
        response = render(request, "ui/too_many.html", {"wait": wait, "typed": typed(request), "again": again(request)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, but for what nobody may read over a shoulder."""
    return [(name, value) for name, values in request.POST.lists() if not secret(name) for value in values]


def secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)


def again(request: HttpRequest) -> bool:
    """Whether the same can be sent again from the page; a password is typed anew."""
    return (
        request.method == "POST" and not request.FILES and not any(secret(name) for name in request.POST if name != "csrfmiddlewaretoken")
    )
