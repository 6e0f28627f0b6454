"""The leading group's office approves a district's list, gives it back with its reasons, or refuses it (clause 4.1)."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.law import rules as law
from bailu.programmes import calendar, policies, queries, rules
from bailu.programmes.models import SiteApplication
from bailu.programmes.tasks import BEGIN, DECIDE, MEND


@act
def approve_sites(actor: Actor, *, application_id: int, decision: str) -> SiteApplication:
    """From now on the streets and towns of the list may purchase in their batch; each finds the pilot on its desk."""
    application = queries.lock(actor, application_id)
    require(policies.may_approve(actor, application))
    _decide(actor, application, "approve", decision)
    _assign(actor, application)
    return application


@act
def return_sites(actor: Actor, *, application_id: int, reason: str) -> SiteApplication:
    """The district is to mend its list or its plan, and is told why. Its streets stay its own meanwhile."""
    application = queries.lock(actor, application_id)
    require(policies.may_return(actor, application))
    _decide(actor, application, "return", reason)
    term = law.term(clock.today(), params.get("programme.mend_days", on=clock.today()))
    ask(actor, MEND, application, due=term.due if term else None, counted=term.counted if term else "")
    return application


@act
def refuse_sites(actor: Actor, *, application_id: int, reason: str) -> SiteApplication:
    """The list is not approved, and why; its streets may stand on another."""
    application = queries.lock(actor, application_id)
    require(policies.may_refuse(actor, application))
    _decide(actor, application, "refuse", reason)
    application.sites.update(live=False)
    return application


_VERBS = {"approve": "programmes.sites_approved", "return": "programmes.sites_returned", "refuse": "programmes.sites_refused"}


@step
def _decide(actor: Actor, application: SiteApplication, move: str, words: str) -> None:
    require(rules.reason_given(words))
    application.move(move)
    application.decision, application.decided_at, application.decided_by_id = words.strip(), clock.now(), actor.user_id
    application.save(update_fields=["state", "decision", "decided_at", "decided_by"])
    late = settle(actor, DECIDE, application)
    data = {"batch": application.batch, "streets": [site.division.name for site in queries.sites_of(application)]}
    basis = calendar.clause_of(application.batch)
    record(actor, _VERBS[move], application, basis=basis, reason=application.decision, data=data, late=late)


@step
def _assign(actor: Actor, application: SiteApplication) -> None:
    """Down to the streets: the office of each is to survey and declare, until the phase in which its batch joins is over."""
    found = queries.sites_of(application)
    bodies = queries.site_offices([site.division_id for site in found])
    due, basis = calendar.joins_until(application.batch, clock.today())
    for site in found:
        body = bodies.get(site.division_id)
        if body is not None:
            ask(actor, BEGIN, application, ref=site.division_id, organisation_id=body.pk, due=due, basis=basis)
