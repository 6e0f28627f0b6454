"""The notice: planned, published, clarified."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.audit.commands import record
from bailu.documents import commands as documents
from bailu.documents.enums import DocumentKind
from bailu.inbox.commands import settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.events import publish
from bailu.kernel.verdict import refuse, require
from bailu.law import params
from bailu.planning import progress as planning
from bailu.planning.enums import Station
from bailu.procurement import criteria as scoring
from bailu.procurement import events, moments, papers, policies, queries, rules, sealing, tasks
from bailu.procurement.models import Clarification, Procedure

DATES = ["documents_from", "documents_until", "deadline", "opens_at", "place", "bid_bond"]


@act
def plan_notice(
    actor: Actor,
    *,
    procedure_id: int,
    deadline: dt.datetime,
    documents_until: dt.date,
    publish_on: dt.date | None = None,
    opens_at: dt.datetime | None = None,
    documents_from: dt.date | None = None,
    place: str = "",
    bid_bond: Decimal | None = None,
) -> Procedure:
    """Fix the dates and draft the notice, so that its text can be read and edited before it goes out.

    Counted as if published on ``publish_on`` (today when not given); publishing counts again. Raises OutOfScope, Forbidden, Refused.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_prepare(actor, procedure))
    day = publish_on or clock.today()
    moment = max(clock.now(), clock.at_day(day))
    _set_dates(procedure, deadline, documents_until, opens_at, documents_from or day, place, bid_bond)
    _require_lawful(procedure, moment, params.regime(day))
    procedure.save(update_fields=DATES)
    _draft(actor, procedure, day)
    record(
        actor,
        "procurement.notice_planned",
        procedure,
        basis="PL2014:35",
        data={"publish_on": day, "deadline": procedure.deadline, "documents_until": procedure.documents_until},
    )
    return procedure


@act
def publish_notice(
    actor: Actor,
    *,
    procedure_id: int,
    deadline: dt.datetime | None = None,
    documents_until: dt.date | None = None,
    opens_at: dt.datetime | None = None,
    documents_from: dt.date | None = None,
    place: str = "",
    bid_bond: Decimal | None = None,
) -> Procedure:
    """Publish the notice and its documents: the regime of this day is pinned, weights and conditions freeze, bidding is open.

    Dates that are not given are those planned. Raises OutOfScope, Forbidden; Refused for a method that lacks approval, documents
    that are not complete, a bidding period or an offer of documents that is too short (PL2014:35, IR2015:31, CK214:10).
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_publish(actor, procedure))
    today, now = clock.today(), clock.now()
    if deadline is not None and documents_until is not None:
        _set_dates(procedure, deadline, documents_until, opens_at, documents_from or today, place, bid_bond)
    regime = params.regime(today)
    _require_lawful(procedure, now, regime)
    _draft(actor, procedure, today)
    procedure.move("publish")
    procedure.regime_on, procedure.published_at = today, now
    procedure.seal_recipient, procedure.seal_secret = sealing.new_pair()
    procedure.save(update_fields=["state", "regime_on", "published_at", "seal_recipient", "seal_secret", "notice_document_id", *DATES])
    documents.issue(actor, papers.document(procedure.notice_document_id))
    record(
        actor,
        "procurement.notice_published",
        procedure,
        basis=rules.bid_period_floor(procedure.method, regime).clause,
        data={
            "method": procedure.method,
            "regime_on": today,
            "deadline": procedure.deadline,
            "opens_at": procedure.opens_at,
            "documents_until": procedure.documents_until,
            "price_weight": procedure.price_weight,
            "criteria": procedure.criteria,
        },
    )
    settle(actor, tasks.PREPARE, procedure)
    planning.advance(actor, procedure.project_no, Station.NOTICE, due_at=procedure.deadline, what=gettext_noop("投标截止"))
    publish(actor, events.NoticePublished(procedure.pk))
    return procedure


@act
def issue_clarification(
    actor: Actor, *, procedure_id: int, text: str, affects_bids: bool, new_deadline: dt.datetime | None = None
) -> Clarification:
    """Clarify or change the documents, to all alike. What may affect bids comes 15 days (consultation: 5) before the deadline, or
    the deadline moves (IR2015:31, CK214:10). Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_clarify(actor, procedure))
    old, now = queries.deadline_of(procedure), clock.now()
    require(rules.before_deadline(now, old))
    if not text.strip():
        require(refuse(_("请写明澄清或修改的内容。"), "IR2015:31", code="text"))
    new_day = moments.day_of(new_deadline) if new_deadline else None
    require(
        rules.clarification(
            now.date(), moments.day_of(old), new_day, affects=affects_bids, method=procedure.method, regime=procedure.regime
        )
    )
    if new_deadline is not None and new_deadline != old:
        _extend(procedure, old, new_deadline)
    made = Clarification.objects.create(
        procedure=procedure,
        text=text.strip(),
        affects_bids=affects_bids,
        issued_by_name=actor.name,
        old_deadline=old,
        new_deadline=new_deadline,
    )
    record(
        actor,
        "procurement.clarified",
        made,
        stream=procedure.project_no,
        basis=rules.clarification_floor(procedure.method, procedure.regime).clause,
        data={"affects_bids": affects_bids, "old_deadline": old, "new_deadline": new_deadline},
    )
    planning.advance(actor, procedure.project_no, Station.NOTICE, due_at=procedure.deadline, what=gettext_noop("投标截止"))
    return made


def _extend(procedure: Procedure, old: dt.datetime, new: dt.datetime) -> None:
    """The opening moves with the deadline."""
    procedure.opens_at = (procedure.opens_at or old) + (new - old)
    procedure.deadline = new
    procedure.save(update_fields=["deadline", "opens_at"])


def _set_dates(
    procedure: Procedure,
    deadline: dt.datetime,
    documents_until: dt.date,
    opens_at: dt.datetime | None,
    documents_from: dt.date,
    place: str,
    bid_bond: Decimal | None,
) -> None:
    procedure.deadline, procedure.opens_at = deadline, opens_at or deadline
    procedure.documents_from, procedure.documents_until = documents_from, documents_until
    procedure.place, procedure.bid_bond = place.strip() or procedure.place, bid_bond


def _require_lawful(procedure: Procedure, now: dt.datetime, regime: params.Regime) -> None:
    """Everything the law asks of a notice, in the order in which it is mended."""
    approved = procedure.method_approved_at is not None
    others = queries.like_purchases(procedure)
    weight = procedure.price_weight or Decimal(0)
    require(rules.method_allowed(procedure.method, procedure.budget_amount, approved=approved, regime=regime))
    require(rules.no_splitting(procedure.method, procedure.budget_amount, others, approved=approved, regime=regime))
    require(rules.documents_complete(procedure.criteria, procedure.conditions, procedure.demand))
    require(scoring.lawful(scoring.parse(procedure.criteria), weight, procedure.method, regime))
    require(rules.budget_shown(procedure.budget_amount, procedure.ceiling))
    require(rules.bid_bond(procedure.bid_bond, procedure.budget_amount, regime))
    if procedure.deadline is None or procedure.documents_until is None:
        require(refuse(_("还没有确定投标截止时间和文件提供期限。"), "PL2014:35", code="dates"))
        return
    require(
        rules.notice(
            published=now,
            deadline=moments.local(procedure.deadline),
            opens_at=moments.local(procedure.opens_at or procedure.deadline),
            since=procedure.documents_from or now.date(),
            until=procedure.documents_until,
            method=procedure.method,
            regime=regime,
        )
    )


@step
def _draft(actor: Actor, procedure: Procedure, day: dt.date) -> None:
    """The notice as a document; what people wrote into its free sections stays."""
    title, data = papers.notice_title(procedure), papers.notice(procedure, day)
    if procedure.notice_document_id is not None:
        documents.revise(actor, papers.document(procedure.notice_document_id), data=data, title=title)
        return
    document = documents.draft(
        actor,
        kind=DocumentKind.PROCUREMENT_NOTICE,
        project_no=procedure.project_no,
        owner=papers.owner(procedure),
        organisation_id=procedure.handler_id,
        title=title,
        data=data,
        shared_with=[procedure.purchaser_id],
    )
    procedure.notice_document_id = document.pk
    procedure.save(update_fields=["notice_document_id"])
