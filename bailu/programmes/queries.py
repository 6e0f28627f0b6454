"""The read side: lists, sites, what can be done with a list, whether a street may purchase."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.organisations.enums import DivisionLevel, OrganisationFunction, OrganisationKind
from bailu.organisations.models import CITY, Division, Organisation
from bailu.organisations.roles import Role
from bailu.programmes import calendar, policies, rules
from bailu.programmes.enums import ApplicationState
from bailu.programmes.models import Site, SiteApplication
from bailu.ui.steps import Step

STREETS = (DivisionLevel.STREET, DivisionLevel.TOWN)
_BESIDE = ("district", "applicant")


def sees_pilot(actor: Actor) -> Verdict:
    """For the rooms above: may this person see how the pilot goes?"""
    return policies.may_see_pilot(actor)


def names_sites(actor: Actor) -> Verdict:
    """For the rooms above: does this person hand in a district's list?"""
    return policies.may_apply(actor)


def applications(actor: Actor) -> QuerySet[SiteApplication]:
    return SiteApplication.objects.visible_to(actor).select_related(*_BESIDE)


def sites(actor: Actor) -> QuerySet[Site]:
    """Every street and town on a list, refused lists too."""
    return Site.objects.visible_to(actor).select_related("division__parent", "application")


def application(actor: Actor, no: str) -> SiteApplication:
    """Raises OutOfScope."""
    beside = applications(actor).select_related("plan__file", "submitted_by", "decided_by")
    found = beside.filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, application_id: int) -> SiteApplication:
    """Held until the act ends. Raises OutOfScope."""
    rows = SiteApplication.objects.visible_to(actor).select_related(*_BESIDE).select_for_update(of=("self",))
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise OutOfScope
    return found


def sites_of(found: SiteApplication) -> list[Site]:
    return list(found.sites.select_related("division").order_by("division_id"))


def streets_of(district: str) -> dict[str, str]:
    """The streets and towns of a district as they were in 2015: code and name."""
    rows = Division.objects.filter(code__startswith=district, level__in=STREETS, in_2015=True).order_by("code")
    return dict(rows.values_list("code", "name"))


def districts() -> list[tuple[str, str]]:
    rows = Division.objects.filter(code__startswith=CITY[:4], level=DivisionLevel.DISTRICT).order_by("code")
    return list(rows.values_list("code", "name"))


def taken(codes: Collection[str], but: int = 0) -> dict[str, str]:
    """Those of the streets that stand on another live list: the street's name and the list's number."""
    rows = Site.objects.standing().filter(division_id__in=codes).exclude(application_id=but).order_by("division_id")
    return dict(rows.values_list("division__name", "application__no"))


def office() -> Organisation | None:
    """The leading group's office sits in the city's civil affairs bureau (clause 5.1)."""
    held = Organisation.objects.filter(function=OrganisationFunction.CIVIL_AFFAIRS, division_id=CITY)
    return held.exclude(kind=OrganisationKind.PARTY_BODY).order_by("pk").first()


def site_offices(codes: Collection[str]) -> dict[str, Organisation]:
    """The office of each street, the government of each town."""
    kinds = (OrganisationKind.STREET, OrganisationKind.GOVERNMENT)
    return {body.division_id: body for body in Organisation.objects.filter(division_id__in=codes, kind__in=kinds).order_by("-pk")}


def approved_site(division: str, batch: str) -> Verdict:
    """May a purchase through a district be made in this division, in this batch (clauses 4.1, 4.4)? One or two queries."""
    code = division[: rules.STREET_DIGITS]
    street = "" if len(code) < rules.STREET_DIGITS else Division.objects.filter(code=code).values_list("name", flat=True).first() or code
    found = Site.objects.standing().filter(division_id=code).values_list("application__batch", "application__state").first()
    return rules.site_approved(street, batch, found, calendar.clause_of(batch))


def steps(actor: Actor, found: SiteApplication) -> list[Step]:
    """What is on the table for a list; the first is the one next step."""
    offers = {
        ApplicationState.SUBMITTED: (
            ("approve_sites", _("批准试点名单"), policies.may_approve, Role.OFFICE_CLERK),
            ("return_sites", _("退回试点申请"), policies.may_return, Role.OFFICE_CLERK),
            ("refuse_sites", _("不予批准"), policies.may_refuse, Role.OFFICE_CLERK),
        ),
        ApplicationState.RETURNED: (("mend_sites", _("修改并重新提交"), policies.may_mend, Role.DISTRICT_CLERK),),
    }.get(ApplicationState(found.state), ())
    return [
        Step(
            label,
            reverse(f"programmes:{name}", args=[found.no]),
            may(actor, found),
            due_at=found.decide_by if found.state == ApplicationState.SUBMITTED and at == 0 else None,
            basis=rules.NAMING,
            whose="" if actor.has(role) else str(role.label),
            primary=at == 0,
        )
        for at, (name, label, may, role) in enumerate(offers)
    ]
