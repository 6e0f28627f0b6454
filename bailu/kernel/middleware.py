"""The demonstration's clock, read once a request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bailu.kernel.democlock import shown


class DemoClockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEMO_CLOCK:
            return self.get_response(request)
        with shown():
            return self.get_response(request)
