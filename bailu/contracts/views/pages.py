"""The contract's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from bailu.contracts import panels, queries
from bailu.contracts.models import Contract
from bailu.contracts.queries.dossier import facts_of
from bailu.documents import queries as documents
from bailu.funds import queries as funds
from bailu.ui.views_base import ActorView


def text_facts(contract: Contract) -> dict[str, Any]:
    """The contract to be read: what ``contracts/text.html`` shows."""
    return {"contract": contract, "targets": queries.targets(contract.pk), "milestones": queries.milestones(contract.pk)}


class ContractPage(ActorView):
    """Six terms, targets, instalments with their claims and conditions, terms that run, papers, what comes next."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        contract = queries.get(self.actor, pk)
        facts = facts_of(contract)
        shown = panels.of(self.actor, contract)
        steps = queries.steps_of(self.actor, contract, list(facts.instalments))
        context = {
            "contract": contract,
            "facts": facts,
            "targets": facts.targets,
            "milestones": [part.milestone for part in facts.instalments],
            "money": funds.money(contract.project_no),
            "papers": documents.of_owner(self.actor, f"contracts.Contract:{contract.pk}"),
            "panels": shown,
            "steps": [*steps, *(step for panel in shown for step in panel.steps)],
        }
        return self.render("contracts/contract.html", context)
