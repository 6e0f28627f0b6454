"""From a signed-in person to the Actor of the request: the roles held today, in the organisation chosen in this session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS, SYSTEM, Actor
from bailu.kernel.prepared import Prepared
from bailu.organisations.models import CITY, Membership, Organisation, Person
from bailu.organisations.roles import SECOND_FACTOR_ROLES, Role
from bailu.ui import identity

SESSION_KEY = "organisation"


@dataclass(frozen=True, slots=True)
class Hat:
    """One organisation in which a person holds roles."""

    organisation: Organisation
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity a request is made: the actor, the other hats, and whether the second factor is asked for and there."""

    actor: Actor
    hats: tuple[Hat, ...] = ()
    needs_second_factor: bool = False
    has_second_factor: bool = False


def capacity(request: HttpRequest) -> Capacity:
    """Reads the session's choice; an organisation the person has left meanwhile is not a choice."""
    user = request.user
    if not isinstance(user, Person):
        return Capacity(ANONYMOUS)
    return of_person(user, request.session.get(SESSION_KEY))


def _held(_actor: Actor, person_id: int, day: dt.date) -> QuerySet[Membership]:
    confirmed = Authenticator.objects.filter(user=OuterRef("person"), type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))
    open_then = Membership.objects.filter(person_id=person_id).open_on(day).select_related("organisation", "organisation__division")
    return open_then.annotate(second_factor=Exists(confirmed)).order_by("organisation_id", "role")


_HELD = Prepared(_held)


def of_person(person: Person, organisation_id: int | None = None) -> Capacity:
    """The capacity of a person today; without a choice the first organisation by id. One query."""
    held = _HELD(SYSTEM, person.pk, clock.today())
    bodies: dict[int, Organisation] = {}
    roles: dict[int, set[str]] = {}
    second_factor = False
    for membership in held:
        bodies[membership.organisation_id] = membership.organisation
        roles.setdefault(membership.organisation_id, set()).add(membership.role)
        second_factor = bool(getattr(membership, "second_factor", False))
    hats = tuple(Hat(body, frozenset(roles[pk])) for pk, body in bodies.items())
    if not hats:
        return Capacity(Actor(user_id=person.pk, name=person.name))
    worn = next((hat for hat in hats if hat.organisation.pk == organisation_id), hats[0])
    every_role = frozenset[str]().union(*(hat.roles for hat in hats))
    return Capacity(actor_of(person, worn), hats, bool(every_role & SECOND_FACTOR_ROLES), second_factor)


def actor_of(person: Person, hat: Hat) -> Actor:
    body = hat.organisation
    return Actor(
        user_id=person.pk,
        name=person.name,
        organisation_id=body.pk,
        organisation_name=body.name,
        organisation_kind=body.kind,
        organisation_function=body.function,
        roles=hat.roles,
        county=body.division_id[:6] or CITY,
        division=body.division_id,
    )


def hats(request: HttpRequest) -> list[identity.Hat]:
    """The hats as the page's head offers them."""
    worn: Capacity = request.capacity  # type: ignore[attr-defined]
    return [
        identity.Hat(
            value=str(hat.organisation.pk),
            organisation=str(hat.organisation),
            roles=_("、").join(str(Role(role).label) for role in sorted(hat.roles)),
            current=hat.organisation.pk == worn.actor.organisation_id,
        )
        for hat in worn.hats
    ]
