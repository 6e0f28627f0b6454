"""Signing in is recorded like any other act, in a stream of the person's own."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act
from bailu.organisations.models import Person


def person_stream(person_id: int) -> str:
    return f"S-{person_id}"


@act
def note_sign_in(actor: Actor, *, method: str, address: str = "") -> None:
    """A person has signed in; the address is personal data and kept beside the chain."""
    record(
        actor,
        "organisations.signed_in",
        f"organisations.Person:{actor.user_id}",
        stream=person_stream(actor.user_id or 0),
        data={"method": method},
        personal={"address": address},
    )


@act
def note_sign_in_failed(actor: Actor, *, login: str, locked: bool = False, address: str = "") -> None:
    """A sign-in failed or was locked out. Only for names that exist: what strangers type is kept by the lock-out tables alone."""
    person = Person.objects.filter(username__iexact=login).first() or Person.objects.filter(email__iexact=login).first()
    if person is None:
        return
    record(
        SYSTEM if not actor.signed_in else actor,
        "organisations.locked_out" if locked else "organisations.sign_in_failed",
        person,
        stream=person_stream(person.pk),
        personal={"address": address},
    )


@act
def note_second_factor(actor: Actor, *, on: bool, method: str) -> None:
    """The second factor was set or removed."""
    record(
        actor,
        "organisations.second_factor_set" if on else "organisations.second_factor_removed",
        f"organisations.Person:{actor.user_id}",
        stream=person_stream(actor.user_id or 0),
        data={"method": method},
    )
