"""Public purchases for programs: the rows of the public register, the story of one, its OCDS files."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from bailu.kernel.words import Words
from bailu.procurement.enums import Method
from bailu.procurement.models import Procedure
from bailu.publicity.api import schemas
from bailu.publicity.ocds import packages, parts
from bailu.publicity.ocds.process import ocid
from bailu.publicity.queries import purchases, story
from bailu.publicity.views import opendata, registers
from bailu.ui import search
from bailu.ui.api import Fault, Problem, problem
from bailu.ui.registers import paging
from bailu.ui.registers.filters import choose

router = Router(tags=["purchases"])
MOST = 100
No = Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9-]+$", description="P-2015-0001")]


class Asked(Schema):
    """The conditions of the public register."""

    q: str = Field("", max_length=100, description="Words of title, number or body, two characters are enough")
    stage: str = Field("", max_length=20, description="open, review, awarded or ended")
    method: str = Field("", max_length=20, description="OPEN_TENDER or CONSULTATION")
    district: str = Field("", max_length=12)
    population: str = Field("", max_length=40)
    after: str = Field("", max_length=400, description="The key in `next` of the page before")
    limit: int = Field(25, ge=1, le=MOST)


@router.get(
    "", response={200: schemas.Notices, 400: Problem, 422: Problem}, url_name="purchases", summary="Public purchases, the latest first"
)
def listed(request: HttpRequest, asked: Query[Asked]) -> Any:
    values = asked.dict()
    chosen = choose(registers.Notices.filters, lambda name: str(values.get(name, "")))
    unknown = [each.name for each in chosen if values.get(each.name) and not each.value]
    if unknown:
        faults = [Fault(where=f"query.{name}", why=_("没有这个选项。")) for name in unknown]
        return problem(422, _("请求的参数无法识别。"), code="parameters", faults=faults)
    rows: QuerySet[Procedure] = purchases.notices()
    for each in chosen:
        rows = each.narrow(rows)
    if asked.q.strip():
        rows = search.matches(rows, asked.q.strip())
    page = paging.take(rows, paging.Order.parse(registers.Notices.default_sort), asked.limit, asked.after)
    kept = {name: value for name, value in values.items() if value and name != "after"} | {"after": page.after}
    following = parts.address(f"{reverse('api:purchases')}?{urlencode(kept)}") if page.after else None
    return {"items": [_notice(row) for row in page.rows], "next": following}


@router.get(
    "/{no}", response={200: schemas.Purchase, 400: Problem, 404: Problem, 422: Problem}, url_name="purchase", summary="One purchase"
)
def one(request: HttpRequest, no: No) -> Any:
    return _purchase(story.story(no))


@router.get(
    "/{no}/releases",
    response={200: schemas.ReleasePackage, 400: Problem, 404: Problem, 422: Problem},
    url_name="releases",
    summary="Its OCDS releases",
)
def releases(request: HttpRequest, no: No) -> HttpResponse:
    return opendata.data(request, packages.release_package(purchases.purchase(no)))


@router.get(
    "/{no}/record",
    response={200: schemas.RecordPackage, 400: Problem, 404: Problem, 422: Problem},
    url_name="record",
    summary="Its OCDS record",
)
def record(request: HttpRequest, no: No) -> HttpResponse:
    return opendata.data(request, packages.record_package(purchases.purchase(no)))


def _coded(code: str, label: Words) -> dict[str, Any]:
    return {"code": code, "label": label}


def _body(body: Any) -> dict[str, Any]:
    return {"name": body.name, "assumed": bool(body.assumed)}


def _notice(row: Procedure) -> dict[str, Any]:
    return {
        "no": row.project_no,
        "number": row.number,
        "title": row.title,
        "purchaser": row.purchaser.name,
        "method": _coded(row.method, Method(row.method).label),
        "stage": _coded(registers.stage(row), registers.state(row)),
        "budget": row.budget_amount,
        "published_at": row.published_at,
        "deadline": row.deadline,
        "url": parts.address(reverse("publicity:purchase", args=[row.project_no])),
    }


def _purchase(found: story.Story) -> dict[str, Any]:
    project, last, no = found.project, found.last.procedure, found.project.no
    return {
        "no": no,
        "title": project.title,
        "purchaser": _body(project.purchaser),
        "populations": [_coded(code, name) for code, name in zip(project.populations, found.populations, strict=True)],
        "fields": [_coded(code, name) for code, name in zip(project.fields, found.fields, strict=True)],
        "area": project.area,
        "people_planned": project.people_planned,
        "months": project.months,
        "demand": last.demand or project.content,
        "budget": last.budget_amount,
        "rounds": [_round(no, each) for each in found.purchase.rounds],
        "results": [_result(each) for each in found.results],
        "contract": _contract(found) if found.agreement else None,
        "url": parts.address(reverse("publicity:purchase", args=[no])),
        "releases": parts.address(reverse("api:releases", args=[no])),
        "record": parts.address(reverse("api:record", args=[no])),
    }


def _round(no: str, each: purchases.Round) -> dict[str, Any]:
    procedure = each.procedure
    return {
        "ocid": ocid(no, each.ordinal),
        "number": procedure.number,
        "method": _coded(procedure.method, Method(procedure.method).label),
        "published_at": procedure.published_at,
        "deadline": procedure.deadline,
        "opens_at": procedure.opens_at,
        "ended_at": procedure.ended_at,
        "end_reason": procedure.end_reason,
        "conditions": list(map(str, procedure.conditions)),
        "criteria": [
            {"title": str(c["title"]), "points": str(c["max"]), "standard": str(c.get("standard") or "")} for c in procedure.criteria
        ],
        "clarifications": [{"text": c.text, "issued_at": c.issued_at} for c in each.clarifications],
        "enquiries": [{"question": e.question, "answer": e.answer, "answered_at": e.answered_at} for e in each.answered],
    }


def _result(each: story.Result) -> dict[str, Any]:
    award = each.award
    return {
        "provider": _body(award.provider),
        "amount": award.amount,
        "noticed_at": award.noticed_at,
        "stands": each.stands,
        "experts": list(map(str, each.experts)),
    }


def _contract(found: story.Story) -> dict[str, Any]:
    agreement = found.agreement
    assert agreement is not None
    signed = agreement.contract
    return {
        "no": signed.no,
        "provider": _body(signed.provider),
        "amount": signed.amount,
        "term_from": signed.term_from,
        "term_to": signed.term_to,
        "signed_at": signed.signed_at,
        "published_at": signed.published_at,
        "settled_at": signed.settled_at,
        "goals": [
            {
                "kind": _coded(r.target.kind, r.target.get_kind_display()),
                "measure": r.target.measure,
                "unit": r.target.unit,
                "goal": str(r.target.goal),
                "done": None if r.done is None else str(r.done),
            }
            for r in found.reached
        ],
        "instalments": [
            {"no": m.no, "kind": _coded(m.kind, m.get_kind_display()), "amount": m.amount, "paid_at": m.paid_at}
            for m in agreement.instalments
        ],
        "evaluations": [
            {
                "kind": _coded(e.kind, e.get_kind_display()),
                "total": None if e.total is None else str(e.total),
                "grade": _coded(e.grade, e.get_grade_display()),
                "published_at": e.published_at,
            }
            for e in agreement.evaluations
        ],
    }
