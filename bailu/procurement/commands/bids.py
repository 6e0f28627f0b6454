"""Sealed bids. Nothing of a bid, not even whose it is, is written down readable before the opening.

So there is no line in the record either when a bid comes in: the number of lines would tell how many there are. What proves a bid is
its receipt (digest, time, a code only this installation can make); the opening writes a line for each, with the time it came.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations import queries as organisations
from bailu.procurement import policies, queries, rules, sealing
from bailu.procurement.enums import BidState, ProcedureState
from bailu.procurement.models import Bid, Procedure
from bailu.procurement.models.bids import LIVE

#: Before these the names of bidders are not told.
NAMELESS = (ProcedureState.PUBLISHED, ProcedureState.CLOSED, ProcedureState.OPENING)


@act
@sensitive_variables()
def submit_bid(
    actor: Actor,
    *,
    procedure_id: int,
    price: Decimal,
    plan: str,
    staff: Sequence[Mapping[str, Any]] = (),
    hours: Decimal | int = 0,
    commitments: str = "",
    small_enterprise: bool = False,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    key: str = "",
) -> Bid:
    """Seal a bid, or replace one's own, before the deadline. ``staff`` are ``{"name", "title", "share"}``; ``attachments`` are
    (name, media type, bytes) and are sealed with it. ``key`` is the key of the form: a retry gives the same bid.

    A bid that comes at the deadline or after it is **not** refused with an exception: it is recorded without its content and answered
    as a bid in state LATE (the screen says 422 with ``queries.lateness``). Raises OutOfScope, Forbidden, Refused (XM2015:3.2, ML18).
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_bid(actor, procedure))
    provider_id = actor.organisation_id or 0
    tag, once = sealing.bidder_tag(procedure.pk, provider_id), sealing.once_tag(provider_id, key) if key else ""
    done = Bid.objects.filter(procedure=procedure, once_tag=once).first() if once else None
    if done is not None:
        return done
    if not queries.lateness(procedure).allowed:
        return _late(actor, procedure, tag, once)
    require(queries.bidding_open(procedure))
    require(organisations.eligibility(provider_id, clock.today()))
    require(rules.price(price, procedure.ceiling))
    require(_complete(plan))
    content = {
        "provider_id": provider_id,
        "submitted_by_id": actor.user_id,
        "submitted_by_name": actor.name,
        "nonce": secrets.token_hex(16),
        "price": str(price),
        "plan": plan.strip(),
        "staff": [{"name": str(s["name"]), "title": str(s.get("title", "")), "share": str(s.get("share", ""))} for s in staff],
        "hours": str(hours or 0),
        "commitments": commitments.strip(),
        "small_enterprise": bool(small_enterprise),
        "attachments": [_packed(*file) for file in attachments],
    }
    return _deposit(procedure, tag, once, sealing.seal(procedure.seal_recipient, content))


def _complete(plan: str) -> Verdict:
    return refuse(_("请写明服务方案。"), "ML18", code="plan") if not plan.strip() else ALLOWED


def _packed(name: str, media_type: str, content: bytes) -> dict[str, str]:
    return {"name": name, "media_type": media_type, "data": base64.b64encode(content).decode()}


def _deposit(procedure: Procedure, tag: str, once: str, sealed: bytes) -> Bid:
    """A new row, or a new version in the place of the old one: what was replaced is gone."""
    bid = Bid.objects.select_for_update().filter(procedure=procedure, bidder_tag=tag, state__in=LIVE).first()
    if bid is None:
        bid = Bid(procedure=procedure, bidder_tag=tag, receipt=_receipt(), version=0)
    bid.sealed, bid.digest, bid.submitted_at = sealed, sealing.digest_of(sealed), clock.now()
    bid.once_tag, bid.version = once, bid.version + 1
    bid.save()
    return bid


def _receipt() -> str:
    return f"R{secrets.token_hex(8).upper()}"


def _late(actor: Actor, procedure: Procedure, tag: str, once: str) -> Bid:
    """Recorded without content: before the opening nameless, after it with a line in the record."""
    bid = Bid(procedure=procedure, bidder_tag=tag, receipt=_receipt(), once_tag=once, state=BidState.LATE, submitted_at=clock.now())
    if procedure.state not in NAMELESS:
        bid.provider_id, bid.submitted_by_id, bid.submitted_by_name = actor.organisation_id, actor.user_id, actor.name
    bid.save(force_insert=True)
    if procedure.state not in NAMELESS:
        record(
            actor,
            "procurement.bid_late",
            bid,
            stream=procedure.project_no,
            basis="ML18",
            data={"bidder": actor.organisation_name, "arrived_at": bid.submitted_at},
        )
    return bid


@act
def withdraw_bid(actor: Actor, *, receipt: str) -> Bid:
    """Take one's own bid back before the deadline; its content is gone. Raises OutOfScope, Forbidden, Refused."""
    bid = queries.lock_own_bid(actor, receipt)
    require(policies.may_withdraw(actor, bid))
    require(rules.before_deadline(clock.now(), queries.deadline_of(bid.procedure)))
    bid.move("withdraw")
    bid.sealed, bid.withdrawn_at = None, clock.now()
    bid.save(update_fields=["state", "sealed", "withdrawn_at"])
    return bid


def attachment_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
