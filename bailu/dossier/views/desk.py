"""My desk."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from bailu.dossier.queries import desk
from bailu.dossier.queries.overview import Asked
from bailu.dossier.views.overview import pipeline
from bailu.funds.models.lines import WATCHERS
from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.organisations.roles import Role
from bailu.programmes import queries as pilot
from bailu.ui import addresses
from bailu.ui.views_base import ActorView

LOOKED, REST = "looked", dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Looks:
    """When this person looked at the desk with this browser: ``before`` the present visit, which ends after half an hour's rest.

    Kept in a cookie that says nothing but two moments, so that looking writes nothing in the database.
    """

    person: int
    before: dt.datetime | None
    last: dt.datetime

    @classmethod
    def of(cls, request: HttpRequest, person: int) -> Looks:
        now = clock.now()
        found = re.fullmatch(r"(\d{1,10})\.(\d{1,12})\.(\d{1,12})", request.COOKIES.get(LOOKED, ""))
        if found is None or int(found[1]) != person:
            return cls(person, None, now)
        before, last = (dt.datetime.fromtimestamp(int(part), clock.ZONE) if int(part) else None for part in found.groups()[1:])
        if last is None or last > now:
            return cls(person, None, now)
        return cls(person, last if now - last > REST else before, now)

    def keep(self, answer: HttpResponse) -> None:
        before = int(self.before.timestamp()) if self.before else 0
        answer.set_cookie(
            LOOKED,
            f"{self.person}.{before}.{int(self.last.timestamp())}",
            max_age=dt.timedelta(days=90),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )


class Desk(ActorView):
    """Visitors are led to the public site, or where there is none to the sign-in."""

    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.actor.signed_in:
            home = addresses.named("publicity:home")
            return HttpResponseRedirect(home) if home else redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        looks = Looks.of(request, self.actor.user_id or 0)
        found = desk.desk(self.actor, looks.before)
        context = {
            "desk": found,
            "heading": formats.date_format(clock.today(), _("n 月 j 日 l")),
            "buttons": self.buttons(recording=bool(found.own_contracts)),
            "since": looks.before,
            "pipeline": pipeline(found.pipeline, Asked()),
            "approves": self.actor.has(*desk.HEADS),
            "figures_title": _("各单位的购买") if self.actor.has(*WATCHERS) else _("本机构的购买"),
        }
        answer = self.render("dossier/desk.html", context)
        looks.keep(answer)
        return answer

    def buttons(self, *, recording: bool) -> list[tuple[Words, str]]:
        """What this kind of person begins of their own accord; the first one is the main button.

        ``recording``: the desk itself begins with the contracts to record for, so the button is not said twice.
        """
        found: list[tuple[Words, str]] = []
        if self.actor.has(Role.SOCIAL_WORKER) and not recording:
            found.append((_("记录服务"), reverse("delivery:mine")))
        if self.actor.has(Role.PURCHASER_CLERK):
            found += [(_("提出需求"), reverse("planning:start_need")), (_("编制项目"), reverse("planning:start_project"))]
        if pilot.names_sites(self.actor).allowed:
            found.append((_("申报试点街道（镇）"), reverse("programmes:name_sites")))
        if self.actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK):
            found.append((_("投标机会"), reverse("procurement:opportunities")))
        if self.actor.has(Role.ADMIN):
            found.append((_("本机构人员"), reverse("organisations:people")))
        return found
