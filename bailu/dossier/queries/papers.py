"""Which papers of a purchase a reader is told of. Whether one is opened, its own room decides once more."""

from __future__ import annotations

from bailu.contracts.models import Contract
from bailu.documents.enums import DocumentKind, DocumentState
from bailu.documents.models import Document
from bailu.funds.models.lines import WATCHERS
from bailu.kernel.actor import Actor
from bailu.kernel.prepared import Prepared
from bailu.planning.models import Project

K = DocumentKind
BUYERS_PAPERS = frozenset({K.PROCUREMENT_NOTICE, K.OPENING_MINUTES, K.AWARD_NOTICE})
CONTRACT_PAPERS = frozenset({K.CONTRACT, K.PAYMENT_CLAIM, K.EVALUATION_REPORT, K.ACCEPTANCE_CERTIFICATE})


_KEPT = Prepared(lambda _actor, no: Document.objects.with_files().filter(project_no=no).order_by("-pk"))


def of_purchase(actor: Actor, project: Project, contract: Contract | None, *, ranked: bool) -> tuple[Document, ...]:
    """Newest first; one query."""
    kept = _KEPT(actor, project.no)
    buying = actor.has(*WATCHERS) or actor.organisation_id in (project.purchaser_id, project.agency_id)
    return tuple(d for d in kept if told(d, buying=buying, contracting=contract is not None, ranked=ranked))


def told(document: Document, *, buying: bool, contracting: bool, ranked: bool) -> bool:
    """``buying``: the buyer's side or those who watch; ``contracting``: who sees the contract; ``ranked``: who sees the ranking."""
    if document.published_at is not None:
        return True
    if document.kind == K.REVIEW_REPORT:
        return ranked
    if document.kind in BUYERS_PAPERS:
        return buying
    return contracting and document.kind in CONTRACT_PAPERS and (document.state == DocumentState.ISSUED or buying)
