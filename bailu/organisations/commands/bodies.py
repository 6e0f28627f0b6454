"""Entering an organisation in the register, and changing what is known of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations import names, policies, queries, rules
from bailu.organisations.enums import PROVIDER_KINDS, OrganisationFunction, OrganisationState
from bailu.organisations.models import Organisation
from bailu.ui import search

EDITABLE = (
    "short_name",
    "function",
    "credit_code",
    "registration_no",
    "organisation_code",
    "establishment_evidence",
    "founded_on",
    "address",
    "telephone",
)


def stream(organisation_id: int) -> str:
    return f"O-{organisation_id}"


@act
def register_organisation(
    actor: Actor,
    *,
    kind: str,
    name: str,
    division_code: str,
    function: str = OrganisationFunction.OTHER,
    short_name: str = "",
    credit_code: str = "",
    registration_no: str = "",
    organisation_code: str = "",
    establishment_evidence: str = "",
    founded_on: dt.date | None = None,
    address: str = "",
    telephone: str = "",
    parent_id: int | None = None,
    leading_group: bool = False,
    lead_unit: bool = False,
    assumed: bool = False,
) -> Organisation:
    """Enter a body in the register; a provider begins without qualification (clause 3.2), every other body is listed.

    Refused when the name or the credit code is entered already, or a number does not bear its own check character.
    """
    name = name.strip()
    require(policies.may_register(actor, kind))
    require(_numbers(credit_code, organisation_code))
    require(_is_new(name, credit_code))
    organisation = Organisation.objects.create(
        kind=kind,
        **_named(name, short_name),
        function=function,
        credit_code=credit_code or None,
        registration_no=registration_no,
        organisation_code=organisation_code,
        establishment_evidence=establishment_evidence,
        founded_on=founded_on,
        address=address,
        telephone=telephone,
        division_id=division_code,
        parent_id=parent_id,
        leading_group=leading_group,
        lead_unit=lead_unit,
        assumed=assumed,
        state=OrganisationState.DRAFT if kind in PROVIDER_KINDS else OrganisationState.LISTED,
    )
    facts = {"name": name, "kind": kind, "division": division_code, "credit_code": credit_code, "registration_no": registration_no}
    basis = rules.PROVIDER_CLAUSE if kind in PROVIDER_KINDS else rules.PURCHASER_CLAUSE
    record(actor, "organisations.registered", organisation, stream=stream(organisation.pk), basis=basis, data=facts)
    return organisation


def _named(name: str, short_name: str) -> dict[str, Any]:
    """The name with what it is sorted and found by."""
    return {"name": name, "short_name": short_name, "sort_key": names.sort_key(name), "search": search.vector(name, short_name)}


@act
def edit_organisation(actor: Actor, *, organisation_id: int, **facts: Any) -> Organisation:
    """Change what is known of an organisation (the fields of ``EDITABLE``); name and kind stay, they are its identity in law."""
    organisation = queries.lock(actor, organisation_id)
    require(policies.may_edit(actor, organisation))
    if unknown := set(facts) - set(EDITABLE):
        raise TypeError(f"not editable: {sorted(unknown)}")
    if "credit_code" in facts:
        facts["credit_code"] = facts["credit_code"] or None
    changed = {key: value for key, value in facts.items() if getattr(organisation, key) != value}
    require(_function_is_kept(actor, organisation, changed))
    require(_numbers(changed.get("credit_code") or "", changed.get("organisation_code") or ""))
    if changed.get("credit_code"):
        require(_is_new("", changed["credit_code"]))
    for key, value in changed.items():
        setattr(organisation, key, value)
    organisation.search = search.vector(organisation.name, organisation.short_name)
    organisation.save(update_fields=[*changed, "search"])
    if changed:
        record(actor, "organisations.edited", organisation, stream=stream(organisation.pk), data=changed)
    return organisation


def _function_is_kept(actor: Actor, organisation: Organisation, changed: dict[str, Any]) -> Verdict:
    """The function opens offices (treasury, audit): only who may register the body changes it."""
    return policies.may_register(actor, organisation.kind) if "function" in changed else ALLOWED


def _numbers(credit_code: str, organisation_code: str) -> Verdict:
    if credit_code and not (verdict := rules.credit_code(credit_code)).allowed:
        return verdict
    return rules.organisation_code(organisation_code) if organisation_code else ALLOWED


def _is_new(name: str, credit_code: str) -> Verdict:
    same = Organisation.objects.filter(name=name).first() if name else None
    if same is None and credit_code:
        same = Organisation.objects.filter(credit_code=credit_code).first()
    if same is None:
        return ALLOWED
    return refuse(
        _("名录中已有“%(name)s”，不能重复登记。") % {"name": same.name},
        "RB:3.2",
        fix=reverse("organisations:page", args=[same.pk]),
        fix_label=_("查看该机构"),
        code="duplicate",
    )
