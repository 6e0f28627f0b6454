"""Closing an account, and opening it again: whoever leaves the service is out at once, everywhere."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish
from bailu.kernel.verdict import refuse, require
from bailu.organisations import events, policies, queries
from bailu.organisations.commands.signing import person_stream
from bailu.organisations.models import Membership, Person


@act
def close_account(actor: Actor, *, person_id: int, reason: str) -> Person:
    """The person holds no role any more and is signed out at this moment on every device; what waited for that person waits for the
    role. What was done stays in the record under the name. Forbidden for whoever is no administrator, and for one's own account."""
    person = queries.lock_person(actor, person_id)
    require(policies.may_close_account(actor, person))
    if not reason.strip():
        require(refuse(_("关闭账号须写明原因。"), "RB:8.2", code="reason"))
    for membership in Membership.objects.select_for_update().filter(person=person).open_on(clock.today()):
        # Never before its first day; that is to say never held.
        membership.until = max(clock.today() - dt.timedelta(days=1), membership.since - dt.timedelta(days=1))
        membership.save(update_fields=["until"])
        publish(actor, events.MembershipEnded(membership.pk))
    Membership.objects.filter(person=person, since__gt=clock.today()).delete()
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    record(actor, "organisations.account_closed", person, stream=person_stream(person.pk), reason=reason, basis="RB:8.2")
    return person


@act
def reopen_account(actor: Actor, *, person_id: int, reason: str) -> Person:
    """The person may sign in again, without any role: each is granted anew."""
    person = queries.lock_person(actor, person_id)
    require(policies.may_reopen_account(actor, person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor, "organisations.account_reopened", person, stream=person_stream(person.pk), reason=reason, basis="RB:8.2")
    return person


@act
def end_other_sessions(actor: Actor, *, here: str) -> int:
    """Sign out everywhere but in the session ``here``. Gives how many ended."""
    others = UserSession.objects.filter(user_id=actor.user_id).exclude(session_key=here)
    keys = list(others.values_list("session_key", flat=True))
    ended = Session.objects.filter(session_key__in=keys).delete()[0]
    others.delete()
    record(
        actor,
        "organisations.sessions_ended",
        f"organisations.Person:{actor.user_id}",
        stream=person_stream(actor.user_id or 0),
        data={"ended": ended},
    )
    return ended


def end_sessions(person: Person) -> None:
    """On every device. A closed account is nobody's at the next request anyhow; this leaves nothing to be opened again."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
