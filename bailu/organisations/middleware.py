"""Who is asking, and whether that person has shown a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from bailu.kernel.actor import Actor
from bailu.organisations import actors

#: A person without the second factor may still sign out, change the language and reach the pages that activate it.
OPEN_PREFIXES = (
    "/accounts/", "/static/", "/language", "/health", "/public/", "/law/",
    "/api/v1/openapi.json", "/api/v1/health", "/api/v1/purchases", "/api/v1/law/",
)  # fmt: skip


class ActorMiddleware:
    """Sets ``request.actor``: read when first asked for, one query for roles, organisation and second factor together."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.capacity = SimpleLazyObject(lambda: actors.capacity(request))  # type: ignore[attr-defined]
        request.actor = cast(Actor, SimpleLazyObject(lambda: request.capacity.actor))  # type: ignore[attr-defined]
        if settings.REQUIRE_SECOND_FACTOR and not request.path.startswith(OPEN_PREFIXES) and lacks_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


def lacks_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    capacity: actors.Capacity = request.capacity  # type: ignore[attr-defined]
    return capacity.needs_second_factor and not capacity.has_second_factor
