"""Starting a procedure, choosing its method, having it approved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.inbox.models import Task
from bailu.kernel.errors import OutOfScope
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement import commands
from bailu.procurement.enums import Method
from bailu.procurement.models import Procedure
from tests.factories import make_actor, make_organisation, make_purchaser
from tests.procurement import factories as make
from tests.procurement.accepted import make_accepted_project
from tests.procurement.helpers import forbidden, refused, verbs

pytestmark = pytest.mark.django_db

SMALL = Decimal("300000.00")


def open_tasks(no: str) -> set[tuple[str, str]]:
    return set(Task.objects.open().filter(stream=no).values_list("kind", "role"))


def test_a_procedure_starts_with_the_recommended_method() -> None:
    buying = make.make_started()
    procedure = buying.procedure
    assert (procedure.state, procedure.method, procedure.recommended) == ("DRAFT", "OPEN_TENDER", "OPEN_TENDER")
    assert procedure.number == f"{buying.no}-1"
    assert procedure.budget_amount == Decimal("508000.00")
    assert procedure.method_reasons
    assert Project.objects.get(no=buying.no).state == "PROCURING"
    assert ("procurement.prepare", Role.PROCUREMENT_OFFICER) in open_tasks(buying.no)
    assert "procurement.started" in verbs(buying.no)


@pytest.mark.parametrize(("upto", "clause"), [("submitted", "PL2014:6"), ("budgeted", "XM2015:4.1")])
def test_a_procedure_waits_for_budget_and_declaration(upto: str, clause: str) -> None:
    project = make_accepted_project(upto=upto)
    clerk = make_actor(Role.PURCHASER_CLERK, project.purchaser)
    refused(lambda: commands.start_procedure(clerk, project_no=project.no), clause=clause)
    assert not Procedure.objects.exists()


def test_only_the_buyers_own_clerks_start_it() -> None:
    project = make_accepted_project()
    head = make_actor(Role.PURCHASER_HEAD, project.purchaser)
    forbidden(lambda: commands.start_procedure(head, project_no=project.no), code="role")
    stranger = make_actor(Role.PURCHASER_CLERK, make_purchaser())
    with pytest.raises(OutOfScope):
        commands.start_procedure(stranger, project_no=project.no)
    assert not Procedure.objects.exists()


def test_a_second_procedure_waits_for_the_end_of_the_first() -> None:
    buying = make.make_started()
    refused(lambda: commands.start_procedure(buying.clerk, project_no=buying.no), clause="PL2014:6")
    commands.cancel_procedure(buying.clerk, procedure_id=buying.procedure.pk, reason="需求变化")
    again = commands.start_procedure(buying.clerk, project_no=buying.no)
    assert again.number == f"{buying.no}-2"
    assert again.successor_of_id == buying.procedure.pk


def test_an_agency_is_charged_and_sees_the_purchase() -> None:
    project = make_accepted_project()
    agency = make_organisation(OrganisationKind.PROCUREMENT_AGENCY)
    clerk = make_actor(Role.PURCHASER_CLERK, project.purchaser)
    procedure = commands.start_procedure(clerk, project_no=project.no, agency_id=agency.pk)
    officer = make_actor(Role.PROCUREMENT_OFFICER, agency)
    assert Procedure.objects.visible_to(officer).get() == procedure
    assert Task.objects.visible_to(officer).filter(kind="procurement.prepare").exists()
    with pytest.raises(OutOfScope):
        commands.choose_method(make_actor(Role.PROCUREMENT_OFFICER), procedure_id=procedure.pk, method="CONSULTATION")


def test_an_agency_must_be_one() -> None:
    project = make_accepted_project()
    clerk = make_actor(Role.PURCHASER_CLERK, project.purchaser)
    with pytest.raises(OutOfScope):
        commands.start_procedure(clerk, project_no=project.no, agency_id=make_purchaser().pk)
    assert not Procedure.objects.exists()


def test_the_city_treasury_approves_consultation_before_the_start() -> None:
    buying = make.make_started(method=Method.CONSULTATION)
    treasury = make.city_treasury()
    commands.request_method_approval(buying.officer, procedure_id=buying.procedure.pk, reason="服务内容须磋商")
    asked = Task.objects.open().get(kind="procurement.approve_method")
    assert (asked.organisation_id, asked.role) == (treasury.pk, Role.FINANCE_CHIEF)
    chief = make.make_chief()
    procedure = commands.approve_method(chief, procedure_id=buying.procedure.pk, opinion="同意")
    assert procedure.state == "DRAFT"
    assert procedure.method_approved_by_id == chief.user_id
    assert not Task.objects.open().filter(kind="procurement.approve_method").exists()


def test_a_district_treasury_may_not_approve() -> None:
    buying = make.make_started(method=Method.CONSULTATION)
    make.city_treasury()
    commands.request_method_approval(buying.officer, procedure_id=buying.procedure.pk, reason="服务内容须磋商")
    district = make_organisation(function="FINANCE", division="350203")
    chief = make_actor(Role.FINANCE_CHIEF, district)
    refused(lambda: commands.approve_method(chief, procedure_id=buying.procedure.pk), clause="PL2014:27", code="level")
    forbidden(lambda: commands.approve_method(buying.head, procedure_id=buying.procedure.pk), code="role")


def test_approval_refused_leads_back_and_open_tender_is_left() -> None:
    buying = make.make_started(method=Method.CONSULTATION)
    make.city_treasury()
    commands.request_method_approval(buying.officer, procedure_id=buying.procedure.pk, reason="服务内容须磋商")
    chief = make.make_chief()
    refused(lambda: commands.refuse_method(chief, procedure_id=buying.procedure.pk, opinion=" "), code="reason")
    procedure = commands.refuse_method(chief, procedure_id=buying.procedure.pk, opinion="具备公开招标条件")
    assert (procedure.state, procedure.method_approved_at) == ("DRAFT", None)
    assert commands.choose_method(buying.officer, procedure_id=procedure.pk, method="OPEN_TENDER").method == "OPEN_TENDER"


def test_approval_is_not_asked_for_nothing() -> None:
    tender = make.make_started()
    refused(lambda: commands.request_method_approval(tender.officer, procedure_id=tender.procedure.pk, reason="x"), clause="PL2014:26")
    small = make.make_started(amount=SMALL)
    refused(lambda: commands.request_method_approval(small.officer, procedure_id=small.procedure.pk, reason="x"), clause="PL2014:27")
    large = make.make_started(method=Method.CONSULTATION)
    refused(lambda: commands.request_method_approval(large.officer, procedure_id=large.procedure.pk, reason=" "), code="reason")


def test_another_method_loses_the_approval() -> None:
    buying = make.make_started(method=Method.CONSULTATION)
    make.approve(buying)
    assert buying.procedure.method_approved_at
    commands.choose_method(buying.officer, procedure_id=buying.procedure.pk, method="OPEN_TENDER")
    procedure = commands.choose_method(buying.officer, procedure_id=buying.procedure.pk, method="CONSULTATION")
    assert procedure.method_approved_at is None


def test_cancelling_needs_a_reason_and_gives_the_project_back() -> None:
    buying = make.make_started()
    refused(lambda: commands.cancel_procedure(buying.clerk, procedure_id=buying.procedure.pk, reason=" "), code="reason")
    procedure = commands.cancel_procedure(buying.clerk, procedure_id=buying.procedure.pk, reason="需求变化")
    assert procedure.state == "CANCELLED"
    assert Project.objects.get(no=buying.no).state == "ACCEPTED"
    assert open_tasks(buying.no) == set()


def test_starting_twice_with_one_key_starts_once() -> None:
    project = make_accepted_project()
    clerk = make_actor(Role.PURCHASER_CLERK, project.purchaser)
    first = commands.start_procedure(clerk, project_no=project.no, once="k1")
    assert commands.start_procedure(clerk, project_no=project.no, once="k1").pk == first.pk
    assert Procedure.objects.count() == 1
