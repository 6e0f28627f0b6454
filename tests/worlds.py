"""The world in which the permission matrix is walked: one organisation of each side, one person of every role."""

from __future__ import annotations

from dataclasses import dataclass, field

from bailu.organisations import commands
from bailu.organisations.enums import AffiliationKind, ConditionKind, OrganisationFunction, OrganisationKind
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role
from tests.factories import LONG_AGO, make_actor, make_organisation, make_provider, make_purchaser


@dataclass
class World:
    """What rows of the matrix name as their subjects; a room adds the attributes its addresses need."""

    people: dict[str, Person] = field(default_factory=dict)
    purchaser_id: int = 0
    provider_id: int = 0
    applicant_id: int = 0
    suspended_id: int = 0
    membership_id: int = 0
    tie_id: int = 0
    clause_id: str = "XM2015:3.4"


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
    world.purchaser_id, world.provider_id = purchaser.pk, provider.pk
    _organisations(world, provider)
    return world


def _organisations(world: World, provider: Organisation) -> None:
    """An applicant under review, a suspended provider, a colleague with an address, the expert's tie."""
    applicant = make_provider(qualified=False)
    head = make_actor(Role.PROVIDER_HEAD, applicant)
    shown = [{"kind": kind, "statement": "见附件", "evidence": "证书"} for kind in ConditionKind]
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
        organisation_id=provider.pk,
        kind=AffiliationKind.ADVISOR,
        since=LONG_AGO,
    )
    world.applicant_id, world.suspended_id, world.tie_id = applicant.pk, suspended.pk, tie.pk
    world.membership_id = Membership.objects.get(person=worker).pk
