"""Whom and what the pilot covers: codes, their names, and what was admitted beyond the list (clause 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.organisations.models import Division
from bailu.planning import rules
from bailu.planning.enums import AdmissionState, Population, ServiceField
from bailu.planning.models import AdmittedPopulation

LISTED: dict[str, Words] = dict((*Population.choices, *ServiceField.choices))


def admissions_of(codes: Iterable[str]) -> list[AdmittedPopulation]:
    """The groups and fields beyond the list that are among these codes; no query when all are listed."""
    beyond = [code for code in codes if code not in LISTED]
    if not beyond:
        return []
    found = AdmittedPopulation.objects.filter(code__in=beyond).select_related("requested_for", "requested_by", "decided_by", "decided_for")
    return list(found)


def names_of(codes: Iterable[str], admissions: Iterable[AdmittedPopulation] | None = None) -> dict[str, str]:
    """Every code with its name in the reader's language, in the order given."""
    wanted = list(codes)
    beyond = {a.code: a.label for a in (admissions_of(wanted) if admissions is None else admissions)}
    return {code: str(LISTED.get(code) or beyond.get(code, code)) for code in wanted}


def in_scope(populations: Collection[str], fields: Collection[str]) -> Verdict:
    """Clause 2 on these codes, with what has been admitted until now."""
    admissions = admissions_of((*populations, *fields))
    admitted = {a.code for a in admissions if a.state == AdmissionState.ADMITTED}
    return rules.in_scope(populations, fields, admitted, {a.code: a.label for a in admissions})


def admitted_named(kind: str, name: str) -> str:
    """The code of the group (or field) admitted under that very name, or nothing."""
    found = AdmittedPopulation.objects.admitted().filter(kind=kind, name=name.strip()).values_list("code", flat=True).first()
    return found or ""


def admitted(kind: str) -> QuerySet[AdmittedPopulation]:
    return AdmittedPopulation.objects.admitted().filter(kind=kind)


def division_name(code: str) -> str:
    """What the division of that code is called; nothing when there is none."""
    return Division.objects.filter(code=code).values_list("name", flat=True).first() or ""


def admissions(actor: Actor) -> QuerySet[AdmittedPopulation]:
    return AdmittedPopulation.objects.visible_to(actor).select_related("requested_for", "requested_by", "decided_by", "decided_for")


def admission(actor: Actor, code: str) -> AdmittedPopulation:
    """Raises OutOfScope."""
    found = admissions(actor).filter(code=code).first()
    if found is None:
        raise OutOfScope
    return found


def lock_admission(actor: Actor, admission_id: int) -> AdmittedPopulation:
    """Raises OutOfScope."""
    found = AdmittedPopulation.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=admission_id).first()
    if found is None:
        raise OutOfScope
    return found
