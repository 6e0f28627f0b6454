"""The small objects of the standard: moments, sums, organisations, documents, items, milestones. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from bailu.contracts.models import ContractTarget
from bailu.documents.models import Document
from bailu.kernel import clock
from bailu.organisations.models import Organisation
from bailu.planning.enums import TargetKind
from bailu.planning.models import Target

Json = dict[str, Any]

# Schemes of identifiers. None of the international register fits 2015; these are names of our own, explained on the public page.
CREDIT_CODE, REGISTRATION, ORGANISATION_CODE = "CN-USCC", "CN-XM-REG", "CN-OC"


def moment(at: dt.datetime) -> str:
    return at.astimezone(clock.ZONE).isoformat(timespec="seconds")


def morning(day: dt.date) -> str:
    return moment(clock.at_day(day))


def evening(day: dt.date) -> str:
    return f"{day.isoformat()}T23:59:59+08:00"


def number(value: Decimal) -> int | float:
    """Whole numbers as such; everything here has at most two places, which a float keeps."""
    return int(value) if value == value.to_integral_value() else float(value)


def text(value: Decimal) -> str:
    return f"{value.normalize():f}"


def money(amount: Decimal) -> Json:
    return {"amount": number(amount), "currency": "CNY"}


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def key(body: Organisation) -> str:
    """Stays when a credit code comes later."""
    return f"XM-BAILU-{body.pk}"


def reference(body: Organisation) -> Json:
    return {"id": key(body), "name": body.name}


def party(body: Organisation, roles: Iterable[str]) -> Json:
    known = [
        {"scheme": scheme, "id": code, "legalName": body.name}
        for scheme, code in (
            (CREDIT_CODE, body.credit_code),
            (REGISTRATION, body.registration_no),
            (ORGANISATION_CODE, body.organisation_code),
        )
        if code
    ]
    made: Json = {"id": key(body), "name": body.name, "roles": list(roles)}
    if known:
        made["identifier"] = known[0]
    if known[1:]:
        made["additionalIdentifiers"] = known[1:]
    made["address"] = {"streetAddress": body.address, "countryName": "中国"} if body.address else {"countryName": "中国"}
    return made


def document(paper: Document | None, kind: str) -> list[Json]:
    """The public file of a paper; nothing when it is not public."""
    if paper is None or paper.published_at is None:
        return []
    return [
        {
            "id": paper.number,
            "documentType": kind,
            "title": paper.title,
            "url": address(reverse("documents:file", args=[paper.pk, "pdf"])),
            "datePublished": moment(paper.published_at),
            "format": "application/pdf",
            "language": "zh",
        }
    ]


COUNTED = (TargetKind.QUANTITY, TargetKind.SCALE)
Goals = Sequence[Target | ContractTarget]


def items(targets: Goals) -> list[Json]:
    """What is bought, counted: the targets of number and scale."""
    return [
        {"id": f"{place}", "description": t.measure, "quantity": number(t.goal), "unit": {"name": t.unit}}
        for place, t in enumerate(targets, 1)
        if t.kind in COUNTED
    ]


def goals(targets: Goals, due: dt.date | None = None) -> list[Json]:
    """What must be reached otherwise: the targets of quality and effect, as milestones of the delivery."""
    made = []
    for place, target in enumerate(targets, 1):
        if target.kind in COUNTED:
            continue
        bound = "不高于" if target.lower_is_better else "不低于"
        said = f"{TargetKind(target.kind).label}：{bound}{text(target.goal)}{target.unit}"
        if target.evidence:
            said += f"；证明方式：{target.evidence}"
        one = {"id": f"target-{place}", "title": target.measure, "type": "delivery", "description": said, "status": "scheduled"}
        made.append(one | ({"dueDate": evening(due)} if due else {}))
    return made
