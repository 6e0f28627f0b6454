"""Pages to read: an organisation, its people, and oneself."""

from __future__ import annotations

from typing import cast

from axes.models import AccessLog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, require
from bailu.organisations import actors, commands, offers, panels, policies, queries
from bailu.organisations.models import Affiliation, Organisation, Person
from bailu.organisations.roles import Role
from bailu.ui.views_base import ActorView


class OrganisationPage(ActorView):
    """Facts, conditions, track record; evidence only for those who may read it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        actor, organisation = self.actor, queries.get(self.actor, pk)
        lines = queries.condition_lines(pk) if organisation.is_provider else []
        context = {
            "organisation": organisation,
            "standing": organisation.standing,
            "verdict": self.eligibility(organisation, lines),
            "lines": lines,
            "reads_evidence": policies.may_read_conditions(actor, organisation).allowed,
            "sees_people": policies.may_see_people(actor, organisation).allowed,
            "records": queries.track_record(pk) if organisation.is_provider else [],
            "offers": offers.for_organisation(actor, organisation, pending=any(line.pending for line in lines)),
            "panels": panels.panels(actor, organisation),
        }
        return self.render("organisations/page.html", context)

    def eligibility(self, organisation: Organisation, lines: list[queries.ConditionLine]) -> Verdict | None:
        """May it serve, may it purchase; neither is asked of an evaluator or an agency."""
        if organisation.is_provider:
            return queries.eligibility_of(organisation, lines)
        return queries.purchaser_eligibility_of(organisation) if organisation.is_purchaser else None


class PeoplePage(ActorView):
    """Who holds which role in an organisation; without a number, in one's own."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        wanted = pk or self.actor.organisation_id
        if wanted is None:
            raise OutOfScope
        organisation = queries.get(self.actor, wanted)
        require(policies.may_see_people(self.actor, organisation))
        context = {
            "organisation": organisation,
            "people": [
                {
                    "membership": m,
                    "role": Role(m.role).label,
                    "may_end": policies.may_end_membership(self.actor, m).allowed,
                    "may_close": policies.may_close_account(self.actor, m.person).allowed,
                }
                for m in queries.members(organisation.pk)
            ],
            "offers": offers.for_people(self.actor, organisation),
        }
        return self.render("organisations/people.html", context)


class ClosedAccounts(ActorView):
    """Accounts that are closed, for those who may open them again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        require(policies.may_see_closed(self.actor))
        return self.render("organisations/closed.html", {"people": Person.objects.filter(is_active=False)})


class Me(ActorView):
    """One's own roles, second factor, ties and last sign-ins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = cast(Person, request.user)
        capacity: actors.Capacity = request.capacity  # type: ignore[attr-defined]
        context = {
            "person": person,
            "capacity": capacity,
            "hats": [
                {
                    "organisation": hat.organisation,
                    "roles": [Role(role).label for role in sorted(hat.roles)],
                    "current": hat.organisation.pk == capacity.actor.organisation_id,
                }
                for hat in capacity.hats
            ],
            "ties": Affiliation.objects.visible_to(self.actor).filter(person=person).select_related("organisation"),
            "sign_ins": AccessLog.objects.filter(username=person.username).order_by("-attempt_time")[:10],
        }
        return self.render("organisations/me.html", context)


class Sessions(ActorView):
    """Where one is signed in; everywhere else one signs out with one press."""

    def get(self, request: HttpRequest) -> HttpResponse:
        here = request.session.session_key
        found = [{"session": each, "current": each.session_key == here} for each in queries.sessions(self.actor)]
        others = any(not row["current"] for row in found)
        return self.render("organisations/sessions.html", {"sessions": found, "others": others})

    def post(self, request: HttpRequest) -> HttpResponse:
        ended = commands.end_other_sessions(self.actor, here=request.session.session_key or "")
        messages.success(request, _("已退出其他设备上的 %(n)s 处登录。") % {"n": ended})
        return HttpResponseRedirect(reverse("organisations:sessions"))


class Switch(ActorView):
    """Choose for which organisation one acts in this session; only one in which one holds a role today."""

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("organisation", "")
        capacity: actors.Capacity = request.capacity  # type: ignore[attr-defined]
        if chosen not in {str(hat.organisation.pk) for hat in capacity.hats}:
            raise OutOfScope
        request.session[actors.SESSION_KEY] = int(chosen)
        # Only addresses of this site; where one came from may not exist for the other organisation, its page says so then.
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(target if safe else "/")

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("organisations:me"))
