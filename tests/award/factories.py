"""Committees, reviews and awards in the states the rooms above need, made by the acts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bailu.award import commands, queries
from bailu.award.enums import MemberState
from bailu.award.models import Award, Committee, ExpertProfile
from bailu.kernel.actor import Actor
from bailu.organisations import actors
from bailu.organisations.models import Membership, Organisation, Person
from bailu.organisations.roles import Role
from bailu.procurement.models import Procedure
from tests.award.ground import make_procedure
from tests.factories import make_actor

ENTROPY = "双色球2015032 03 08 14 20 27 31"


def make_expert(name: str = "", *, field: str = "SOCIAL_WORK") -> ExpertProfile:
    """An expert in the pool, admitted by a clerk of the treasury."""
    expert = make_actor(Role.EXPERT, name=name)
    assert expert.user_id is not None
    return commands.admit_expert(
        make_actor(Role.FINANCE_OFFICER), person_id=expert.user_id, field=field, title="社会工作督导", employer="厦门大学"
    )


def make_experts(count: int = 7) -> list[ExpertProfile]:
    return [make_expert() for _number in range(count)]


def actor_of(person_id: int, organisation_id: int) -> Actor:
    return actors.of_person(Person.objects.get(pk=person_id), organisation_id).actor


def holder(role: str, organisation: Organisation) -> Actor:
    """Somebody with the role there, the one there is or a new one."""
    held = Membership.objects.filter(role=role, organisation=organisation, until=None).order_by("pk").first()
    return actor_of(held.person_id, organisation.pk) if held else make_actor(role, organisation)


def officer_of(procedure: Procedure) -> Actor:
    return holder(Role.PROCUREMENT_OFFICER, Organisation.objects.get(pk=procedure.handler_id))


def head_of(procedure: Procedure) -> Actor:
    return holder(Role.PURCHASER_HEAD, procedure.purchaser)


def members_of(committee: Committee) -> list[Actor]:
    """The people sitting, as they sign in."""
    return [actor_of(m.person_id, m.desk_id) for m in committee.members.sitting()]


def make_drawn(procedure: Procedure | None = None, *, experts: int = 4, pool: int = 7) -> Committee:
    """Four experts of seven and one clerk of the purchaser, not yet confirmed."""
    procedure = procedure or make_procedure()
    make_experts(pool)
    officer, head = officer_of(procedure), head_of(procedure)
    assert officer.user_id != head.user_id
    clerk = holder(Role.PURCHASER_CLERK, procedure.purchaser)
    return commands.draw_committee(
        officer, procedure_id=procedure.pk, experts=experts, entropy=ENTROPY, representatives=[clerk.user_id or 0]
    )


def make_confirmed(procedure: Procedure | None = None, **more: int) -> Committee:
    committee = make_drawn(procedure, **more)
    return commands.confirm_committee(officer_of(committee.procedure), committee_id=committee.pk)


def make_reviewing(procedure: Procedure | None = None, *, declared: bool = True, **more: int) -> Committee:
    """The review has begun and, unless told otherwise, every member has declared no tie."""
    committee = make_confirmed(procedure, **more)
    commands.begin_review(officer_of(committee.procedure), committee_id=committee.pk)
    if declared:
        for member in members_of(committee):
            commands.declare_no_tie(member, committee_id=committee.pk)
    return Committee.objects.get(pk=committee.pk)


def scores_for(committee: Committee, totals: Sequence[str] = ()) -> list[dict[str, object]]:
    """Points for every criterion of every valid bid, in the share that ``totals`` (of 100, by bid) asks; by default falling by ten."""
    given = []
    for place, bid in enumerate(queries.valid_bids(committee)):
        share = Decimal(totals[place] if place < len(totals) else 90 - 10 * place) / 100
        for criterion in queries.criteria(committee.procedure):
            points = (criterion.most * share).quantize(Decimal("0.01"))
            given.append({"bid_id": bid.pk, "criterion": criterion.code, "points": points, "comment": ""})
    return given


def make_signed(committee: Committee | None = None, *, totals: Sequence[str] = ()) -> Committee:
    """Every bid checked and valid, every member has signed; the first bid has the most points."""
    committee = committee or make_reviewing()
    members = members_of(committee)
    checked = queries.checks(committee)
    for bid in queries.bids(committee):
        if bid.pk not in checked:
            commands.check_bid(members[0], committee_id=committee.pk, bid_id=bid.pk, passed=True)
    for member in members:
        commands.sign_scores(member, committee_id=committee.pk, scores=scores_for(committee, totals))
    assert not committee.members.sitting().exclude(state=MemberState.SIGNED).exists()
    return Committee.objects.get(pk=committee.pk)


def make_ranked(committee: Committee | None = None, *, totals: Sequence[str] = ()) -> Committee:
    committee = make_signed(committee, totals=totals)
    return commands.finish_review(officer_of(committee.procedure), committee_id=committee.pk)


def make_reported(committee: Committee | None = None, *, totals: Sequence[str] = ()) -> Committee:
    """All members have signed the report and the purchaser has received it."""
    committee = make_ranked(committee, totals=totals)
    for member in members_of(committee):
        commands.sign_report(member, committee_id=committee.pk)
    return commands.receive_report(head_of(committee.procedure), committee_id=committee.pk)


def make_decided(committee: Committee | None = None) -> Award:
    committee = make_reported(committee)
    first = queries.ranked(committee)[0]
    return commands.decide(head_of(committee.procedure), procedure_id=committee.procedure_id, bid_id=first.bid_id)


def make_awarded(procedure: Procedure | None = None) -> Award:
    """Decided for the first in rank and published: what a contract builds on."""
    award = make_decided(make_reviewing(procedure))
    return commands.publish_award(officer_of(award.procedure), procedure_id=award.procedure_id)
