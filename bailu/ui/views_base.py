"""What every screen behind the sign-in has: an actor, and the way to the sign-in for those who have none."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.generic import View

from bailu.kernel.actor import Actor
from bailu.ui.identity import actor_of


class ActorView(View):
    """``self.actor`` is who asks. Only a ``public`` screen is shown to those who have not signed in."""

    public: ClassVar[bool] = False

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.public and not self.actor.signed_in:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return TemplateResponse(self.request, template, context, status=status)
