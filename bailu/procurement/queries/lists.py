"""Rows in a reader's scope, and rows held for an act."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.planning.models import Project
from bailu.procurement import sealing
from bailu.procurement.models import Bid, Enquiry, Procedure

_WITH = ("purchaser", "agency")


def procedures(actor: Actor) -> QuerySet[Procedure]:
    """The register."""
    return Procedure.objects.visible_to(actor).select_related(*_WITH)


def opportunities(actor: Actor) -> QuerySet[Procedure]:
    """Notices that are open for bidding now."""
    return Procedure.objects.visible_to(actor).open_for_bidding().select_related(*_WITH)


def get(actor: Actor, procedure_id: int) -> Procedure:
    """Raises OutOfScope."""
    found = procedures(actor).select_related("project").filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


def by_project(actor: Actor, project_no: str) -> Procedure | None:
    """The newest procedure of a purchase that the actor may see."""
    return procedures(actor).select_related("project").filter(project_no=project_no).order_by("-pk").first()


def lock(actor: Actor, procedure_id: int) -> Procedure:
    """The procedure in scope, held until the act ends. Raises OutOfScope."""
    rows = procedures(actor).select_related("project").select_for_update(of=("self",))
    found = rows.filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


def lock_project(actor: Actor, project_no: str) -> Project:
    """The project in scope, held: two procedures for one project are not started at once. Raises OutOfScope."""
    rows = Project.objects.visible_to(actor).select_related("purchaser").select_for_update(of=("self",))
    found = rows.filter(no=project_no).first()
    if found is None:
        raise OutOfScope(project_no)
    return found


def get_enquiry(actor: Actor, enquiry_id: int) -> Enquiry:
    """Raises OutOfScope."""
    found = Enquiry.objects.visible_to(actor).select_related("procedure", "procedure__purchaser").filter(pk=enquiry_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Enquiry:{enquiry_id}")
    return found


def lock_enquiry(actor: Actor, enquiry_id: int) -> Enquiry:
    """Raises OutOfScope."""
    rows = Enquiry.objects.visible_to(actor).select_related("procedure").select_for_update(of=("self",))
    found = rows.filter(pk=enquiry_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Enquiry:{enquiry_id}")
    return found


def enquiries_of(procedure: Procedure) -> list[Enquiry]:
    """All questions, oldest first; who asked is not among what is read."""
    return list(procedure.enquiries.defer("asker_id"))


def get_bid(actor: Actor, bid_id: int) -> Bid:
    """An opened bid in scope. Raises OutOfScope."""
    rows = Bid.objects.visible_to(actor).select_related("procedure", "procedure__purchaser", "provider")
    found = rows.filter(pk=bid_id).defer("sealed").first()
    if found is None:
        raise OutOfScope(f"procurement.Bid:{bid_id}")
    return found


def own_bids(actor: Actor) -> QuerySet[Bid]:
    """One's own bids, sealed ones too (as receipts): found by the keyed tag, which only this installation can compute."""
    if actor.organisation_id is None:
        return Bid.objects.none()
    named = Q(provider_id=actor.organisation_id)
    ids = Procedure.objects.public().values_list("pk", flat=True)
    tags = _tags(ids, actor.organisation_id) if Bid.objects.filter(provider__isnull=True).exists() else []
    rows = Bid.objects.filter(named | Q(bidder_tag__in=tags)) if tags else Bid.objects.filter(named)
    return rows.select_related("procedure", "procedure__purchaser").defer("sealed")


def _tags(procedure_ids: QuerySet[Procedure, int], provider_id: int) -> Sequence[str]:
    tag = sealing.tagger()
    return [tag(pk, provider_id) for pk in procedure_ids]


def get_own_bid(actor: Actor, receipt: str) -> Bid:
    """Raises OutOfScope."""
    found = Bid.objects.select_related("procedure", "procedure__purchaser").filter(receipt=receipt).first()
    if found is None or not _own(actor, found):
        raise OutOfScope(receipt)
    return found


def lock_own_bid(actor: Actor, receipt: str) -> Bid:
    """The procedure is held first, as when a bid is submitted. Raises OutOfScope."""
    seen = get_own_bid(actor, receipt)
    procedure = Procedure.objects.select_for_update().get(pk=seen.procedure_id)
    bid = Bid.objects.select_for_update().get(pk=seen.pk)
    bid.procedure = procedure
    return bid


def _own(actor: Actor, bid: Bid) -> bool:
    if actor.organisation_id is None:
        return False
    if bid.provider_id is not None:
        return bid.provider_id == actor.organisation_id
    return bid.bidder_tag == sealing.bidder_tag(bid.procedure_id, actor.organisation_id)
