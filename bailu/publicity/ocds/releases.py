"""A purchase as OCDS releases: one for each act that made something public, in the order of the acts.

A release says what its act changed; merged in order they give the present state. Nothing in a release depends on what came later, so
what was published once is published the same ever after. A purchase that had to be tendered again is a contracting process of its own,
related to the failed one, as the standard asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailu.award.models import Award
from bailu.documents.chinese import in_chinese
from bailu.procurement.enums import FailureKind, Method
from bailu.procurement.models import Clarification
from bailu.publicity.ocds import fulfilment, parts
from bailu.publicity.ocds.parts import Json
from bailu.publicity.ocds.process import Process, ocid
from bailu.publicity.queries.purchases import Purchase, Round

# A consultation is announced, and those found qualified are consulted.
METHODS = {Method.OPEN_TENDER: "open", Method.CONSULTATION: "selective"}


@in_chinese
def processes(purchase: Purchase) -> list[list[Json]]:
    """The releases of each round, oldest first."""
    return [sorted(_round(Process(purchase, own)), key=lambda release: str(release["date"])) for own in purchase.rounds]


def releases_of(purchase: Purchase) -> list[Json]:
    return [release for process in processes(purchase) for release in process]


def _round(process: Process) -> Iterator[Json]:
    yield _planning(process)
    yield _tender(process)
    yield from _clarifications(process)
    for ordinal, award in enumerate(process.round.awards, 1):
        yield _award(process, ordinal, award)
    if process.round.agreement is not None:
        yield from fulfilment.releases(process, process.round.agreement)
    if process.round.procedure.ended_at is not None:
        yield _ended(process)


def _planning(process: Process) -> Json:
    project = process.purchase.project
    line = project.budget_line
    said = f"{project.title}服务经费{parts.text(project.amount)}元，另预留评估费{parts.text(project.fee)}元。"
    budget: Json = {"description": said, "amount": parts.money(project.amount), "project": project.title, "projectID": project.no}
    if line is not None:
        process.name(line.treasury, "funder")
        budget = {"id": line.no} | budget
    more: Json = {}
    if process.round.ordinal > 1:
        before = ocid(process.purchase.no, process.round.ordinal - 1)
        more["relatedProcesses"] = [{"id": "1", "relationship": ["unsuccessfulProcess"], "scheme": "ocid", "identifier": before}]
    return process.release(
        "planning",
        project.budgeted_at or project.created_at,
        ["planning"],
        buyer=process.name(process.round.procedure.purchaser, "buyer"),
        planning={"rationale": project.content, "budget": budget},
        **more,
    )


def _tender(process: Process) -> Json:
    own, procedure = process.round, process.round.procedure
    assert procedure.published_at is not None
    details = "；".join(f"{c['title']} {c['max']}分" for c in procedure.criteria)
    tender: Json = {
        "id": procedure.number,
        "title": procedure.title,
        "description": procedure.demand or process.purchase.project.content,
        "status": "active",
        "procuringEntity": process.name(process.entity, "procuringEntity"),
        "value": parts.money(procedure.limit),
        "procurementMethod": METHODS[Method(procedure.method)],
        "procurementMethodDetails": str(Method(procedure.method).label),
        "procurementMethodRationale": "；".join(map(str, procedure.method_reasons)),
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": details,
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": _period(own),
        "eligibilityCriteria": "；".join(map(str, procedure.conditions)),
        "items": parts.items(process.purchase.targets),
        "documents": parts.document(process.purchase.papers.get(procedure.notice_document_id or 0), "tenderNotice"),
        "milestones": parts.goals(process.purchase.targets),
    }
    buyer = process.name(procedure.purchaser, "buyer")
    return process.release("tender", procedure.published_at, ["tender"], buyer=buyer, tender=tender)


def _period(own: Round) -> Json:
    """As the notice said it: the deadline before the first clarification that moved it."""
    procedure = own.procedure
    moved = [c.old_deadline for c in own.clarifications if c.new_deadline]
    deadline = moved[0] if moved else procedure.deadline
    assert procedure.published_at is not None and deadline is not None
    return {"startDate": parts.moment(procedure.published_at), "endDate": parts.moment(deadline)}


def _clarifications(process: Process) -> Iterator[Json]:
    number = process.round.procedure.number
    amendments: list[Json] = []
    for ordinal, each in enumerate(process.round.clarifications, 1):
        amendments = [*amendments, _amendment(process, ordinal, each)]
        tender: Json = {"id": number, "amendments": amendments}
        if each.new_deadline:
            tender["tenderPeriod"] = {"endDate": parts.moment(each.new_deadline)}
        tag = "tenderAmendment" if each.new_deadline or each.affects_bids else "tenderUpdate"
        yield process.release(f"clarification-{ordinal}", each.issued_at, [tag], tender=tender)
    answered = process.round.answered
    if answered and answered[0].answered_at is not None:
        yield process.release("enquiries", answered[0].answered_at, ["tenderUpdate"], tender={"id": number, "hasEnquiries": True})


def _amendment(process: Process, ordinal: int, each: Clarification) -> Json:
    return {
        "id": f"{ordinal}",
        "date": parts.moment(each.issued_at),
        "description": each.text,
        "amendsReleaseID": f"{process.ocid}-{f'clarification-{ordinal - 1}' if ordinal > 1 else 'tender'}",
        "releaseID": f"{process.ocid}-clarification-{ordinal}",
    }


def _award(process: Process, ordinal: int, award: Award) -> Json:
    assert award.noticed_at is not None
    own = process.round
    bidders = [process.name(body, "tenderer") for body in own.bidders]
    made: Json = {
        "id": award_id(process, ordinal),
        "title": own.procedure.title,
        "status": "active",
        "date": parts.moment(award.decided_at),
        "value": parts.money(award.amount),
        "suppliers": [process.name(award.provider, "supplier")],
        "items": parts.items(process.purchase.targets),
        "documents": parts.document(process.purchase.papers.get(award.notice_document_id or 0), "awardNotice"),
    }
    tender: Json = {"id": own.procedure.number, "status": "complete", "numberOfTenderers": len(bidders), "tenderers": bidders}
    if ordinal == 1:
        return process.release("award-1", award.noticed_at, ["award"], tender=tender, awards=[made])
    fallen = {"id": award_id(process, ordinal - 1), "status": "cancelled"}
    return process.release(f"award-{ordinal}", award.noticed_at, ["award", "awardCancellation"], tender=tender, awards=[fallen, made])


def award_id(process: Process, ordinal: int) -> str:
    return f"{process.round.procedure.number}-A{ordinal}"


def _ended(process: Process) -> Json:
    """A tender that came to nothing; an award that stood until then falls with it."""
    procedure = process.round.procedure
    assert procedure.ended_at is not None
    gone = procedure.failure_kind == FailureKind.TASK_CANCELLED
    tender: Json = {"id": procedure.number, "status": "cancelled" if gone else "unsuccessful"}
    tags = ["tenderCancellation"] if gone else ["tenderUpdate"]
    last = len(process.round.awards)
    if not last:
        return process.release("ended", procedure.ended_at, tags, tender=tender)
    fallen = [{"id": award_id(process, last), "status": "cancelled"}]
    return process.release("ended", procedure.ended_at, [*tags, "awardCancellation"], tender=tender, awards=fallen)
