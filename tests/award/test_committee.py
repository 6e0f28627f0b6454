"""Drawing, standing aside, confirming, beginning."""

from __future__ import annotations

import datetime as dt

import pytest

from bailu.audit.models import Entry
from bailu.award import commands, queries
from bailu.award.enums import AvoidKind, CommitteeState, MemberState
from bailu.award.models import Committee, ExpertProfile
from bailu.award.rules import drawing
from bailu.inbox.models import Task
from bailu.kernel.errors import OutOfScope
from bailu.organisations.enums import AffiliationKind
from bailu.organisations.models import Affiliation, Membership
from bailu.organisations.roles import Role
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure
from tests.award import factories as f
from tests.award.ground import make_procedure
from tests.award.proof import forbidden, refused
from tests.factories import make_actor, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:40")]


def _tie(person_id: int, procedure: Procedure, until: str | None = "2013-05-01") -> None:
    provider = queries.bids(_shell(procedure))[0].provider
    Affiliation.objects.create(
        person_id=person_id,
        organisation=provider,
        kind=AffiliationKind.EMPLOYEE,
        since=dt.date(2010, 1, 1),
        until=dt.date.fromisoformat(until) if until else None,
    )


def _shell(procedure: Procedure) -> Committee:
    return Committee(procedure=procedure)


def _draw(procedure: Procedure, **change: object) -> Committee:
    clerk = f.holder(Role.PURCHASER_CLERK, procedure.purchaser)
    facts: dict[str, object] = {"experts": 4, "entropy": f.ENTROPY, "representatives": [clerk.user_id]}
    return commands.draw_committee(f.officer_of(procedure), procedure_id=procedure.pk, **facts | change)


def test_experts_are_admitted_and_retired_by_those_who_keep_the_pool() -> None:
    profile = f.make_expert("吴专家")
    assert [p.pk for p in queries.candidates()] == [profile.pk]
    keeper = make_actor(Role.BUREAU_CLERK)
    with refused("dates"):
        commands.retire_expert(keeper, profile_id=profile.pk, reason="本人申请", until=dt.date(2015, 3, 23))
    commands.retire_expert(keeper, profile_id=profile.pk, reason="本人申请")
    assert queries.candidates(on=dt.date(2015, 3, 25)) == []


def test_the_pool_is_not_kept_by_those_who_buy_and_nobody_enters_himself() -> None:
    expert, keeper = make_actor(Role.EXPERT), make_actor(Role.BUREAU_CLERK)
    officer = make_actor(Role.PROCUREMENT_OFFICER)
    with forbidden("role"):
        commands.admit_expert(officer, person_id=expert.user_id, field="LAW")
    with refused("self"):
        commands.admit_expert(keeper, person_id=keeper.user_id, field="LAW")
    with refused("role", "IR2015:62"):
        commands.admit_expert(keeper, person_id=make_person().pk, field="LAW")
    profile = commands.admit_expert(keeper, person_id=expert.user_id, field="LAW")
    with refused("known"):
        commands.admit_expert(keeper, person_id=expert.user_id, field="LAW")
    with refused("reason"):
        commands.retire_expert(keeper, profile_id=profile.pk, reason=" ")
    commands.retire_expert(keeper, profile_id=profile.pk, reason="调离")
    with refused("retired"):
        commands.retire_expert(keeper, profile_id=profile.pk, reason="调离")
    with pytest.raises(OutOfScope):
        commands.retire_expert(officer, profile_id=profile.pk, reason="x")


def test_a_draw_follows_from_the_text_that_is_kept_with_it() -> None:
    committee = f.make_drawn()
    seed = drawing.seed_of(committee.draw["text"])
    assert seed == committee.draw["seed"]
    drawn = list(committee.members.filter(kind="EXPERT").order_by("position").values_list("person_id", flat=True))
    assert drawn == drawing.draw(seed, committee.draw["pool"], set(), 4)
    assert committee.draw["text"].startswith(f"{committee.procedure.number}|2015-03-24|{f.ENTROPY}|")
    entry = Entry.objects.get(verb="award.drawn")
    assert entry.data["seed"] == seed and not {str(p) for p in drawn} & set(map(str, entry.data.values()))
    assert Task.objects.open().filter(kind="award.confirm_committee", organisation_id=committee.office_id).count() == 1


def test_experts_tied_to_a_bidder_or_serving_the_purchaser_are_passed_over_and_named() -> None:
    procedure = make_procedure()
    experts = f.make_experts(7)
    tied, own = experts[0].person_id, experts[1].person_id
    _tie(tied, procedure)
    Membership.objects.create(person_id=own, organisation=procedure.purchaser, role=Role.PURCHASER_CLERK, since=dt.date(2014, 1, 1))
    f.make_actor(Role.PURCHASER_CLERK, procedure.purchaser)
    committee = _draw(procedure, experts=5, representatives=[])
    sitting = set(committee.members.sitting().values_list("person_id", flat=True))
    assert sitting == {e.person_id for e in experts[2:]}
    avoided = {m.person_id: (m.avoid_kind, m.avoid_with_id) for m in committee.members.filter(state=MemberState.AVOIDED)}
    order = drawing.order(committee.draw["seed"], committee.draw["pool"])
    last = max(order.index(p) for p in sitting)
    expected = {tied: (AvoidKind.TIE, queries.bids(committee)[0].provider_id), own: (AvoidKind.OWN_STAFF, None)}
    assert avoided == {p: v for p, v in expected.items() if order.index(p) < last}


def test_a_tie_older_than_three_years_no_longer_bars() -> None:
    procedure = make_procedure()
    experts = f.make_experts(5)
    _tie(experts[0].person_id, procedure, until="2012-03-23")
    committee = _draw(procedure, experts=5, representatives=[])
    assert experts[0].person_id in set(committee.members.sitting().values_list("person_id", flat=True))


@pytest.mark.parametrize(
    ("experts", "representatives", "code", "clause"),
    [(4, 0, "even", "ML18:45"), (2, 1, "small", "ML18:45"), (3, 2, "experts", "PL2014:38")],
)
def test_a_committee_the_law_does_not_know_is_not_drawn(experts: int, representatives: int, code: str, clause: str) -> None:
    procedure = make_procedure()
    f.make_experts(7)
    clerks = [make_actor(Role.PURCHASER_CLERK, procedure.purchaser).user_id for _n in range(representatives)]
    f.officer_of(procedure)
    with refused(code, clause):
        _draw(procedure, experts=experts, representatives=clerks)


def test_a_draw_is_refused_without_words_given_at_it_without_experts_and_a_second_time() -> None:
    procedure = make_procedure()
    f.officer_of(procedure)
    with refused("entropy"):
        _draw(procedure, entropy=" ")
    f.make_experts(3)
    with refused("pool", "IR2015:39"):
        _draw(procedure)
    f.make_experts(1)
    _draw(procedure)
    with refused("drawn"):
        _draw(procedure)


def test_a_draw_is_refused_before_the_notice() -> None:
    draft = make_procedure(upto="draft")
    f.officer_of(draft)
    with refused("state", "IR2015:39"):
        _draw(draft)


def test_representatives_are_clerks_of_the_purchaser_and_neither_officers_nor_deciders() -> None:
    procedure = make_procedure()
    f.make_experts(5)
    officer, stranger, head = f.officer_of(procedure), make_actor(Role.PURCHASER_CLERK), f.head_of(procedure)
    with refused("representative", "RB:2.6"):
        _draw(procedure, representatives=[stranger.user_id])
    for person in (officer, head):
        Membership.objects.create(
            person_id=person.user_id, organisation=procedure.purchaser, role=Role.PURCHASER_CLERK, since=dt.date(2014, 1, 1)
        )
        with refused("avoid", "RB:2.6"):
            _draw(procedure, representatives=[person.user_id])


def test_only_the_officer_of_the_office_in_charge_draws() -> None:
    procedure = make_procedure()
    f.make_experts(5)
    facts = {"procedure_id": procedure.pk, "experts": 5, "entropy": "x"}
    for role, home in ((Role.PROCUREMENT_OFFICER, None), (Role.PURCHASER_CLERK, procedure.purchaser), (Role.PROVIDER_HEAD, None)):
        person = make_actor(role, home)
        with forbidden("role"):
            commands.draw_committee(person, **facts)


def test_before_the_opening_nobody_is_passed_over_and_nothing_is_confirmed() -> None:
    procedure = make_procedure(upto="published")
    committee = f.make_drawn(procedure)
    assert procedure.state == ProcedureState.PUBLISHED
    officer = f.officer_of(procedure)
    with refused("unopened", "IR2015:9"):
        commands.confirm_committee(officer, committee_id=committee.pk)


def test_who_turns_out_to_be_tied_is_replaced_by_the_next_by_lot_when_the_committee_is_confirmed() -> None:
    committee = f.make_drawn()
    first = committee.members.filter(kind="EXPERT").order_by("position")[0]
    _tie(first.person_id, committee.procedure)
    commands.confirm_committee(f.officer_of(committee.procedure), committee_id=committee.pk)
    first.refresh_from_db()
    assert (first.state, first.avoid_kind) == (MemberState.AVOIDED, AvoidKind.TIE)
    sitting = list(committee.members.sitting().filter(kind="EXPERT").order_by("position").values_list("person_id", flat=True))
    assert sitting == drawing.draw(committee.draw["seed"], committee.draw["pool"], {first.person_id}, 4)
    assert Committee.objects.get(pk=committee.pk).state == CommitteeState.CONFIRMED
    assert set(committee.members.sitting().values_list("state", flat=True)) == {MemberState.CONFIRMED}


def test_a_tied_representative_stops_the_confirmation() -> None:
    committee = f.make_drawn()
    clerk = committee.members.get(kind="PURCHASER")
    _tie(clerk.person_id, committee.procedure, until=None)
    officer = f.officer_of(committee.procedure)
    with refused("avoid", "IR2015:9"):
        commands.confirm_committee(officer, committee_id=committee.pk)


def test_a_review_does_not_begin_with_a_member_who_has_become_tied() -> None:
    committee = f.make_confirmed()
    _tie(committee.members.sitting().filter(kind="EXPERT")[0].person_id, committee.procedure, until=None)
    officer = f.officer_of(committee.procedure)
    with refused("avoid", "IR2015:9"):
        commands.begin_review(officer, committee_id=committee.pk)


def test_a_review_does_not_begin_unconfirmed_or_twice() -> None:
    committee = f.make_drawn()
    officer = f.officer_of(committee.procedure)
    with refused("state"):
        commands.begin_review(officer, committee_id=committee.pk)
    commands.confirm_committee(officer, committee_id=committee.pk)
    with refused("state"):
        commands.confirm_committee(officer, committee_id=committee.pk)
    commands.begin_review(officer, committee_id=committee.pk)
    with refused("state"):
        commands.begin_review(officer, committee_id=committee.pk)


def test_beginning_the_review_asks_every_member_and_moves_the_procedure() -> None:
    committee = f.make_reviewing(declared=False)
    assert committee.procedure.state == ProcedureState.REVIEWING
    asked = Task.objects.open().filter(kind="award.declare")
    assert {t.person_id for t in asked} == set(committee.members.sitting().values_list("person_id", flat=True))
    member = f.members_of(committee)[0]
    assert Task.objects.visible_to(member).open().filter(kind="award.declare").count() == 1


def test_somebody_who_cannot_come_is_replaced_in_the_order_of_the_lots() -> None:
    committee = f.make_drawn()
    officer = f.officer_of(committee.procedure)
    absent = committee.members.filter(kind="EXPERT")[0]
    with refused("reason"):
        commands.replace_member(officer, committee_id=committee.pk, member_id=absent.pk, reason="")
    commands.replace_member(officer, committee_id=committee.pk, member_id=absent.pk, reason="住院")
    sitting = set(committee.members.sitting().filter(kind="EXPERT").values_list("person_id", flat=True))
    assert sitting == set(drawing.draw(committee.draw["seed"], committee.draw["pool"], {absent.person_id}, 4))
    clerk = committee.members.get(kind="PURCHASER")
    with refused("representative"):
        commands.replace_member(officer, committee_id=committee.pk, member_id=clerk.pk, reason="出差")
    other = make_actor(Role.PURCHASER_CLERK, committee.purchaser)
    commands.replace_member(officer, committee_id=committee.pk, member_id=clerk.pk, reason="出差", representative=other.user_id)
    assert committee.members.sitting().get(kind="PURCHASER").person_id == other.user_id


def test_nobody_is_replaced_from_an_empty_pool_by_a_stranger_or_after_the_review() -> None:
    committee = f.make_drawn(pool=4)
    officer, stranger = f.officer_of(committee.procedure), make_actor(Role.PROCUREMENT_OFFICER)
    absent = committee.members.filter(kind="EXPERT")[0]
    with refused("pool"):
        commands.replace_member(officer, committee_id=committee.pk, member_id=absent.pk, reason="住院")
    with pytest.raises(OutOfScope):
        commands.replace_member(stranger, committee_id=committee.pk, member_id=absent.pk, reason="住院")
    with pytest.raises(OutOfScope):
        commands.replace_member(officer, committee_id=committee.pk, member_id=0, reason="住院")
    commands.confirm_committee(officer, committee_id=committee.pk)
    commands.begin_review(officer, committee_id=committee.pk)
    for member in f.members_of(committee):
        commands.declare_no_tie(member, committee_id=committee.pk)
    ranked = f.make_ranked(Committee.objects.get(pk=committee.pk))
    with refused("state", "IR2015:44"):
        commands.replace_member(officer, committee_id=ranked.pk, member_id=absent.pk, reason="住院")


def test_a_committee_does_not_exist_for_bidders_and_experts_not_drawn() -> None:
    committee = f.make_drawn(pool=6)
    drawn = set(committee.members.sitting().values_list("person_id", flat=True))
    outside = ExpertProfile.objects.exclude(person_id__in=drawn)[0]
    bidder = make_actor(Role.PROVIDER_HEAD, queries.bids(committee)[0].provider)
    others = [bidder, f.actor_of(outside.person_id, queries.desks([outside.person_id])[outside.person_id])]
    for person in others:
        with pytest.raises(OutOfScope):
            queries.of_procedure(person, committee.procedure_id)
