"""What an act raises, answered with the right page wherever it was raised."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.ui import errors
from bailu.ui.identity import actor_of


class RefusalMiddleware:
    """Refused: 422 with the clause. Forbidden: 403. OutOfScope: 404. A visitor without a right is led to the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, OutOfScope):
            return errors.not_found(request)
        if isinstance(exception, Refused):
            return errors.refused(request, exception.verdict)
        if isinstance(exception, Forbidden):
            if not actor_of(request).signed_in and not errors.wants_json(request):
                return redirect_to_login(request.get_full_path())
            return errors.refused(request, exception.verdict)
        return None
