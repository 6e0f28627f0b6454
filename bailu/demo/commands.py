"""The demonstration's own writes: sign-ins with a known password, the end of the replay, the moved clock."""

from __future__ import annotations

import datetime as dt

from bailu.audit.commands import record
from bailu.demo.models import Replay
from bailu.kernel import democlock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.organisations.models import Person


@act
def open_sign_in(actor: Actor, *, person_id: int, hashed: str) -> Person:
    """Give an invented person the demonstration's password, already hashed: it is one for all, and hashing is slow by design."""
    person = Person.objects.get(pk=person_id)
    person.password = hashed
    person.save(update_fields=["password"])
    return person


@act
def finish(actor: Actor, *, name: str) -> Replay:
    """The replay came to its end; the next start shows what is there."""
    return Replay.objects.get_or_create(name=name)[0]


@act
def move_clock(actor: Actor, *, to: dt.datetime) -> None:
    """Everybody's clock shows this moment and runs on from it."""
    record(actor, "demo.clock_moved", "demo", stream="DEMO", data={"to": to})
    democlock.move_to(to)
