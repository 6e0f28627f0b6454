"""Does a dict say what its kind of document must say? And as what JSON is it kept?

A dict that does not fit is a mistake of the station that wrote it, not of the person at the screen: ``BadData`` is an
error of programming and says which path is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from django.core.serializers.json import DjangoJSONEncoder

from bailu.documents import schemas, words
from bailu.documents.enums import DocumentKind

SCHEMAS: dict[str, type] = {
    DocumentKind.PROCUREMENT_NOTICE: schemas.ProcurementNotice,
    DocumentKind.OPENING_MINUTES: schemas.OpeningMinutes,
    DocumentKind.REVIEW_REPORT: schemas.ReviewReport,
    DocumentKind.AWARD_NOTICE: schemas.AwardNotice,
    DocumentKind.CONTRACT: schemas.Contract,
    DocumentKind.EVALUATION_REPORT: schemas.EvaluationReport,
    DocumentKind.PAYMENT_CLAIM: schemas.PaymentClaim,
    DocumentKind.ACCEPTANCE_CERTIFICATE: schemas.AcceptanceCertificate,
}


class BadData(TypeError):
    """The data of a document lacks something its schema asks for, or says something the schema does not know."""


def checked(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON keeps it: amounts and days as text, nothing that the schema of ``kind`` does not know."""
    plain: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False))
    problems = _problems(SCHEMAS[kind], plain, "")
    if problems:
        raise BadData(f"{kind}: " + "; ".join(problems))
    return plain


def _problems(schema: type, value: Mapping[str, Any], path: str) -> list[str]:
    hints = get_type_hints(schema)
    required: frozenset[str] = schema.__required_keys__  # type: ignore[attr-defined]
    found = [f"{path}{key} is missing" for key in sorted(required) if value.get(key) is None]
    for key, item in value.items():
        if key not in hints:
            found.append(f"{path}{key} is not known")
        elif item is not None:
            found.extend(_inside(hints[key], item, f"{path}{key}"))
    return found


def _inside(hint: Any, value: Any, path: str) -> list[str]:
    if get_origin(hint) is list:
        if not isinstance(value, list):
            return [f"{path} is not a list"]
        (inner,) = get_args(hint)
        return [problem for row, item in enumerate(value) for problem in _inside(inner, item, f"{path}.{row}")]
    if is_typeddict(hint):
        return _problems(hint, value, f"{path}.") if isinstance(value, dict) else [f"{path} is not a dict"]
    if hint is Any:
        return []
    allowed = get_args(hint) or (hint,)
    if bool in allowed:
        return [] if isinstance(value, bool) else [f"{path} is not true or false"]
    if isinstance(value, (dict, list, bool)):
        return [f"{path} is not plain"]
    return _unlike(allowed, value, path)


def _unlike(allowed: tuple[Any, ...], value: object, path: str) -> list[str]:
    """Amounts, figures and days are written as such: what cannot be printed is found here and not by the worker."""
    if Decimal in allowed or allowed == (int,):
        return [] if words.is_number(value) else [f"{path} is not a number"]
    if date in allowed or datetime in allowed:
        try:
            words.day(str(value))
        except ValueError:
            return [f"{path} is not a day"]
    return []
