"""The law for programs: instruments, clauses in our own words, and the dated numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.law import clauses, params, queries
from bailu.law.clauses import Clause
from bailu.law.params import Param
from bailu.publicity.api import schemas
from bailu.publicity.ocds import parts
from bailu.ui import clause_labels
from bailu.ui.api import Problem, clause

router = Router(tags=["law"])
On = Annotated[date | None, Query(description="As it stood on that day; today when none is given")]
ClauseId = Annotated[str, Path(max_length=40, description="PL2014:35")]
Key = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9_.]+$", description="procurement.tender_min_days")]


@router.get(
    "/instruments", response={200: list[schemas.Instrument], 400: Problem}, url_name="instruments", summary="Laws, orders and documents"
)
def instruments(request: HttpRequest) -> Any:
    return [
        {
            "id": each.id,
            "title": each.title,
            "issuer": each.issuer,
            "number": each.number,
            "since": each.since.isoformat() if each.since else None,
            "until": each.until.isoformat() if each.until else None,
            "supersedes": list(each.supersedes),
            "sureness": each.sureness,
        }
        for each in clauses.instruments()
    ]


@router.get(
    "/clauses",
    response={200: list[schemas.ClauseLine], 400: Problem, 422: Problem},
    url_name="clauses",
    summary="Clauses; with q those with the words",
)
def listed(
    request: HttpRequest, q: Annotated[str, Query(max_length=100)] = "", instrument: Annotated[str, Query(max_length=40)] = ""
) -> Any:
    found = queries.search(q) if q.strip() else list(clauses.all_clauses())
    return [_line(each) for each in found if not instrument or each.instrument.id == instrument]


@router.get(
    "/clauses/{clause_id}",
    response={200: schemas.ClauseLine, 400: Problem, 404: Problem, 422: Problem},
    url_name="clause",
    summary="One clause",
)
def one(request: HttpRequest, clause_id: ClauseId) -> Any:
    found = clauses.find(clause_id)
    if found is None:
        raise OutOfScope(clause_id)
    return _line(found)


@router.get(
    "/parameters",
    response={200: schemas.Parameters, 400: Problem, 422: Problem},
    url_name="parameters",
    summary="Every number of the law on a day",
)
def parameters(request: HttpRequest, on: On = None) -> Any:
    day = on or clock.today()
    regime = params.regime(day)
    return {"on": day.isoformat(), "city": regime.city, "items": [_parameter(each) for each in regime.values()]}


@router.get(
    "/parameters/{key}",
    response={200: schemas.History, 400: Problem, 404: Problem, 422: Problem},
    url_name="parameter",
    summary="A number and its past",
)
def history(request: HttpRequest, key: Key) -> Any:
    try:
        return {"key": key, "values": [_parameter(each) for each in params.history(key)]}
    except params.UnknownParameter:
        raise OutOfScope(key) from None


def _line(found: Clause) -> dict[str, Any]:
    return {
        "id": found.id,
        "instrument": found.instrument.id,
        "label": found.label,
        "title": found.title,
        "summary": found.summary,
        "sureness": found.sureness,
        "url": parts.address(clause_labels.address(found.id)),
    }


def _parameter(found: Param) -> dict[str, Any]:
    return {
        "key": found.key,
        "title": found.title,
        "value": _plain(found.value),
        "unit": found.unit,
        "op": found.op,
        "since": found.since.isoformat() if found.since else None,
        "sureness": found.sureness,
        "clause": clause(found.clause),
        "wording": found.wording(),
    }


def _plain(value: Any) -> Any:
    """Without loss: a ratio such as 2/3 and a sum are texts."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    return value
