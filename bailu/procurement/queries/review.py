"""What the rooms above read: the procedure without scope (they have checked theirs), and its bids once they are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bailu.kernel.errors import OutOfScope
from bailu.procurement.enums import BidState, ProcedureState
from bailu.procurement.models import Bid, Procedure


def procedure(procedure_id: int) -> Procedure:
    """Without scope, for rooms above. Raises OutOfScope."""
    found = Procedure.objects.select_related("purchaser", "agency", "project").filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


def current(project_no: str) -> Procedure | None:
    """The procedure of a purchase that is not dead, without scope."""
    return Procedure.objects.live().select_related("purchaser", "agency", "project").filter(project_no=project_no).first()


def bids_for_review(procedure_id: int) -> list[Bid]:
    """The opened bids in the order they came, with provider and attachments; invalid ones are in it, with their reason.

    Empty before the opening, whoever asks.
    """
    rows = Bid.objects.filter(procedure_id=procedure_id, procedure__opened_at__isnull=False).opened()
    return list(rows.select_related("procedure", "provider").prefetch_related("attachments").defer("sealed"))


def bidders(procedure_id: int) -> frozenset[int]:
    """Organisations that bid, known from the opening on: for avoidance (IR2015:9). Empty before."""
    rows = Bid.objects.filter(procedure_id=procedure_id, procedure__opened_at__isnull=False, provider__isnull=False)
    return frozenset(rows.exclude(state__in=(BidState.LATE, BidState.WITHDRAWN)).values_list("provider_id", flat=True))


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated step of a procedure, for releases of open data and for the timeline."""

    what: str
    at: dt.datetime


def history(procedure_id: int) -> list[Moment]:
    """Every dated step so far, in the order of time."""
    p = procedure(procedure_id)
    dated = {
        "started": p.created_at,
        "approval_requested": p.approval_asked_at,
        "method_approved": p.method_approved_at,
        "documents_set": p.documents_set_at,
        "published": p.published_at,
        "closed": p.closed_at,
        "opening_begun": p.opening_begun_at,
        "opened": p.opened_at,
        "review_begun": p.review_begun_at,
        "reviewed": p.reviewed_at,
        "decided": p.decided_at,
        "awarded": p.awarded_at,
        "contracted": p.contracted_at,
        "failed" if p.state == ProcedureState.FAILED else "cancelled": p.ended_at,
    }
    return sorted((Moment(what, at) for what, at in dated.items() if at is not None), key=lambda m: m.at)
