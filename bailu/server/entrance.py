"""What no honest browser sends is turned away at the door, once for all pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError

#: A number that Python refuses even to compare: a decimal field fails on it before it can say that it is no number.
SIGNALLING = re.compile(r"\s*[+-]?snan\d*\s*", re.I)


class NullCharacterMiddleware:
    """PostgreSQL keeps no null characters and would fail on them; forms refuse them themselves, addresses do not. Answers 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("null character in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Raises SuspiciousOperation (400) for a field that holds a signalling NaN."""
        if request.method != "POST":
            return
        try:
            found = any(SIGNALLING.fullmatch(value) for _name, values in request.POST.lists() for value in values if len(value) < 100)
        except UnreadablePostError:
            return
        if found:
            raise SuspiciousOperation("signalling NaN in a field")
