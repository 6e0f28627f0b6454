"""What the documents of this room say: the notice and the minutes of the opening, as facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bailu.documents.chinese import in_chinese
from bailu.documents.models import Document
from bailu.kernel.errors import OutOfScope
from bailu.law import clauses
from bailu.law.params import Regime
from bailu.organisations.models import Organisation
from bailu.planning.enums import TargetKind
from bailu.planning.models import Project
from bailu.procurement import moments, rules
from bailu.procurement.enums import Method
from bailu.procurement.models import Bid, Procedure

NOTICE_CLAUSES = ("PL2014:11", "IR2015:30", "IR2015:31", "IR2015:34")


def owner(procedure: Procedure) -> str:
    return f"procurement.Procedure:{procedure.pk}"


def document(pk: int | None) -> Document:
    """Raises OutOfScope."""
    found = Document.objects.filter(pk=pk or 0).first()
    if found is None:
        raise OutOfScope(f"documents.Document:{pk}")
    return found


def party(body: Organisation) -> dict[str, str]:
    said = {"name": body.name, "credit_code": body.credit_code or "", "address": body.address, "phone": body.telephone}
    return {key: value for key, value in said.items() if value}


def _common(procedure: Procedure, cited: Sequence[str]) -> dict[str, Any]:
    known = [clauses.get(c) for c in cited]
    said: dict[str, Any] = {
        "project_no": procedure.project_no,
        "project_title": procedure.title,
        "purchaser": party(procedure.purchaser),
        "clauses": [{"id": c.id, "title": c.label, "text": str(c.summary)} for c in known],
        "method": str(Method(procedure.method).label),
        "ceiling": procedure.ceiling,
    }
    return said


@in_chinese
def notice_title(procedure: Procedure) -> str:
    words = {"title": procedure.title}
    if procedure.method == Method.OPEN_TENDER:
        return _("%(title)s公开招标公告") % words
    return _("%(title)s竞争性磋商公告") % words


@in_chinese
def notice(procedure: Procedure, day: dt.date) -> dict[str, Any]:
    """The notice as of the day it goes out. Budget, dates, conditions, weights and targets are in it by law."""
    project, regime = procedure.project, procedure.regime
    floor = rules.bid_period_floor(procedure.method, regime)
    said = _common(procedure, (floor.clause, *NOTICE_CLAUSES))
    said |= {
        "budget": procedure.budget_amount,
        "demand": procedure.demand,
        "method_reason": _method_reason(procedure),
        "supplier_conditions": procedure.conditions,
        "document_from": procedure.documents_from,
        "document_until": procedure.documents_until,
        "deadline": procedure.deadline and moments.local(procedure.deadline),
        "opening_at": procedure.opens_at and moments.local(procedure.opens_at),
        "opening_place": procedure.place or _("白鹭系统网上开标"),
        "published_on": day,
        "bid_bond": procedure.bid_bond,
        "service_place": project.area,
        "service_term": _("自合同签订之日起%(months)s个月") % {"months": project.months},
        "targets": _targets(project),
        "weights": [{"item": c["title"], "points": c["max"], "standard": c.get("standard") or None} for c in procedure.criteria],
        "notice_days": _notice_days(procedure, regime),
        "assumed": list(project.assumed),
    }
    if procedure.agency:
        said["agency"] = party(procedure.agency)
    return {key: value for key, value in said.items() if value is not None}


def _method_reason(procedure: Procedure) -> str:
    reasons = list(procedure.method_reasons)
    if procedure.method_approved_at:
        approved = moments.day_of(procedure.method_approved_at)
        reasons = [_("经市财政部门于%(day)s批准采用竞争性磋商：%(why)s") % {"day": approved.isoformat(), "why": procedure.approval_reason}]
    return "\n".join(reasons)


def _targets(project: Project) -> list[dict[str, Any]]:
    rows = []
    for target in project.targets.all():
        row = {
            "kind": str(TargetKind(target.kind).label),
            "measure": target.measure,
            "unit": target.unit,
            "base": target.base,
            "goal": target.goal,
            "evidence": target.evidence,
        }
        rows.append({key: value for key, value in row.items() if value not in (None, "")})
    return rows


def _notice_days(procedure: Procedure, regime: Regime) -> int | None:
    tender = procedure.method == Method.OPEN_TENDER
    floor = regime["procurement.notice_days_tender" if tender else "procurement.notice_days_consultation"]
    return None if floor.off else floor.number


@in_chinese
def minutes_title(procedure: Procedure) -> str:
    return _("%(title)s开标记录") % {"title": procedure.title}


@in_chinese
def minutes(procedure: Procedure, bids: Sequence[Bid], late: Sequence[Bid], notes: str) -> dict[str, Any]:
    """Who bid what, as it was read aloud; late bids went back unopened; invalid ones are named with the reason."""
    said = _common(procedure, ("PL2014:36", "ML18"))
    begun = procedure.opening_begun_at
    said |= {
        "deadline": procedure.deadline and moments.local(procedure.deadline),
        "opened_at": begun and moments.local(begun),
        "ended_at": procedure.opened_at and moments.local(procedure.opened_at),
        "place": procedure.place or _("白鹭系统网上开标"),
        "openers": [procedure.opening_begun_by_name, procedure.opening_confirmed_by_name],
        "host": procedure.opening_begun_by_name,
        "recorder": procedure.opening_confirmed_by_name,
        "bids": [_bid_row(bid) for bid in bids],
        "late": [{"bidder": _name(bid), "arrived_at": moments.local(bid.submitted_at), "remark": _("逾期，未开启退回")} for bid in late],
        "notes": notes,
    }
    return {key: value for key, value in said.items() if value is not None}


def _bid_row(bid: Bid) -> dict[str, Any]:
    row = {
        "bidder": _name(bid),
        "received_at": moments.local(bid.submitted_at),
        "price": bid.price if bid.price is not None else _("未能读出"),
    }
    return row | {"remark": bid.invalid_reason or _("摘要 %(digest)s") % {"digest": bid.digest[:16]}}


def _name(bid: Bid) -> str:
    return bid.provider.name if bid.provider else _("身份无法确认的投标人")
