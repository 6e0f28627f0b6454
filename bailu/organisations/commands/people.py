"""People and what they may do: accounts are opened by those who answer for the organisation, never by oneself."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations import events, policies, queries, rules
from bailu.organisations.commands.bodies import stream
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role


@act
def invite_person(
    actor: Actor,
    *,
    organisation_id: int,
    username: str,
    name: str,
    role: str,
    email: str = "",
    phone: str = "",
    since: dt.date | None = None,
    assumed: bool = False,
) -> Person:
    """Open an account with its first role. There is no password until the person sets one by the link sent.

    Refused when the name or address is taken, or the role has no place in this kind of organisation.
    """
    organisation = queries.lock(actor, organisation_id)
    require(policies.may_grant(actor, organisation, None, role))
    require(rules.role_at_home(role, organisation.kind, organisation.function))
    username = username.strip().lower()
    require(_account_is_new(username, email))
    person = Person.objects.create(
        username=username, name=name.strip(), email=email.strip().lower(), phone=phone, password=make_password(None), assumed=assumed
    )
    record(
        actor,
        "organisations.person_invited",
        person,
        stream=stream(organisation.pk),
        data={"username": username},
        personal={"name": person.name, "email": person.email, "phone": phone},
    )
    _grant(actor, organisation, person, role, since or clock.today())
    return person


@act
def grant_role(actor: Actor, *, person_id: int, organisation_id: int, role: str, since: dt.date | None = None) -> Membership:
    """Give a person a further role. Refused for conflicting roles in one person (RULEBOOK 8.2), whatever the organisations."""
    organisation = queries.lock(actor, organisation_id)
    person = _anybody(person_id)
    require(policies.may_grant(actor, organisation, person, role))
    require(rules.role_at_home(role, organisation.kind, organisation.function))
    require(_not_held(person, organisation, role))
    require(rules.no_conflict(role, queries.roles_of(person.pk)))
    return _grant(actor, organisation, person, role, since or clock.today())


@act
def end_membership(actor: Actor, *, membership_id: int, until: dt.date | None = None, reason: str) -> Membership:
    """The person no longer holds the role after the day ``until`` (by default yesterday: from now on no longer)."""
    membership = queries.lock_membership(actor, membership_id)
    require(policies.may_end_membership(actor, membership))
    last = until or clock.today() - dt.timedelta(days=1)
    if until is None:
        last = max(last, membership.since - dt.timedelta(days=1))
    elif until < membership.since:
        require(refuse(_("结束日期不得早于开始日期。"), "RB:8.2", code="dates"))
    membership.until = last
    membership.save(update_fields=["until"])
    record(
        actor,
        "organisations.membership_ended",
        membership,
        stream=stream(membership.organisation_id),
        reason=reason,
        data={"person": membership.person_id, "role": membership.role, "until": last},
    )
    publish(actor, events.MembershipEnded(membership.pk))
    return membership


@act
def note_invitation(actor: Actor, *, membership_id: int) -> Person:
    """A new link to set the password is asked for; the screen sends it when this is recorded."""
    membership = queries.lock_membership(actor, membership_id)
    require(policies.may_resend(actor, membership))
    record(
        actor,
        "organisations.invitation_resent",
        membership.person,
        stream=stream(membership.organisation_id),
        data={"person": membership.person_id},
    )
    return membership.person


def _grant(actor: Actor, organisation: Organisation, person: Person, role: str, since: dt.date) -> Membership:
    membership = Membership.objects.create(person=person, organisation=organisation, role=role, since=since)
    record(
        actor,
        "organisations.role_granted",
        membership,
        stream=stream(organisation.pk),
        basis="RB:8.2",
        data={"person": person.pk, "role": role, "since": since},
    )
    return membership


def _anybody(person_id: int) -> Person:
    """Held until the act ends, so that two grants at once cannot make a conflict; scope is the organisation's, a head may
    name a person of another organisation whose user name is known."""
    return Person.objects.select_for_update().get(pk=person_id)


def _account_is_new(username: str, email: str) -> Verdict:
    if Person.objects.filter(username=username).exists():
        return refuse(_("用户名“%(username)s”已被使用。") % {"username": username}, "RB:8.2", code="username")
    if email and Person.objects.filter(email__iexact=email.strip()).exists():
        return refuse(_("这个邮箱已有账号。"), "RB:8.2", code="email")
    return ALLOWED


def _not_held(person: Person, organisation: Organisation, role: str) -> Verdict:
    held = Membership.objects.filter(person=person, organisation=organisation, role=role, until__isnull=True).exists()
    if not held:
        return ALLOWED
    return refuse(_("此人在本机构已担任“%(role)s”。") % {"role": Role(role).label}, "RB:8.2", code="held")
