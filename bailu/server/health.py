"""Two questions a machine asks: do you live, and can you work.

Answered before every other middleware, so that a probe needs no host name, session or language.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


class HealthMiddleware:
    """``/healthz``: the process answers. ``/readyz``: the database answers too, else 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            return self.ready()
        return self.get_response(request)

    @staticmethod
    def ready() -> HttpResponse:
        if database_answers():
            return HttpResponse("ok\n", content_type="text/plain")
        return HttpResponse("database does not answer\n", content_type="text/plain", status=503)
