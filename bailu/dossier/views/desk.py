"""My desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from bailu.dossier.queries import desk
from bailu.funds.models.lines import WATCHERS
from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.organisations.roles import Role
from bailu.ui import addresses
from bailu.ui.views_base import ActorView


class Desk(ActorView):
    """Visitors are led to the public site, or where there is none to the sign-in."""

    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.actor.signed_in:
            home = addresses.named("publicity:home")
            return HttpResponseRedirect(home) if home else redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = desk.desk(self.actor)
        context = {
            "desk": found,
            "heading": formats.date_format(clock.today(), _("n 月 j 日 l")),
            "buttons": self.buttons(recording=bool(found.own_contracts)),
            "figures_title": _("各单位的购买") if self.actor.has(*WATCHERS) else _("本机构的购买"),
        }
        return self.render("dossier/desk.html", context)

    def buttons(self, *, recording: bool) -> list[tuple[Words, str]]:
        """What this kind of person begins of their own accord; the first one is the main button.

        ``recording``: the desk itself begins with the contracts to record for, so the button is not said twice.
        """
        found: list[tuple[Words, str]] = []
        if self.actor.has(Role.SOCIAL_WORKER) and not recording:
            found.append((_("记录服务"), reverse("delivery:mine")))
        if self.actor.has(Role.PURCHASER_CLERK):
            found += [(_("提出需求"), reverse("planning:start_need")), (_("编制项目"), reverse("planning:start_project"))]
        if self.actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK):
            found.append((_("投标机会"), reverse("procurement:opportunities")))
        if self.actor.has(Role.ADMIN):
            found.append((_("本机构人员"), reverse("organisations:people")))
        return found
