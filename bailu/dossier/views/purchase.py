"""The purchase on one page, its story, and its clauses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from bailu.contracts import queries as contracts
from bailu.dossier.queries import clauses, story
from bailu.dossier.queries.purchase import Dossier, dossier
from bailu.dossier.views.shown import Shown
from bailu.kernel.errors import OutOfScope
from bailu.kernel.words import Words
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.planning import queries as planning
from bailu.procurement import queries as procurement
from bailu.ui.views_base import ActorView


class PurchasePage(ActorView):
    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        try:
            found = dossier(self.actor, no)
        except OutOfScope:
            return self._their_own_page(no)
        context = {
            "d": found,
            "project": found.project,
            "shown": Shown(found),
            "money_parts": money_parts(found),
            "assumed": frozenset(found.project.assumed),
            "next_due_what": _(found.project.next_due_what) if found.project.next_due_what else "",
        }
        return self.render("dossier/purchase.html", context)

    def _their_own_page(self, no: str) -> HttpResponse:
        """A bidder or an expert comes here after an act: what they may see of the purchase is the contract offered to them, or the notice."""
        if self.actor.has(*PROVIDER_ROLES, Role.EXPERT):
            contract = contracts.contracts(self.actor).filter(project_no=no).first()
            if contract is not None:
                return HttpResponseRedirect(contract.get_absolute_url())
            procedure = procurement.by_project(self.actor, no)
            if procedure is not None:
                return HttpResponseRedirect(procedure.get_absolute_url())
        raise OutOfScope(no)


def money_parts(found: Dossier) -> list[tuple[Words, object, str]]:
    money = found.money
    parts = [(_("已支付"), money.paid, "p1"), (_("已占用未支付"), money.reserved, "p3"), (_("已退回预算"), money.returned, "p2")]
    return [(label, value, tone) for label, value, tone in parts if value]


class StoryPage(ActorView):
    """Every line of the chain, newest first, a page at a time; ``?verify=1`` computes the chain again."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        project = planning.by_no(self.actor, no)
        before = request.GET.get("before", "")
        page = story.page(self.actor, project, int(before) if before.isdecimal() and len(before) < 12 else None)
        last = page.lines[-1].seq if page.lines else 0
        context = {
            "project": project,
            "story": page,
            "older": last if last > 1 else None,
            "proof": story.verify(project.no) if "verify" in request.GET else None,
        }
        return self.render("dossier/story.html", context)


class ClausesPage(ActorView):
    """Each clause of the programme and of the laws under it: where this purchase met it, or that it is still open."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        project = planning.by_no(self.actor, no)
        return self.render("dossier/clauses.html", {"project": project, "sheet": clauses.sheet(project)})
