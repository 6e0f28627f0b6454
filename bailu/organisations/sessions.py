"""A session ends: some time after the last request, and some hours after the sign-in however busy it was."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bailu.organisations import proof

SEEN = "seen"
#: The last request is noted this often (seconds), so that reading does not write at every page.
NOTED_EVERY = 60


class SessionEndMiddleware:
    """After the authentication, before the actor. Time here is the machine's: a demonstration's clock ends no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            now = int(time.time())
            since = int(proof.began(request))
            seen = int(request.session.get(SEEN, since))
            if now - since >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_SECONDS:
                logout(request)
                request.session_ended = True  # type: ignore[attr-defined]
            elif now - seen >= NOTED_EVERY:
                request.session[proof.SINCE], request.session[SEEN] = since, now
        return self.get_response(request)


class SessionEndedMessageMiddleware:
    """Says so on the next page; stands after the messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "session_ended", False):
            messages.warning(request, _("登录已到期，请重新登录。为了账号安全，长时间没有操作或者登录超过规定时间会自动退出。"))
        return self.get_response(request)
