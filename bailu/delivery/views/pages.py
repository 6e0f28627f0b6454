"""The page of a contract's service, and where a worker begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailu.contracts import queries as contracts
from bailu.delivery import policies, queries
from bailu.ui.views_base import ActorView


class ServicePage(ActorView):
    """The agency sees its records, its clients by code and its staff; everybody else counts and codes, never a name."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        contract = contracts.get(self.actor, pk)
        own = policies.of_provider(self.actor, contract).allowed
        context = {
            "contract": contract,
            "facts": queries.facts_of(contract),
            "kinds": queries.by_kind(contract),
            "codes": queries.by_code(contract),
            "own": own,
            "records": queries.records(self.actor, contract) if own else [],
            "steps": queries.steps_of(self.actor, contract),
        }
        return self.render("delivery/service.html", context)


class MyContracts(ActorView):
    """A worker with one contract is at the form at once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = queries.own_contracts(self.actor)
        if len(mine) == 1:
            return HttpResponseRedirect(reverse("delivery:record", args=[mine[0].pk]))
        return self.render("delivery/mine.html", {"contracts": mine})
