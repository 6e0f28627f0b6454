"""The world in which the permission matrix is walked: one organisation of each side, one person of every role."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bailu.documents.models import Attachment
from bailu.funds import ledger, orders
from bailu.funds.commands import check_payment, propose_movement, put_together, release_batch, write_import
from bailu.funds.enums import EncumbrancePurpose, MovementKind
from bailu.funds.models import Transaction
from bailu.kernel.acts import acting
from bailu.organisations import actors, commands
from bailu.organisations.enums import AffiliationKind, ConditionKind, OrganisationFunction, OrganisationKind
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import LONG_AGO, make_actor, make_organisation, make_provider, make_purchaser
from tests.funds.factories import Offices, make_approved_line, make_import, make_line, make_offices, make_submitted_line
from tests.permission_matrix import IN_THE_HOUSE, other
from tests.planning.factories import (
    make_asked_need,
    make_begun_response,
    make_budgeted_project,
    make_call,
    make_complete_project,
    make_declared_project,
    make_designed_need,
    make_read_sheet,
    make_requested_population,
    make_submitted_project,
    make_surveyed_need,
)
from tests.programmes.factories import make_district, make_list, make_reported_work, make_returned_list, make_work
from tests.programmes.library_factories import make_draft, make_issued
from tests.world_bought import Bought, buy


@dataclass
class World:
    """What rows of the matrix name as their subjects; a room adds the attributes its addresses need."""

    people: dict[str, Person] = field(default_factory=dict)
    purchaser_id: int = 0
    provider_id: int = 0
    applicant_id: int = 0
    suspended_id: int = 0
    membership_id: int = 0
    colleague_id: int = 0
    nobodys_key: str = "1"
    tie_id: int = 0
    attachment_id: int = 0
    clause_id: str = "XM2015:3.4"
    parameter_key: str = "procurement.tender_min_days"
    draft_line: str = ""
    submitted_line: str = ""
    approved_line: str = ""
    requested_order: int = 0
    checked_order: int = 0
    book_entry: int = 0
    movement: int = 0
    checked_batch: str = ""
    released_batch: str = ""
    read_import: int = 0
    written_import: int = 0
    surveyed_need: str = ""
    called_need: str = ""
    open_call: int = 0
    designed_need: str = ""
    asked_need: str = ""
    begun_response: int = 0
    second_group: int = 2
    read_sheet: int = 0
    asked_population: str = ""
    draft_project: str = ""
    submitted_project: str = ""
    budgeted_project: str = ""
    declared_project: str = ""
    submitted_list: str = ""
    returned_list: str = ""
    assigned_work: str = ""
    reported_work: str = ""
    drafted_paper: str = ""
    issued_paper: str = ""
    bought: Bought = field(default_factory=Bought)


def build() -> World:
    world = World()
    purchaser, provider = make_purchaser(), make_provider()
    bureau = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS)
    treasury = make_organisation(function=OrganisationFunction.FINANCE)
    audit = make_organisation(function=OrganisationFunction.AUDIT)
    evaluators = make_organisation(OrganisationKind.EVALUATION_BODY)
    houses: dict[Organisation, tuple[str, ...]] = {
        purchaser: (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER),
        provider: (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER),
        bureau: (Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.ADMIN),
        treasury: (Role.FINANCE_OFFICER, Role.FINANCE_CHIEF),
        audit: (Role.AUDITOR,),
        evaluators: (Role.EVALUATOR, Role.EXPERT),
    }
    for house, roles in houses.items():
        for role in roles:
            world.people[str(role)] = Person.objects.get(pk=make_actor(role, house).user_id)
    for role in (Role.ADMIN, Role.EXPERT):
        world.people[f"{IN_THE_HOUSE}{role}"] = Person.objects.get(pk=make_actor(role, purchaser).user_id)
    _strangers(world)
    world.purchaser_id, world.provider_id = purchaser.pk, provider.pk
    _organisations(world, provider)
    offices = make_offices(purchaser=purchaser, treasury=treasury)
    _pilot(world)
    _funds(world, offices, provider)
    _planning(world, offices)
    world.bought = buy(world.people, purchaser, provider, evaluators)
    return world


def _pilot(world: World) -> None:
    """A district with a list that waits and one that came back."""
    district = make_district()
    world.people[Role.DISTRICT_CLERK] = Person.objects.get(pk=district.clerk.user_id)
    office = actors.of_person(world.people[Role.OFFICE_CLERK]).actor
    world.submitted_list = make_list("350203001", district=district).no
    world.returned_list = make_returned_list("350203005", district=district, office=office).no
    world.assigned_work = make_work(office, district.organisation).no
    world.reported_work = make_reported_work(office, district).no
    writer = make_actor(Role.OFFICE_CLERK, world.people[Role.OFFICE_CLERK].memberships.get().organisation)
    world.drafted_paper = make_draft(writer).no
    world.issued_paper = make_issued(writer, office, roles=[Role.DISTRICT_CLERK]).no


def _strangers(world: World) -> None:
    """The same roles in organisations that have nothing to do with the purchases."""
    houses: dict[Organisation, tuple[str, ...]] = {
        make_purchaser(): (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER),
        make_provider(): (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER),
        make_organisation(OrganisationKind.EVALUATION_BODY): (Role.EVALUATOR, Role.EXPERT),
    }
    for house, roles in houses.items():
        for role in roles:
            world.people[other(role)] = Person.objects.get(pk=make_actor(role, house).user_id)


def _organisations(world: World, provider: Organisation) -> None:
    """An applicant under review, a suspended provider, a colleague with an address, the expert's tie."""
    applicant = make_provider(qualified=False)
    head = make_actor(Role.PROVIDER_HEAD, applicant)
    shown: list[dict[str, Any]] = [{"kind": kind, "statement": "见附件", "evidence": "证书"} for kind in ConditionKind]
    shown[0]["upload"] = SimpleUploadedFile("证书.pdf", b"%PDF-1.4 licence")
    commands.submit_conditions(head, organisation_id=applicant.pk, conditions=shown)
    suspended = make_provider()
    commands.suspend(make_actor(Role.FINANCE_CHIEF), organisation_id=suspended.pk, reason="年检未参加")
    own_head = make_actor(Role.PROVIDER_HEAD, provider)
    worker = commands.invite_person(
        own_head, organisation_id=provider.pk, username="li.ming", name="李明", role=Role.SOCIAL_WORKER, email="li@example.org"
    )
    expert = world.people[Role.EXPERT]
    tie = commands.declare_affiliation(
        make_actor(Role.EXPERT, person=expert, organisation=make_organisation(OrganisationKind.INSTITUTION)),
        organisation_id=suspended.pk,
        kind=AffiliationKind.ADVISOR,
        since=LONG_AGO,
    )
    world.applicant_id, world.suspended_id, world.tie_id = applicant.pk, suspended.pk, tie.pk
    world.attachment_id = Attachment.objects.get(organisation_id=applicant.pk).pk
    world.membership_id, world.colleague_id = Membership.objects.get(person=worker).pk, worker.pk


def _funds(world: World, offices: Offices, provider: Organisation) -> None:
    """A line in each state, and two orders to pay the provider."""
    world.draft_line, world.submitted_line = make_line(offices).no, make_submitted_line(offices).no
    line = make_approved_line(offices)
    world.approved_line = line.no
    with acting("test"):
        held = ledger.encumber(
            offices.finance_chief, line_id=line.pk, project_no="P-2014-0001", purpose=EncumbrancePurpose.SERVICE, amount=Decimal(400)
        )
        asked = [
            orders.request_payment(
                offices.head,
                encumbrance_id=held.pk,
                amount=Decimal(100),
                payee_id=provider.pk,
                reference=f"world:{n}",
                title="第一期服务款",
            ).pk
            for n in range(4)
        ]
    world.requested_order, world.checked_order = asked[:2]
    check_payment(offices.finance_officer, order_id=world.checked_order)
    world.book_entry = Transaction.objects.filter(line=line).latest("pk").pk
    facts = {"kind": MovementKind.RETURN, "amount": Decimal(100), "reason": "不再使用"}
    world.movement = propose_movement(offices.clerk, line_id=line.pk, **facts).pk
    batches = [put_together(offices.finance_officer, order_ids=[pk]) for pk in asked[2:]]
    kept = [make_import(offices, f"2016年经费{n}").pk for n in range(2)]
    world.read_import = kept[0]
    world.written_import = write_import(offices.finance_officer, import_id=kept[1]).pk
    world.checked_batch, world.released_batch = batches[0].no, release_batch(offices.finance_chief, batch_id=batches[1].pk).no


def _planning(world: World, offices: Offices) -> None:
    """A need that waits for its assessment, a request to widen the pilot, a project at each step before procurement."""
    clerk = actors.of_person(world.people[Role.PURCHASER_CLERK], offices.purchaser.pk).actor
    world.surveyed_need = make_surveyed_need(offices).no
    world.designed_need, need = make_designed_need(offices).no, make_asked_need(offices)
    world.asked_need = need.no
    world.begun_response, world.read_sheet = make_begun_response(clerk, need).pk, make_read_sheet(clerk, need).pk
    call = make_call(offices)
    world.called_need, world.open_call = call.need.no, call.pk
    world.asked_population = make_requested_population(offices).code
    line = make_approved_line(offices, amount=Decimal(5_000_000))
    world.draft_project = make_complete_project(offices).no
    world.submitted_project = make_submitted_project(offices, line=line).no
    world.budgeted_project = make_budgeted_project(offices, line=line).no
    world.declared_project = make_declared_project(offices, line=line).no
