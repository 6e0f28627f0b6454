"""The two addresses of drafts: keep what is being typed, give it up. Both are posts; showing a form never writes."""

from __future__ import annotations

from copy import copy
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.ui import drafts
from bailu.ui.actviews import ActView, SeeOther
from bailu.ui.views_base import ActorView


def screen_of(request: HttpRequest, address: str) -> ActView:
    """The screen of an act at that address, as if this person had asked for it. Raises ``OutOfScope`` when there is none."""
    path, _mark, query = address.partition("?")
    path = unquote(path)
    if "\x00" in path + unquote(query) or len(address) > drafts.LONGEST_ADDRESS:
        raise OutOfScope
    try:
        match = resolve(path)
    except Resolver404 as nowhere:
        raise OutOfScope from nowhere
    kind = getattr(match.func, "view_class", None)
    if not (isinstance(kind, type) and issubclass(kind, ActView)):
        raise OutOfScope
    asked = copy(request)
    asked.GET, asked.path, asked.path_info = QueryDict(query), path, path
    asked.META = {**request.META, "QUERY_STRING": query}
    view: ActView = kind(**getattr(match.func, "view_initkwargs", {}))
    view.setup(asked, *match.args, **match.kwargs)
    return view


class KeepDraft(ActorView):
    """Keep the fields posted here for the screen ``_screen``. Another's subject is 404, as it is on the screen itself."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        view = screen_of(request, request.POST.get("_screen", ""))
        _in_scope = view.subject
        kept = view.drafted and view.keep(view.new_form(request.POST, typed=True), view.new_sets(request.POST, typed=True), view.once_key())
        return HttpResponse(f"{clock.now():%H:%M}" if kept else "", content_type="text/plain; charset=utf-8")


class DropDraft(ActorView):
    def post(self, request: HttpRequest) -> HttpResponseBase:
        view = screen_of(request, request.POST.get("_screen", ""))
        drafts.drop(self.actor, view.screen)
        return SeeOther(view.screen)
