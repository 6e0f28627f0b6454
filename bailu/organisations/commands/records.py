"""What follows a provider and a person into the next purchase: results, and ties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import refuse, require
from bailu.organisations import policies
from bailu.organisations.commands.bodies import stream
from bailu.organisations.models import Affiliation, Organisation, TrackRecord


@step
def add_track_record(
    actor: Actor, *, provider_id: int, project_no: str, kind: str, score: Decimal, grade: str, on: dt.date, summary: str = ""
) -> TrackRecord:
    """Enter the result of an evaluation with the provider (clause 3.7: results steer the next selection); once per evaluation."""
    provider = Organisation.objects.select_for_update().get(pk=provider_id)
    if TrackRecord.objects.filter(provider=provider, project_no=project_no, kind=kind).exists():
        require(refuse(_("这次评估的结果已记入业绩。"), "XM2015:3.7", code="once"))
    entered = TrackRecord.objects.create(
        provider=provider, project_no=project_no, kind=kind, score=score, grade=grade, on=on, summary=summary
    )
    facts = {"provider": provider_id, "kind": kind, "score": score, "grade": grade}
    record(actor, "organisations.track_record_added", entered, stream=project_no, basis="XM2015:3.7", data=facts)
    return entered


@step
def note_affiliation(
    actor: Actor, *, person_id: int, organisation_id: int, kind: str, since: dt.date, until: dt.date | None = None, note: str = ""
) -> Affiliation:
    """Keep a tie between a person and an organisation, for avoidance (IR2015:9). A tie known already is answered with itself."""
    known = Affiliation.objects.filter(person_id=person_id, organisation_id=organisation_id, kind=kind, since=since).first()
    if known is not None:
        return known
    tie = Affiliation.objects.create(person_id=person_id, organisation_id=organisation_id, kind=kind, since=since, until=until, note=note)
    record(
        actor,
        "organisations.affiliation_noted",
        tie,
        stream=stream(organisation_id),
        basis="IR2015:9",
        data={"person": person_id, "kind": kind, "since": since, "until": until},
    )
    return tie


@act
def declare_affiliation(
    actor: Actor, *, organisation_id: int, kind: str, since: dt.date, until: dt.date | None = None, note: str = ""
) -> Affiliation:
    """A person declares an own tie. Whoever is signed in may; nobody declares for others."""
    require(policies.may_declare(actor))
    if until is not None and until < since:
        require(refuse(_("结束日期不得早于开始日期。"), "IR2015:9", code="dates"))
    return note_affiliation(
        actor, person_id=actor.user_id or 0, organisation_id=organisation_id, kind=kind, since=since, until=until, note=note
    )


@act
def end_affiliation(actor: Actor, *, affiliation_id: int, until: dt.date | None = None) -> Affiliation:
    """The own tie has ended; it counts on for the years of avoidance."""
    tie = Affiliation.objects.filter(person_id=actor.user_id or 0).select_for_update().filter(pk=affiliation_id).first()
    if tie is None:
        raise OutOfScope
    last = until or clock.today()
    if tie.until is not None or last < tie.since or last > clock.today():
        require(refuse(_("结束日期须在开始之后、今天之前，且尚未登记过结束。"), "IR2015:9", code="dates"))
    tie.until = last
    tie.save(update_fields=["until"])
    record(actor, "organisations.affiliation_ended", tie, stream=stream(tie.organisation_id), basis="IR2015:9", data={"until": last})
    return tie
