"""Lists of pilot sites as a district hands them in and the leading group's office decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bailu.kernel.actor import Actor
from bailu.organisations.enums import OrganisationFunction, OrganisationKind
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.programmes import commands
from bailu.programmes.enums import Batch
from bailu.programmes.models import SiteApplication, WorkItem
from tests.factories import make_actor, make_division, make_organisation

STREET = "350203001"


@dataclass(frozen=True)
class District:
    """A district's government with its pilot's clerk."""

    organisation: Organisation
    clerk: Actor


def make_district(code: str = "350203") -> District:
    body = make_organisation(OrganisationKind.GOVERNMENT, division=code)
    return District(body, make_actor(Role.DISTRICT_CLERK, body))


def make_office() -> Actor:
    """A clerk of the leading group's office, in the city's bureau."""
    found = Organisation.objects.filter(function=OrganisationFunction.CIVIL_AFFAIRS, division_id="350200").order_by("pk").first()
    return make_actor(Role.OFFICE_CLERK, found)


def plan_file(name: str = "配套方案.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 supporting plan")


def list_facts(*codes: str, **changes: Any) -> dict[str, Any]:
    """Of the streets named, which are made when they are not there."""
    for code in codes or (STREET,):
        make_division(code)
    return {
        "batch": Batch.FIRST,
        "sites": [{"division_code": code, "reason": "老年人多，居委会有场地。"} for code in codes or (STREET,)],
        "plan_title": "思明区政府购买社会工作服务试点工作方案",
        "plan_summary": "区政府分管领导牵头，安排专项资金，重点服务老年人。",
        "plan": plan_file(),
    } | changes


def make_list(*codes: str, district: District | None = None, **changes: Any) -> SiteApplication:
    """Handed in, waiting for the office."""
    facts = list_facts(*codes, **changes)
    district = district or make_district((codes or (STREET,))[0][:6])
    return commands.name_sites(district.clerk, **facts)


def make_returned_list(*codes: str, district: District | None = None, office: Actor | None = None) -> SiteApplication:
    made = make_list(*codes, district=district)
    return commands.return_sites(office or make_office(), application_id=made.pk, reason="请补充资金安排。")


def make_approved_list(*codes: str, district: District | None = None, office: Actor | None = None, **changes: Any) -> SiteApplication:
    """From now on its streets may purchase through their district."""
    made = make_list(*codes, district=district, **changes)
    return commands.approve_sites(office or make_office(), application_id=made.pk, decision="同意列入试点。")


def work_facts(*bodies: Organisation, **changes: Any) -> dict[str, Any]:
    return {
        "phase": "4.2",
        "title": "出台本区贯彻落实措施",
        "detail": "印发文件，报送文本。",
        "assignee_ids": [body.pk for body in bodies],
        "due_on": dt.date(2015, 4, 30),
    } | changes


def make_work(actor: Actor, *bodies: Organisation, **changes: Any) -> WorkItem:
    """Assigned down; the first piece of it."""
    return commands.assign(actor, **work_facts(*bodies, **changes))


def make_reported_work(actor: Actor, district: District, **changes: Any) -> WorkItem:
    work = make_work(actor, district.organisation, **changes)
    return commands.report_assignment(district.clerk, assignment_id=work.pk, report="已印发。")
