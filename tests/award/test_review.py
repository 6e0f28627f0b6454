"""Declaring, checking, scoring, signing, ranking, failing, reporting."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bailu.audit.models import Entry
from bailu.award import commands, queries
from bailu.award.enums import AvoidKind, CommitteeState, MemberState
from bailu.award.models import Committee, Score
from bailu.documents.models import Document
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.organisations.models import Affiliation
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure
from tests.award import factories as f
from tests.award.ground import make_procedure
from tests.award.proof import forbidden, refused
from tests.factories import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:40")]
D = Decimal


def test_a_member_declares_and_only_then_may_judge() -> None:
    committee = f.make_reviewing(declared=False)
    member = f.members_of(committee)[0]
    bid = queries.bids(committee)[0]
    for act, facts in (
        (commands.check_bid, {"bid_id": bid.pk, "passed": True}),
        (commands.save_scores, {"scores": []}),
        (commands.sign_scores, {}),
    ):
        with refused("undeclared", "IR2015:9"):
            act(member, committee_id=committee.pk, **facts)
    commands.declare_no_tie(member, committee_id=committee.pk)
    assert Task.objects.open().filter(kind="award.score", person_id=member.user_id).exists()
    assert not Task.objects.open().filter(kind="award.declare", person_id=member.user_id).exists()
    with refused("state"):
        commands.declare_no_tie(member, committee_id=committee.pk)


def test_only_members_declare_and_judge_and_only_while_the_review_runs() -> None:
    committee = f.make_confirmed()
    officer, member = f.officer_of(committee.procedure), f.members_of(committee)[0]
    with refused("state"):
        commands.declare_no_tie(member, committee_id=committee.pk)
    commands.begin_review(officer, committee_id=committee.pk)
    with forbidden("seat"):
        commands.declare_no_tie(officer, committee_id=committee.pk)
    with forbidden("seat"):
        commands.save_scores(officer, committee_id=committee.pk, scores=[])
    with pytest.raises(OutOfScope):
        commands.declare_no_tie(make_actor(Role.EXPERT), committee_id=committee.pk)


def test_who_is_known_to_be_tied_may_not_declare_the_contrary() -> None:
    committee = f.make_reviewing(declared=False)
    member = f.members_of(committee)[0]
    Affiliation.objects.create(
        person_id=member.user_id, organisation=queries.bids(committee)[1].provider, kind="RELATIVE", since=clock.today()
    )
    with refused("avoid", "IR2015:9"):
        commands.declare_no_tie(member, committee_id=committee.pk)


def test_a_member_with_a_tie_says_so_and_the_next_by_lot_is_asked() -> None:
    committee = f.make_reviewing(declared=False)
    expert = f.members_of(committee)[0]
    before = set(committee.members.sitting().values_list("person_id", flat=True))
    with refused("note", "IR2015:9"):
        commands.declare_tie(expert, committee_id=committee.pk, note=" ")
    gone = commands.declare_tie(expert, committee_id=committee.pk, note="妹妹在该机构任职")
    assert (gone.state, gone.avoid_kind) == (MemberState.AVOIDED, AvoidKind.DECLARED)
    (successor,) = committee.members.sitting().exclude(person_id__in=before)
    assert successor.state == MemberState.CONFIRMED
    assert Task.objects.open().filter(kind="award.declare", person_id=successor.person_id).exists()
    assert Entry.objects.get(verb="award.tie_declared").data == {"replaced": True}


def test_a_representative_with_a_tie_leaves_an_empty_seat_that_the_office_must_fill() -> None:
    committee = f.make_reviewing(declared=False)
    *experts, clerk = f.members_of(committee)
    commands.declare_tie(clerk, committee_id=committee.pk, note="曾任理事")
    assert Task.objects.open().filter(kind="award.fill_seat").exists()
    for expert in experts:
        commands.declare_no_tie(expert, committee_id=committee.pk)
    signed = f.make_signed(committee)
    officer = f.officer_of(committee.procedure)
    with refused("even", "ML18:45"):
        commands.finish_review(officer, committee_id=signed.pk)
    other = make_actor(Role.PURCHASER_CLERK, committee.purchaser)
    member = committee.members.get(person_id=clerk.user_id)
    commands.replace_member(officer, committee_id=committee.pk, member_id=member.pk, reason="回避", representative=other.user_id)
    commands.declare_no_tie(other, committee_id=committee.pk)
    commands.sign_scores(other, committee_id=committee.pk, scores=f.scores_for(committee))
    commands.finish_review(officer, committee_id=committee.pk)


def test_an_invalid_bid_has_its_reason_and_is_neither_scored_nor_ranked() -> None:
    committee = f.make_reviewing()
    member, second = f.members_of(committee)[:2]
    bid, other = queries.bids(committee)[:2]
    commands.save_scores(second, committee_id=committee.pk, scores=[{"bid_id": bid.pk, "criterion": "PLAN", "points": "10"}])
    with refused("reason", "PL2014:36"):
        commands.check_bid(member, committee_id=committee.pk, bid_id=bid.pk, passed=False, reason=" ")
    with pytest.raises(OutOfScope):
        commands.check_bid(member, committee_id=committee.pk, bid_id=0, passed=True)
    commands.check_bid(member, committee_id=committee.pk, bid_id=bid.pk, passed=False, reason="没有年检合格证明（文件第三章二）")
    assert not Score.objects.filter(bid=bid).exists()
    with refused("invalid", "PL2014:36"):
        commands.save_scores(second, committee_id=committee.pk, scores=[{"bid_id": bid.pk, "criterion": "PLAN", "points": "10"}])
    ranked = f.make_ranked(committee)
    assert bid.pk not in {r.bid_id for r in queries.ranked(ranked)} and queries.ranked(ranked)[0].bid_id == other.pk


def test_a_check_stands_from_the_first_signature() -> None:
    committee = f.make_signed()
    bid = queries.bids(committee)[0]
    committee2 = f.make_reviewing()
    first, second = f.members_of(committee2)[:2]
    for other in queries.bids(committee2):
        commands.check_bid(second, committee_id=committee2.pk, bid_id=other.pk, passed=True)
    commands.sign_scores(first, committee_id=committee2.pk, scores=f.scores_for(committee2))
    with refused("signed", "IR2015:44"):
        commands.check_bid(second, committee_id=committee2.pk, bid_id=queries.bids(committee2)[0].pk, passed=False, reason="x")
    assert bid.pk in {b.pk for b in queries.valid_bids(committee)}


def test_points_are_kept_alone_and_within_the_range_and_can_be_taken_back() -> None:
    committee = f.make_reviewing()
    member, other = f.members_of(committee)[:2]
    bid = queries.bids(committee)[0]
    cell = {"bid_id": bid.pk, "criterion": "PLAN", "comment": "方案细"}
    commands.save_scores(member, committee_id=committee.pk, scores=[{**cell, "points": "41.5"}])
    seat, others = (committee.members.get(person_id=m.user_id) for m in (member, other))
    assert queries.points_of(seat) == {(bid.pk, "PLAN"): D("41.50")} and queries.points_of(others) == {}
    with refused("range", "IR2015:34"):
        commands.save_scores(member, committee_id=committee.pk, scores=[{**cell, "points": "45.01"}])
    with pytest.raises(OutOfScope):
        commands.save_scores(member, committee_id=committee.pk, scores=[{**cell, "criterion": "PRICE", "points": "1"}])
    commands.save_scores(member, committee_id=committee.pk, scores=[{**cell, "points": None}])
    assert queries.points_of(seat) == {}


def test_nobody_sees_another_members_points_or_a_ranking_before_all_have_signed() -> None:
    committee = f.make_reviewing()
    members = f.members_of(committee)
    for bid in queries.bids(committee):
        commands.check_bid(members[0], committee_id=committee.pk, bid_id=bid.pk, passed=True)
    commands.save_scores(members[0], committee_id=committee.pk, scores=f.scores_for(committee))
    assert queries.sums(committee) == {}
    assert queries.ranked(committee) == []


def test_a_signature_needs_every_bid_checked_and_every_point_given_and_stands() -> None:
    committee = f.make_reviewing()
    member = f.members_of(committee)[0]
    bids = queries.bids(committee)
    with refused("unchecked", "PL2014:36"):
        commands.sign_scores(member, committee_id=committee.pk)
    for bid in bids:
        commands.check_bid(member, committee_id=committee.pk, bid_id=bid.pk, passed=True)
    scores = f.scores_for(committee)
    with refused("incomplete", "IR2015:41"):
        commands.sign_scores(member, committee_id=committee.pk, scores=scores[:-1])
    commands.sign_scores(member, committee_id=committee.pk, scores=scores)
    with refused("signed", "IR2015:41"):
        commands.save_scores(member, committee_id=committee.pk, scores=scores)
    with refused("signed", "IR2015:41"):
        commands.sign_scores(member, committee_id=committee.pk)


def test_the_ranking_adds_the_price_score_to_the_mean_of_the_members() -> None:
    """Four bids, price 10 of 100: lowest over own."""
    committee = f.make_ranked(totals=("90", "80", "90", "70"))
    by_bid = {r.bid_id: r for r in queries.ranked(committee)}
    first, second, third, _fourth = (by_bid[b.pk] for b in queries.bids(committee))
    assert (first.technical, first.price_score, first.total) == (D("81.00"), D("9.84"), D("90.84"))
    assert (second.technical, second.price_score) == (D("72.00"), D("10.00"))
    assert (third.total, third.rank, first.rank) == (D("81.00") + D("9.90"), 1, 2)
    assert committee.procedure.state == ProcedureState.REVIEWED or Procedure.objects.get().state == ProcedureState.REVIEWED
    assert committee.report_due.isoformat() == "2015-03-26"
    project = Project.objects.get(no=committee.project_no)
    assert project.station == "AWARD" and project.next_due_at.astimezone(clock.ZONE).date() == committee.report_due
    task = Task.objects.open().get(kind="award.receive_report")
    assert (task.organisation_id, task.due_at.date().isoformat(), task.basis) == (committee.purchaser_id, "2015-03-26", "IR2015:43")
    assert task.counted


def test_a_review_is_not_finished_before_all_have_signed_or_by_a_stranger() -> None:
    committee = f.make_reviewing()
    officer, members = f.officer_of(committee.procedure), f.members_of(committee)
    with refused("unchecked", "PL2014:36"):
        commands.finish_review(officer, committee_id=committee.pk)
    for bid in queries.bids(committee):
        commands.check_bid(members[0], committee_id=committee.pk, bid_id=bid.pk, passed=True)
    with refused("unsigned", "IR2015:41"):
        commands.finish_review(officer, committee_id=committee.pk)
    with forbidden("role"):
        commands.finish_review(members[0], committee_id=committee.pk)


def test_with_too_few_valid_bids_the_review_fails_and_the_project_may_be_bought_anew() -> None:
    committee = f.make_reviewing(make_procedure(("508000", "500000", "507000")))
    officer, member = f.officer_of(committee.procedure), f.members_of(committee)[0]
    first, *rest = queries.bids(committee)
    with refused("unchecked"):
        commands.fail_review(officer, committee_id=committee.pk)
    for bid in rest:
        commands.check_bid(member, committee_id=committee.pk, bid_id=bid.pk, passed=True)
    commands.check_bid(member, committee_id=committee.pk, bid_id=first.pk, passed=False, reason="超过最高限价")
    with refused("too_few", "PL2014:36"):
        commands.finish_review(officer, committee_id=committee.pk)
    with forbidden("role"):
        commands.fail_review(member, committee_id=committee.pk)
    failed = commands.fail_review(officer, committee_id=committee.pk, reason="重新公告。")
    assert failed.state == CommitteeState.FAILED and "2" in failed.failure
    assert Procedure.objects.get(pk=committee.procedure_id).state == ProcedureState.FAILED
    assert not Task.objects.open().filter(kind__startswith="award.").exists()


def test_a_review_with_enough_valid_bids_is_not_broken_off() -> None:
    committee = f.make_signed()
    officer = f.officer_of(committee.procedure)
    with refused("enough", "PL2014:36"):
        commands.fail_review(officer, committee_id=committee.pk)


@pytest.mark.at("2015-07-20 10:00")
def test_a_later_consultation_goes_on_with_two() -> None:
    procedure = make_procedure(
        ("508000", "500000"), method="CONSULTATION", notice=clock.local(2015, 7, 1, 9), deadline=clock.local(2015, 7, 20, 9, 30)
    )
    committee = f.make_ranked(f.make_reviewing(procedure))
    assert len(queries.ranked(committee)) == 2


def test_only_a_small_enterprise_is_ranked_by_a_reduced_price() -> None:
    procedure = make_procedure(("480000", "450000", "500000"), kinds=("ENTERPRISE",), small=(True, True, False))
    committee = f.make_ranked(f.make_reviewing(procedure))
    by_bid = {r.bid_id: r for r in queries.ranked(committee)}
    prices = [by_bid[b.pk].evaluated_price for b in queries.bids(committee)]
    assert prices == [D("432000.00"), D("450000.00"), D("500000.00")]


def test_the_report_is_signed_or_dissented_from_in_writing_and_silence_counts_as_consent() -> None:
    committee = f.make_ranked()
    first, second, *_silent = f.members_of(committee)
    with refused("dissent", "IR2015:41"):
        commands.sign_report(first, committee_id=committee.pk, agrees=False)
    commands.sign_report(first, committee_id=committee.pk, agrees=False, dissent="第二名的方案更细，不应低十分")
    commands.sign_report(second, committee_id=committee.pk)
    with refused("signed"):
        commands.sign_report(second, committee_id=committee.pk)
    with forbidden("seat"):
        commands.sign_report(f.officer_of(committee.procedure), committee_id=committee.pk)
    received = commands.receive_report(f.head_of(committee.procedure), committee_id=committee.pk)
    assert committee.members.filter(deemed_agreed=True).count() == 3
    report = Document.objects.get(pk=received.report_document_id)
    assert report.state == "issued" and [d["opinion"] for d in report.data["dissent"]] == ["第二名的方案更细，不应低十分"]
    assert len(report.data["scores"]) == 20 and report.data["ranking"][0]["rank"] == 1
    with refused("state"):
        commands.sign_report(_silent[0], committee_id=committee.pk)


def test_the_purchaser_receives_the_report_and_the_term_to_decide_begins() -> None:
    committee = f.make_ranked()
    with forbidden("role"):
        commands.receive_report(f.officer_of(committee.procedure), committee_id=committee.pk)
    clerk = make_actor(Role.PURCHASER_CLERK, committee.purchaser)
    with clock.at(clock.local(2015, 3, 26, 10)):
        received = commands.receive_report(clerk, committee_id=committee.pk)
    assert received.decide_due.isoformat() == "2015-04-02"
    task = Task.objects.open().get(kind="award.decide")
    assert (task.role, task.due_at.date().isoformat()) == (Role.PURCHASER_HEAD, "2015-04-02")
    with refused("state"):
        commands.receive_report(clerk, committee_id=committee.pk)
    assert not Entry.objects.get(verb="award.report_received").late


def test_a_report_received_after_its_term_is_recorded_as_late_not_refused() -> None:
    committee = f.make_ranked()
    head = f.head_of(committee.procedure)
    with clock.at(clock.local(2015, 3, 27, 9)):
        commands.receive_report(head, committee_id=committee.pk)
    assert Entry.objects.get(verb="award.report_received").late


def test_a_retry_with_the_same_key_signs_once() -> None:
    committee = f.make_reviewing()
    members = f.members_of(committee)
    for bid in queries.bids(committee):
        commands.check_bid(members[0], committee_id=committee.pk, bid_id=bid.pk, passed=True)
    facts = {"committee_id": committee.pk, "scores": f.scores_for(committee), "once": "11111111-1111-4111-8111-111111111111"}
    one = commands.sign_scores(members[0], **facts)
    two = commands.sign_scores(members[0], **facts)
    assert one == two and Entry.objects.filter(verb="award.scores_signed").count() == 1
    assert Committee.objects.get(pk=committee.pk).state == CommitteeState.REVIEWING
