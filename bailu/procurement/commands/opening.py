"""The opening: one person begins, another confirms; only then is anything read."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from bailu.audit.commands import record
from bailu.documents import commands as documents
from bailu.documents.chinese import in_chinese
from bailu.documents.enums import DocumentKind
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.events import publish
from bailu.kernel.verdict import require
from bailu.planning import progress as planning
from bailu.planning.enums import Station
from bailu.procurement import events, papers, policies, queries, rules, sealing, tasks
from bailu.procurement.addresses import step_url
from bailu.procurement.commands.bids import attachment_digest
from bailu.procurement.commands.closing import close
from bailu.procurement.enums import BidState, InvalidReason, ProcedureState
from bailu.procurement.lifecycle import OPENERS
from bailu.procurement.models import Bid, BidAttachment, Procedure


@act
def begin_opening(actor: Actor, *, procedure_id: int) -> Procedure:
    """The first of two people begins the opening, at the opening time or after it. Nothing is read yet.

    Raises OutOfScope, Forbidden; Refused before the opening time (ML18) and with too few suppliers (PL2014:36, CK2015-124).
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_begin_opening(actor, procedure))
    now = clock.now()
    require(rules.opening_due(now, procedure.opens_at or now))
    if procedure.state == ProcedureState.PUBLISHED:  # the tick is late
        close(actor, procedure)
    count = Bid.objects.filter(procedure=procedure, state=BidState.SUBMITTED).count()
    enough = rules.enough_suppliers(count, procedure.method, procedure.regime)
    require(enough.mended_at(step_url("fail", procedure), _("宣布废标")))
    procedure.move("begin_opening")
    procedure.opening_begun_at, procedure.opening_begun_by_id, procedure.opening_begun_by_name = now, actor.user_id, actor.name
    procedure.save(update_fields=["state", "opening_begun_at", "opening_begun_by_id", "opening_begun_by_name"])
    record(actor, "procurement.opening_begun", procedure, basis="ML18", data={"opens_at": procedure.opens_at})
    settle(actor, tasks.OPEN, procedure)
    for role in OPENERS:
        office = procedure.handler_id if role == OPENERS[0] else procedure.purchaser_id
        ask(actor, tasks.CONFIRM, procedure, role=role, organisation_id=office)
    return procedure


@act
@sensitive_variables()
def confirm_opening(actor: Actor, *, procedure_id: int, notes: str = "") -> Procedure:
    """A second person confirms: all bids are unsealed at once, prices read into the minutes, late ones returned.

    A bid whose seal is broken and bids of related suppliers (IR2015:18) become invalid with the reason. Raises OutOfScope, Forbidden,
    Refused, and SealKeyMissing when the key file of the installation is not there.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_confirm_opening(actor, procedure))
    require(rules.two_openers(procedure.opening_begun_by_id, actor.user_id))
    now = clock.now()
    require(rules.opening_due(now, procedure.opens_at or now))
    sealed = Bid.objects.select_for_update().filter(procedure=procedure, state=BidState.SUBMITTED).order_by("submitted_at", "pk")
    bids = [_open(actor, procedure, bid) for bid in sealed]
    _invalidate_related(actor, procedure, bids)
    late = _name_late(actor, procedure)
    procedure.move("confirm_opening")
    procedure.opened_at, procedure.opening_confirmed_by_id, procedure.opening_confirmed_by_name = now, actor.user_id, actor.name
    procedure.minutes_document_id = _minutes(actor, procedure, bids, late, notes)
    procedure.save(
        update_fields=["state", "opened_at", "opening_confirmed_by_id", "opening_confirmed_by_name", "minutes_document_id"],
    )
    record(
        actor,
        "procurement.opened",
        procedure,
        basis="ML18",
        data={"begun_by": procedure.opening_begun_by_name, "confirmed_by": actor.name, "bids": len(bids), "late": len(late)},
    )
    settle(actor, tasks.CONFIRM, procedure)
    planning.advance(actor, procedure.project_no, Station.OPENING)
    publish(actor, events.BidsOpened(procedure.pk))
    return procedure


@sensitive_variables()
def _open(actor: Actor, procedure: Procedure, bid: Bid) -> Bid:
    facts = {"digest": bid.digest, "submitted_at": bid.submitted_at, "version": bid.version, "receipt": bid.receipt}
    try:
        content = sealing.unseal(procedure, bytes(bid.sealed or b""), bid.digest)
    except sealing.SealBroken:
        bid.provider_id = queries.providers_of(procedure.pk, [bid.bidder_tag]).get(bid.bidder_tag)
        _invalidate(actor, procedure, bid, InvalidReason.SEAL_BROKEN, in_chinese(str)(InvalidReason.SEAL_BROKEN.label), "ML18", facts)
        return bid
    files = content.pop("attachments")
    bid.provider_id, bid.submitted_by_id = content.pop("provider_id"), content.pop("submitted_by_id")
    bid.submitted_by_name, bid.price = content.pop("submitted_by_name"), Decimal(content["price"])
    content.pop("nonce")
    bid.move("open")
    bid.content, bid.opened_at = content, clock.now()
    bid.save(update_fields=["state", "provider", "submitted_by_id", "submitted_by_name", "price", "content", "opened_at"])
    _unpack(bid, files)
    named = facts | {"bidder": bid.provider.name if bid.provider else "", "submitted_by": bid.submitted_by_name}
    record(actor, "procurement.bid_opened", bid, stream=procedure.project_no, basis="ML18", data=named)
    return bid


def _unpack(bid: Bid, files: Iterable[dict[str, str]]) -> None:
    for file in files:
        content = base64.b64decode(file["data"])
        BidAttachment.objects.create(
            bid=bid,
            name=file["name"],
            media_type=file["media_type"],
            size=len(content),
            digest=attachment_digest(content),
            content=content,
        )


@step
def _invalidate(actor: Actor, procedure: Procedure, bid: Bid, kind: str, reason: str, basis: str, facts: dict[str, Any]) -> None:
    bid.move("invalidate")
    bid.invalid_kind, bid.invalid_reason, bid.opened_at = kind, reason, bid.opened_at or clock.now()
    bid.save(update_fields=["state", "invalid_kind", "invalid_reason", "opened_at", "provider"])
    named = facts | {"bidder": bid.provider.name if bid.provider else ""}
    record(actor, "procurement.bid_invalidated", bid, stream=procedure.project_no, basis=basis, reason=reason, data=named)


def _invalidate_related(actor: Actor, procedure: Procedure, bids: list[Bid]) -> None:
    """Both of two related bidders fall, whoever came first (IR2015:18)."""
    opened = [bid for bid in bids if bid.state == BidState.OPENED]
    facts = queries.bidder_facts([bid.provider_id for bid in opened if bid.provider_id])
    for one, other in itertools.combinations(opened, 2):
        verdict = in_chinese(rules.unrelated)(facts[one.provider_id or 0], facts[other.provider_id or 0])
        if verdict.allowed:
            continue
        for bid in (one, other):
            if bid.state == BidState.OPENED:
                _invalidate(actor, procedure, bid, InvalidReason.RELATED, str(verdict.reason), verdict.clause, {})


def _name_late(actor: Actor, procedure: Procedure) -> list[Bid]:
    """Late bids had no name until now; they never had a content."""
    late = list(Bid.objects.select_for_update().filter(procedure=procedure, state=BidState.LATE).order_by("submitted_at", "pk"))
    names = queries.providers_of(procedure.pk, [bid.bidder_tag for bid in late])
    for bid in late:
        bid.provider_id = names.get(bid.bidder_tag)
        bid.save(update_fields=["provider"])
        facts = {"bidder": bid.provider.name if bid.provider else "", "arrived_at": bid.submitted_at}
        record(actor, "procurement.bid_late", bid, stream=procedure.project_no, basis="ML18", data=facts)
    return late


def _minutes(actor: Actor, procedure: Procedure, bids: list[Bid], late: list[Bid], notes: str) -> int:
    document = documents.draft(
        actor,
        kind=DocumentKind.OPENING_MINUTES,
        project_no=procedure.project_no,
        owner=papers.owner(procedure),
        organisation_id=procedure.handler_id,
        title=papers.minutes_title(procedure),
        data=papers.minutes(procedure, bids, late, notes),
        shared_with=sorted({procedure.purchaser_id, *(bid.provider_id for bid in bids if bid.provider_id)}),
    )
    documents.issue(actor, document)
    return document.pk
