"""Search over everything in the reader's scope."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from bailu.dossier.queries import searching
from bailu.ui.views_base import ActorView


class Search(ActorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("q", "").strip()[:100]
        context = {"asked": asked, "groups": searching.find(self.actor, asked), "short": 0 < len(asked) < searching.SHORTEST}
        return self.render("dossier/search.html", context)
