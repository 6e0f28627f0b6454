"""The decision in rank order, the next in rank, the notice."""

from __future__ import annotations

import pytest

from bailu.audit.models import Entry
from bailu.award import commands, events, queries
from bailu.award.enums import AwardState
from bailu.award.models import Award
from bailu.documents.models import Document
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.kernel.errors import OutOfScope
from bailu.kernel.events import subscribe
from bailu.organisations.enums import ConditionKind
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement import progress
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure
from tests.award import factories as f
from tests.award.proof import forbidden, refused
from tests.factories import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:40")]


def test_the_head_decides_for_the_first_in_rank_and_the_term_for_the_notice_begins() -> None:
    """Story: received 03-26, decided 03-30, notice due 04-01."""
    committee = f.make_ranked()
    with clock.at(clock.local(2015, 3, 26, 10)):
        commands.receive_report(f.head_of(committee.procedure), committee_id=committee.pk)
    first = queries.ranked(committee)[0]
    with clock.at(clock.local(2015, 3, 30, 10)):
        award = commands.decide(f.head_of(committee.procedure), procedure_id=committee.procedure_id, bid_id=first.bid_id)
    assert (award.provider_id, award.amount, award.rank) == (first.provider_id, first.price, 1)
    assert award.publish_due.isoformat() == "2015-04-01"
    assert Procedure.objects.get(pk=award.procedure_id).state == ProcedureState.DECIDED
    task = Task.objects.open().get(kind="award.publish")
    assert (task.role, task.due_at.date().isoformat()) == (Role.PROCUREMENT_OFFICER, "2015-04-01")
    assert not Task.objects.open().filter(kind="award.decide").exists()
    assert queries.award_of(committee.project_no) == award


def test_a_decision_out_of_rank_order_is_refused() -> None:
    committee = f.make_reported()
    head, ranked = f.head_of(committee.procedure), queries.ranked(committee)
    with refused("rank", "IR2015:43"):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=ranked[1].bid_id)
    with refused("not_ranked", "IR2015:43"):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=0)


def test_a_decision_is_refused_before_the_report_and_a_second_time() -> None:
    committee = f.make_ranked()
    head, first = f.head_of(committee.procedure), queries.ranked(committee)[0]
    with refused("state", "IR2015:43"):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=first.bid_id)
    commands.receive_report(head, committee_id=committee.pk)
    commands.decide(head, procedure_id=committee.procedure_id, bid_id=first.bid_id)
    with refused("decided", "IR2015:43"):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=first.bid_id)


def test_nobody_but_the_head_of_the_purchaser_decides() -> None:
    committee = f.make_reported()
    first = queries.ranked(committee)[0]
    for person in (f.officer_of(committee.procedure), *f.members_of(committee)):
        with forbidden("role"):
            commands.decide(person, procedure_id=committee.procedure_id, bid_id=first.bid_id)
    for role in (Role.PURCHASER_HEAD, Role.PROVIDER_HEAD):
        with pytest.raises(OutOfScope):
            commands.decide(make_actor(role), procedure_id=committee.procedure_id, bid_id=first.bid_id)


def test_a_winner_that_no_longer_meets_the_six_conditions_is_not_decided_for() -> None:
    committee = f.make_reported()
    head, first = f.head_of(committee.procedure), queries.ranked(committee)[0]
    first.provider.conditions.filter(kind=ConditionKind.TEAM).delete()
    with refused("conditions", "XM2015:3.2"):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=first.bid_id)


def test_a_decision_after_its_term_is_recorded_as_late_not_refused() -> None:
    committee = f.make_reported()
    head, first = f.head_of(committee.procedure), queries.ranked(committee)[0]
    with clock.at(clock.local(2015, 4, 8, 9)):
        commands.decide(head, procedure_id=committee.procedure_id, bid_id=first.bid_id)
    assert Entry.objects.get(verb="award.decided").late


def test_the_notice_names_the_experts_and_the_term_for_the_contract_begins() -> None:
    heard: list[int] = []
    subscribe(events.AwardPublished, lambda _actor, event: heard.append(event.award_id))
    award = f.make_decided()
    with clock.at(clock.local(2015, 3, 26, 10)):
        award = commands.publish_award(f.officer_of(award.procedure), procedure_id=award.procedure_id)
    assert award.state == AwardState.PUBLISHED and award.contract_due.isoformat() == "2015-04-27"
    assert Procedure.objects.get(pk=award.procedure_id).state == ProcedureState.AWARDED
    assert heard == [award.pk]
    notice = Document.objects.get(pk=award.notice_document_id)
    experts = award.committee.members.sitting().filter(kind="EXPERT").values_list("person__name", flat=True)
    assert notice.published_at is not None and sorted(notice.data["experts"]) == sorted(experts)
    assert notice.data["award_word"] == "中标" and notice.data["winner"]["name"] == award.provider.name
    assert notice.data["sign_until"] == "2015-04-27" and notice.data["notice_days"] == 1
    project = Project.objects.get(no=award.project_no)
    assert project.station == "CONTRACT" and project.next_due_at.astimezone(clock.ZONE).date() == award.contract_due
    assert not Entry.objects.get(verb="award.published").late


def test_a_result_is_published_once_by_the_officer_and_late_is_recorded() -> None:
    award = f.make_decided()
    with forbidden("role"):
        commands.publish_award(f.head_of(award.procedure), procedure_id=award.procedure_id)
    officer = f.officer_of(award.procedure)
    with clock.at(clock.local(2015, 4, 8, 9)):
        commands.publish_award(officer, procedure_id=award.procedure_id)
    assert Entry.objects.get(verb="award.published").late
    with refused("state"):
        commands.publish_award(officer, procedure_id=award.procedure_id)


def test_a_decision_is_nobodys_outside_before_it_is_published() -> None:
    award = f.make_decided()
    winner = make_actor(Role.PROVIDER_HEAD, award.provider)
    assert queries.award_in_scope(winner, award.procedure_id) is None
    with pytest.raises(OutOfScope):
        commands.publish_award(winner, procedure_id=award.procedure_id)
    commands.publish_award(f.officer_of(award.procedure), procedure_id=award.procedure_id)
    assert queries.award_in_scope(winner, award.procedure_id) == award


def test_when_the_winner_will_not_sign_the_next_in_rank_follows_with_reasons() -> None:
    award = f.make_awarded()
    head, ranked = f.head_of(award.procedure), queries.ranked(award.committee)
    facts = {"procedure_id": award.procedure_id, "bid_id": ranked[1].bid_id, "refusal": "2015-03-25书面函告放弃", "reason": "按排序递补"}
    with refused("reason", "IR2015:49"):
        commands.decide_next(head, **facts | {"refusal": " "})
    with refused("reason", "IR2015:49"):
        commands.decide_next(head, **facts | {"reason": ""})
    with refused("rank", "IR2015:43"):
        commands.decide_next(head, **facts | {"bid_id": ranked[2].bid_id})
    with refused("declined", "IR2015:49"):
        commands.decide_next(head, **facts | {"bid_id": ranked[0].bid_id})
    with forbidden("role"):
        commands.decide_next(f.officer_of(award.procedure), **facts)
    successor = commands.decide_next(head, **facts)
    award.refresh_from_db()
    assert (award.state, successor.state, successor.rank) == (AwardState.DECLINED, AwardState.DECIDED, 2)
    assert queries.award_of(award.project_no) == successor
    assert Procedure.objects.get(pk=award.procedure_id).state == ProcedureState.DECIDED
    published = commands.publish_award(f.officer_of(award.procedure), procedure_id=award.procedure_id)
    assert published.pk == successor.pk and published.state == AwardState.PUBLISHED


def test_when_all_have_withdrawn_there_is_nobody_left_to_decide_for() -> None:
    award = f.make_decided()
    head, ranked = f.head_of(award.procedure), queries.ranked(award.committee)
    facts = {"procedure_id": award.procedure_id, "refusal": "放弃", "reason": "递补"}
    for result in ranked[1:]:
        commands.decide_next(head, bid_id=result.bid_id, **facts)
    with refused("nobody", "IR2015:49"):
        commands.decide_next(head, bid_id=ranked[0].bid_id, **facts)


def test_once_the_contract_is_signed_nobody_else_is_decided_for() -> None:
    award = f.make_awarded()
    head, ranked = f.head_of(award.procedure), queries.ranked(award.committee)
    with acting("test"):
        progress.move(head, award.procedure_id, "contract")
    with refused("contracted", "IR2015:49"):
        commands.decide_next(head, procedure_id=award.procedure_id, bid_id=ranked[1].bid_id, refusal="x", reason="y")


def test_the_database_keeps_one_standing_decision_and_its_dates() -> None:
    award = f.make_decided()
    constraints = {c.name for c in Award._meta.constraints}
    assert {"award_standing_once", "award_published_is_dated", "award_declined_has_reason"} <= constraints
    assert Award.objects.standing().filter(procedure_id=award.procedure_id).count() == 1
