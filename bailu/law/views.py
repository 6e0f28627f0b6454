"""The register of instruments and clauses and the table of parameters: public to everyone, and costing no query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.generic import View

from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS
from bailu.law import clauses, params, queries


def day(request: HttpRequest) -> date:
    """The day asked for by `?on=`, else today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


class LawView(View):
    """Shows visitors the public frame and people at work their own."""

    def render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        actor = getattr(self.request, "actor", ANONYMOUS)
        context["base"] = "ui/base.html" if actor.signed_in else "ui/public_base.html"
        context["at_work"] = actor.signed_in
        return TemplateResponse(self.request, template, context)


class Index(LawView):
    """Instruments with their state on a day; with `?q=` the clauses that hold the words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        on, query = day(request), request.GET.get("q", "").strip()[:100]
        lines = [(line, queries.span(line.instrument)) for line in queries.instruments(on)]
        found = queries.search(query) if query else []
        return self.render("law/index.html", {"on": on, "query": query, "found": found, "lines": lines})


class Parameters(LawView):
    """Every parameter as it stands on a day."""

    def get(self, request: HttpRequest) -> HttpResponse:
        on = day(request)
        return self.render("law/parameters.html", {"on": on, "groups": queries.parameters(on), "regime": params.regime(on)})


class ClauseDetail(LawView):
    """One clause, or one instrument with its clauses: what it says, its numbers, where it acts."""

    def get(self, request: HttpRequest, clause_id: str) -> HttpResponse:
        try:
            page = queries.clause_page(clause_id, day(request))
        except clauses.UnknownClause:
            raise Http404(clause_id) from None
        return self.render("law/clause.html", {"page": page, "clause": page.clause, "span": queries.span(page.clause.instrument)})
