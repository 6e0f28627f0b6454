"""Pages to read: an organisation, its people, and oneself."""

from __future__ import annotations

from typing import Any, cast

from axes.models import AccessLog
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.organisations import actors, offers, panels, policies, queries
from bailu.organisations.models import Affiliation, Organisation, Person
from bailu.organisations.roles import SECOND_FACTOR_ROLES, Role


def actor_of(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def found(actor: Actor, pk: int) -> Organisation:
    try:
        return queries.get(actor, pk)
    except OutOfScope as error:
        raise Http404 from error


class OrganisationPage(LoginRequiredMixin, TemplateView):
    """Facts, conditions, track record; evidence only for those who may read it."""

    template_name = "organisations/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, organisation = actor_of(self.request), found(actor_of(self.request), kwargs["pk"])
        lines = queries.condition_lines(organisation.pk) if organisation.is_provider else []
        verdict = None
        if organisation.is_provider:
            verdict = queries.eligibility_of(organisation, lines)
        elif organisation.is_purchaser:
            verdict = queries.purchaser_eligibility_of(organisation)
        return {
            **super().get_context_data(**kwargs),
            "organisation": organisation,
            "standing": organisation.standing,
            "verdict": verdict,
            "lines": lines,
            "reads_evidence": policies.may_read_conditions(actor, organisation).allowed,
            "manages_people": policies.may_see_people(actor, organisation).allowed,
            "records": queries.track_record(organisation.pk) if organisation.is_provider else [],
            "offers": offers.for_organisation(actor, organisation),
            "panels": panels.panels(actor, organisation),
        }


class PeoplePage(LoginRequiredMixin, TemplateView):
    """Who holds which role in an organisation; without a number, in one's own."""

    template_name = "organisations/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = actor_of(self.request)
        own = actor.organisation_id
        if own is None and "pk" not in kwargs:
            raise Http404
        organisation = found(actor, kwargs.get("pk", own))
        if not policies.may_see_people(actor, organisation).allowed:
            raise Http404
        return {
            **super().get_context_data(**kwargs),
            "organisation": organisation,
            "people": queries.members(organisation.pk),
            "manages": policies.may_manage_people(actor, organisation),
            "offers": offers.for_people(actor, organisation),
        }


class Me(LoginRequiredMixin, TemplateView):
    """One's own roles, second factor, ties and last sign-ins."""

    template_name = "organisations/me.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = cast(Person, self.request.user)
        capacity: actors.Capacity = self.request.capacity  # type: ignore[attr-defined]
        return {
            **super().get_context_data(**kwargs),
            "person": person,
            "capacity": capacity,
            "hats": [
                {
                    "organisation": hat.organisation,
                    "roles": [Role(role).label for role in sorted(hat.roles)],
                    "current": hat.organisation.pk == capacity.actor.organisation_id,
                    "second_factor": bool(hat.roles & SECOND_FACTOR_ROLES),
                }
                for hat in capacity.hats
            ],
            "ties": Affiliation.objects.filter(person=person).select_related("organisation"),
            "sign_ins": AccessLog.objects.filter(username=person.username).order_by("-attempt_time")[:10],
            "today": clock.today(),
        }


class Switch(LoginRequiredMixin, View):
    """Choose for which organisation one acts in this session; only one in which one holds a role today."""

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("organisation", "")
        capacity: actors.Capacity = request.capacity  # type: ignore[attr-defined]
        if chosen not in {str(hat.organisation.pk) for hat in capacity.hats}:
            raise Http404
        request.session[actors.SESSION_KEY] = int(chosen)
        # The page one came from may not exist for the other organisation: only same-site addresses, else the desk.
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(target if safe else "/")

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("organisations:me"))
