"""The overview in figures, each of which leads to the register behind it."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bailu.dossier.queries import overview
from bailu.kernel.verdict import require
from bailu.kernel.words import Words
from bailu.ui.views_base import ActorView


class Overview(ActorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        require(overview.may_see(self.actor))
        sources = overview.money(self.actor)
        reach = overview.reach(self.actor)
        context = {
            "pipeline": overview.pipeline(self.actor),
            "sources": sources,
            "appropriated": sum((s.appropriated for s in sources), overview.ZERO),
            "money_parts": money_parts(sources),
            "late": overview.late(self.actor),
            "reach": [(line, [(_("已服务"), line.reached, "p1"), (_("尚差"), line.left, "p2")]) for line in reach],
        }
        return self.render("dossier/overview.html", context)


def money_parts(sources: list[overview.SourceLine]) -> list[tuple[Words, Decimal, str]]:
    return [
        (_("已支付"), sum((s.paid for s in sources), overview.ZERO), "p1"),
        (_("已占用未支付"), sum((s.encumbered for s in sources), overview.ZERO), "p3"),
        (_("可用"), sum((s.available for s in sources), overview.ZERO), "p2"),
    ]
