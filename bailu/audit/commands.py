"""Writing the chain: ``record`` inside every act, ``seal`` once a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.db.models import Max

from bailu.audit import chain
from bailu.audit.models import Entry, Personal, Seal
from bailu.audit.streams import stream_of
from bailu.kernel import clock, prepared
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step

_COLUMNS = {field.attname: field.get_db_prep_save for field in Entry._meta.concrete_fields}
#: The line and the head of its chain in one statement: every act writes here.
_WRITE = (
    f"with line as (insert into audit_entry ({', '.join(_COLUMNS)}) values ({', '.join(['%s'] * len(_COLUMNS))})) "  # noqa: S608
    "update audit_stream set head = %s where key = %s"
)


def name_of(subject: models.Model | str) -> str:
    return subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"


@step
def record(
    actor: Actor,
    verb: str,
    subject: models.Model | str,
    *,
    stream: str = "",
    basis: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    late: bool = False,
) -> Entry:
    """Append a line to the chain of the subject's stream (or of ``stream``), in the transaction of the act.

    ``basis`` is the clause the act rests on; ``late`` marks an act that was lawful but came after its term;
    ``personal`` is kept beside the chain, which covers only its salted digest.
    """
    stream = stream or stream_of(subject)
    seq, previous = _next(stream)
    digest = _keep_personal(stream, seq, personal) if personal else ""
    now = clock.now()
    row = {
        "county": actor.county or "350200",
        "month": now.date().replace(day=1),
        "stream": stream,
        "seq": seq,
        "at": now,
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "organisation_id": actor.organisation_id,
        "organisation_name": actor.organisation_name,
        "verb": verb,
        "subject": name_of(subject),
        "basis": basis,
        "reason": reason,
        "data": chain.plain(data or {}),
        "late": late,
        "personal_digest": digest,
        "previous": previous,
    }
    row["hash"] = chain.entry_hash(row)
    with prepared.cursor() as cursor:
        cursor.execute(_WRITE, [*(prepare(row[name], connection) for name, prepare in _COLUMNS.items()), row["hash"], stream])
    return Entry(**row)


def _next(stream: str) -> tuple[int, str]:
    """Take the next number of the chain; writers of one stream queue here, writers of others do not."""
    with prepared.cursor() as cursor:
        cursor.execute(
            "insert into audit_stream as s (key, seq, head) values (%s, 1, '') "
            "on conflict (key) do update set seq = s.seq + 1 returning seq, head",
            [stream],
        )
        seq, head = cursor.fetchone()
        return int(seq), str(head)


def _keep_personal(stream: str, seq: int, data: Mapping[str, Any]) -> str:
    kept = Personal.objects.create(stream=stream, seq=seq, data=chain.plain(data))
    return chain.personal_digest(kept.salt, chain.plain(data))


def heads_of(day: dt.date) -> list[tuple[str, int, str]]:
    """(stream, seq, hash) of the last line of every stream written on the day."""
    start = clock.at_day(day)
    of_day = Entry.objects.filter(month=day.replace(day=1), at__gte=start, at__lt=start + dt.timedelta(days=1))
    last = {row["stream"]: row["last"] for row in of_day.values("stream").annotate(last=Max("seq")).order_by()}
    rows = of_day.filter(stream__in=last).values_list("stream", "seq", "hash")
    return sorted((s, n, h) for s, n, h in rows if last[s] == n)


@act
def seal(actor: Actor, *, day: dt.date) -> Seal:
    """Seal one past day; a sealed day is answered with its seal."""
    sealed = Seal.objects.filter(day=day).first()
    if sealed is not None:
        return sealed
    before = Seal.objects.filter(day__lt=day).order_by("-day").first()
    heads = heads_of(day)
    previous = before.hash if before else ""
    start = clock.at_day(day)
    written = Entry.objects.filter(month=day.replace(day=1), at__gte=start, at__lt=start + dt.timedelta(days=1)).count()
    return Seal.objects.create(day=day, entries=written, streams=len(heads), previous=previous, hash=chain.seal_hash(day, heads, previous))
