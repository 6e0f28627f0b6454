"""Headers of every answer that no library sets: what the browser may use, and that nobody keeps pages of people."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class HeadersMiddleware:
    """Stands first, so that also errors carry them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if _personal(request):
            # Neither a proxy nor the browser's back button after the sign-out shows it.
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _personal(request: HttpRequest) -> bool:
    """Everything with a session but files of the programme: a page for one who is signed in, and the way there."""
    if request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith("/accounts/")
