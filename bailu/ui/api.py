"""What the JSON addresses of all rooms share: how sums and moments are written, and how a refusal is told.

An address of a room is a thin reading of the queries its pages read; it never knows more than they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import BeforeValidator, WithJsonSchema

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import Verdict
from bailu.ui import clause_labels
from bailu.ui.identity import actor_of


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(clock.ZONE).isoformat(timespec="seconds") if value is not None else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _sum(value: Decimal | None) -> str | None:
    return f"{value:.2f}" if value is not None else None


#: As they stand in JSON: the hour of Xiamen, a day, yuan with two places (as text, so that no program rounds them), a lazy text.
Moment = Annotated[str, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[str, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Yuan = Annotated[str, BeforeValidator(_sum), WithJsonSchema({"type": "string", "pattern": r"^\d+\.\d{2}$"})]
Text = Annotated[str, BeforeValidator(force_str), WithJsonSchema({"type": "string"})]
MaybeMoment = Annotated[
    str | None, BeforeValidator(_moment), WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]})
]


class Clause(Schema):
    """A clause as it is cited, and the address where it is explained."""

    id: str
    label: Text
    url: str


class Fault(Schema):
    """What of the question cannot be read: where it stands, and why."""

    where: str
    why: Text


class Problem(Schema):
    """Every answer that is not 200: what is wrong in the reader's language, the clause it rests on, what can be put right."""

    error: Text
    clause: Clause | None = None
    code: str = ""
    faults: list[Fault] = []


def clause(id_: str) -> Clause | None:
    return Clause(id=id_, label=clause_labels.label(id_), url=clause_labels.address(id_)) if id_ else None


def problem(status: int, error: Any, *, clause_id: str = "", code: str = "", faults: Sequence[Fault] = ()) -> HttpResponse:
    told = Problem(error=error, clause=clause(clause_id), code=code, faults=list(faults))
    return JsonResponse(told.model_dump(), status=status)


def refused(verdict: Verdict) -> HttpResponse:
    return problem(403 if verdict.forbidden else 422, verdict.reason, clause_id=verdict.clause, code=verdict.code)


def signed_in(request: HttpRequest) -> Actor | None:
    """For addresses that are not for everybody; whoever has not signed in is answered 401."""
    actor = actor_of(request)
    return actor if actor.signed_in else None


def unreadable(error: ValidationError) -> HttpResponse:
    """Where and why, without repeating what was sent."""
    faults = [Fault(where=".".join(map(str, each.get("loc", ()))), why=str(each.get("msg", ""))) for each in error.errors]
    return problem(422, _("请求的参数无法识别。"), code="parameters", faults=faults)


def http_problem(error: HttpError) -> HttpResponse:
    known = {401: _("请先登录。"), 403: _("您现在的身份不能读取这项数据。")}
    return problem(error.status_code, known.get(error.status_code) or _("请求无法识别"))


def lost() -> HttpResponse:
    return problem(404, _("没有这项数据，或者不在您可以查看的范围内。"))


def install(api: NinjaAPI) -> None:
    """Every refusal, wherever it was raised, is told as a ``Problem``."""
    answers: dict[type[Exception], Any] = {
        Refused: lambda _request, error: refused(error.verdict),
        Forbidden: lambda _request, error: refused(error.verdict),
        OutOfScope: lambda _request, _error: lost(),
        Http404: lambda _request, _error: lost(),
        ValidationError: lambda _request, error: unreadable(error),
        HttpError: lambda _request, error: http_problem(error),
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)
