"""Documents, the notice, its clarification, questions and answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from bailu.audit.models import Entry, Personal
from bailu.documents.models import Document
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement import commands, queries
from bailu.procurement.enums import Method
from bailu.procurement.models import Enquiry, Procedure
from tests.factories import make_actor
from tests.procurement import factories as make
from tests.procurement.accepted import make_accepted_project
from tests.procurement.helpers import forbidden, refused, verbs

pytestmark = pytest.mark.django_db

MARCH_3 = make.NOTICE


def publish(buying: make.Buying, deadline: dt.datetime, until: dt.date = dt.date(2015, 3, 12), **more: object) -> Procedure:
    return commands.publish_notice(buying.officer, procedure_id=buying.procedure.pk, deadline=deadline, documents_until=until, **more)


def test_documents_need_lawful_criteria() -> None:
    buying = make.make_started()
    scored = [*make.CRITERIA[:3], make.CRITERIA[3] | {"kind": "REGIONAL_RECORD"}]
    refused(lambda: make.set_documents(buying, criteria=scored), clause="IR2015:20", code="kind")
    refused(lambda: make.set_documents(buying, price_weight=Decimal(9)), clause="IR2015:34")
    refused(lambda: make.set_documents(buying, conditions=[" "]), code="conditions")
    refused(lambda: make.set_documents(buying, ceiling=Decimal(508001)), code="ceiling")
    forbidden(
        lambda: commands.set_documents(
            buying.head, procedure_id=buying.procedure.pk, price_weight=Decimal(10), criteria=make.CRITERIA, conditions=make.CONDITIONS
        )
    )


def test_doubtful_words_are_answered_for() -> None:
    buying = make.make_started()
    doubtful = [*make.CONDITIONS, "在厦门市有固定办公场所"]
    assert "厦门" in refused(lambda: make.set_documents(buying, conditions=doubtful), clause="IR2015:20", code="doubtful")
    make.set_documents(buying, conditions=doubtful, confirmed=True)
    line = Entry.objects.filter(stream=buying.no, verb="procurement.documents_set").get()
    assert line.data["warnings"]


@pytest.mark.at("2015-03-03 09:00")
def test_nineteen_days_are_too_short_and_twenty_one_are_enough() -> None:
    buying = make.make_prepared()
    reason = refused(lambda: publish(buying, clock.local(2015, 3, 22, 9, 30)), clause="PL2014:35")
    assert "19" in reason
    assert not Document.objects.exists()
    procedure = publish(buying, clock.local(2015, 3, 24, 9, 30))
    assert (procedure.state, procedure.regime_on) == ("PUBLISHED", dt.date(2015, 3, 3))
    assert procedure.opens_at == procedure.deadline
    document = Document.objects.get(pk=procedure.notice_document_id)
    assert (document.state, document.kind, document.published_at) == ("issued", "procurement_notice", clock.now())
    assert Decimal(document.data["budget"]) == Decimal("508000.00")
    assert [row["points"] for row in document.data["weights"]] == ["10", "45", "30", "15"]
    assert {row["kind"] for row in document.data["targets"]} == {"数量", "规模", "质量", "效果"}
    project = Project.objects.get(no=buying.no)
    assert (project.station, project.next_due_at) == ("NOTICE", procedure.deadline)
    assert verbs(buying.no)[-1] == "procurement.notice_published"
    assert not Task.objects.open().filter(kind="procurement.prepare").exists()
    assert [n.number for n in queries.public_notices()] == [procedure.number]


@pytest.mark.at("2015-03-03 09:00")
def test_what_a_notice_lacks_is_named() -> None:
    buying = make.make_started()
    deadline = clock.local(2015, 3, 24, 9, 30)
    refused(lambda: publish(buying, deadline), clause="IR2015:32")
    make.set_documents(buying)
    refused(lambda: publish(buying, deadline, dt.date(2015, 3, 9)), clause="IR2015:31")
    refused(lambda: publish(buying, deadline, opens_at=clock.local(2015, 3, 24, 10)), clause="ML18", code="opening")
    refused(lambda: publish(buying, deadline, bid_bond=Decimal(20000)), clause="IR2015:33")
    refused(lambda: publish(buying, clock.local(2015, 3, 1, 9)), clause="PL2014:35", code="past")
    refused(lambda: commands.publish_notice(buying.officer, procedure_id=buying.procedure.pk), code="dates")
    forbidden(lambda: commands.publish_notice(buying.clerk, procedure_id=buying.procedure.pk, deadline=deadline), code="role")


@pytest.mark.at("2015-03-03 09:00")
def test_consultation_at_the_threshold_is_published_only_after_approval() -> None:
    buying = make.make_prepared(method=Method.CONSULTATION)
    deadline = clock.local(2015, 3, 16, 9)
    refused(lambda: publish(buying, deadline), clause="PL2014:27")
    make.approve(buying)
    refused(lambda: publish(buying, clock.local(2015, 3, 12, 9), dt.date(2015, 3, 10)), clause="CK214:10")
    assert publish(buying, deadline).state == "PUBLISHED"


@pytest.mark.at("2015-03-03 09:00")
def test_like_purchases_without_tender_are_splitting() -> None:
    first = make.make_published(amount=Decimal(300000))
    assert first.procedure.method == "CONSULTATION"
    project = make_accepted_project(amount=Decimal(250000), purchaser=first.procedure.purchaser)
    second = make.make_prepared(project=project)
    refused(lambda: publish(second, clock.local(2015, 3, 16, 9)), clause="IR2015:28")
    make.approve(second)
    assert publish(second, clock.local(2015, 3, 16, 9)).state == "PUBLISHED"


@pytest.mark.at("2015-03-02 09:00")
def test_a_planned_notice_can_be_edited_and_follows_the_day_it_goes_out() -> None:
    buying = make.make_prepared()
    deadline = clock.local(2015, 3, 24, 9, 30)
    planned = commands.plan_notice(
        buying.officer,
        procedure_id=buying.procedure.pk,
        deadline=deadline,
        documents_until=dt.date(2015, 3, 12),
        publish_on=dt.date(2015, 3, 3),
    )
    document = Document.objects.get(pk=planned.notice_document_id)
    assert (document.state, document.data["published_on"]) == ("draft", "2015-03-03")
    with clock.at(MARCH_3):
        published = commands.publish_notice(buying.officer, procedure_id=buying.procedure.pk)
    assert published.notice_document_id == document.pk
    assert Document.objects.count() == 1


@pytest.mark.at("2015-03-10 10:00")
def test_after_the_notice_weights_conditions_and_regime_are_frozen() -> None:
    buying = make.make_published()
    refused(lambda: make.set_documents(buying), clause="IR2015:31", code="state")
    refused(lambda: commands.choose_method(buying.officer, procedure_id=buying.procedure.pk, method="CONSULTATION"), code="state")
    with clock.at(clock.local(2017, 12, 1)):
        assert buying.refresh().regime.on == dt.date(2015, 3, 3)


def test_the_database_refuses_a_notice_without_its_dates() -> None:
    buying = make.make_prepared()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update procurement_procedure set published_at = now() where id = %s", [buying.procedure.pk])


@pytest.mark.at("2015-03-12 10:00")
def test_a_late_clarification_moves_deadline_and_opening() -> None:
    buying = make.make_published()
    clarify = {"procedure_id": buying.procedure.pk, "text": "服务点增加一处", "affects_bids": True}
    refused(lambda: commands.issue_clarification(buying.officer, **clarify), clause="IR2015:31", code="extend")
    refused(lambda: commands.issue_clarification(buying.officer, **(clarify | {"text": " "})), code="text")
    forbidden(lambda: commands.issue_clarification(buying.clerk, **clarify), code="role")
    commands.issue_clarification(buying.officer, **clarify, new_deadline=clock.local(2015, 3, 27, 9, 30))
    procedure = buying.refresh()
    assert procedure.deadline == procedure.opens_at == clock.local(2015, 3, 27, 9, 30)
    assert Project.objects.get(no=buying.no).next_due_at == procedure.deadline
    with clock.at(clock.local(2015, 3, 27, 10)):
        refused(lambda: commands.issue_clarification(buying.officer, **clarify), code="late")


@pytest.mark.at("2015-03-10 10:00")
def test_a_question_is_answered_to_all_without_its_asker() -> None:
    buying = make.make_published()
    asker, other = make.make_bidder("甲社工服务中心"), make.make_bidder("乙社工服务中心")
    enquiry = commands.ask_enquiry(asker, procedure_id=buying.procedure.pk, question="能否使用社区礼堂？")
    assert enquiry.due_at is not None
    assert clock.at_day(dt.date(2015, 3, 13)) <= enquiry.due_at < clock.at_day(dt.date(2015, 3, 14))  # three working days
    assert [n.answers for n in queries.public_notices()] == [()]
    task = Task.objects.open().get(kind="procurement.answer_enquiry")
    assert (task.role, task.organisation_id) == (Role.PROCUREMENT_OFFICER, buying.procedure.purchaser_id)
    commands.answer_enquiry(buying.officer, enquiry_id=enquiry.pk, answer="可以，由社区协调。")
    (shown,) = queries.public_notices()[0].answers
    assert (shown.question, shown.answer) == ("能否使用社区礼堂？", "可以，由社区协调。")
    assert Enquiry.objects.visible_to(other).count() == 1
    assert not Task.objects.open().filter(kind="procurement.answer_enquiry").exists()
    line = Entry.objects.get(verb="procurement.enquiry_asked")
    assert line.organisation_id is None
    assert "甲社工服务中心" not in f"{line.actor_name}{line.organisation_name}{line.data}"
    assert Personal.objects.get(stream=line.stream, seq=line.seq).data["organisation"] == "甲社工服务中心"


@pytest.mark.at("2015-03-10 10:00")
def test_who_may_ask_and_answer() -> None:
    buying = make.make_published()
    asker = make.make_bidder()
    forbidden(lambda: commands.ask_enquiry(buying.clerk, procedure_id=buying.procedure.pk, question="x"), code="role")
    refused(lambda: commands.ask_enquiry(asker, procedure_id=buying.procedure.pk, question=" "), code="question")
    enquiry = commands.ask_enquiry(asker, procedure_id=buying.procedure.pk, question="x？")
    forbidden(lambda: commands.answer_enquiry(buying.clerk, enquiry_id=enquiry.pk, answer="y"), code="role")
    stranger = make_actor(Role.PROCUREMENT_OFFICER)
    forbidden(lambda: commands.answer_enquiry(stranger, enquiry_id=enquiry.pk, answer="y"), code="organisation")
    refused(lambda: commands.answer_enquiry(buying.officer, enquiry_id=enquiry.pk, answer=" "), code="answer")
    commands.answer_enquiry(buying.officer, enquiry_id=enquiry.pk, answer="y")
    refused(lambda: commands.answer_enquiry(buying.officer, enquiry_id=enquiry.pk, answer="z"), code="state")
    with clock.at(make.DEADLINE):
        refused(lambda: commands.ask_enquiry(asker, procedure_id=buying.procedure.pk, question="x？"), clause="IR2015:52")


@pytest.mark.at("2015-03-10 10:00")
def test_a_late_answer_is_marked_late() -> None:
    buying = make.make_published()
    enquiry = commands.ask_enquiry(make.make_bidder(), procedure_id=buying.procedure.pk, question="x？")
    with clock.at(clock.local(2015, 3, 16, 9)):
        commands.answer_enquiry(buying.officer, enquiry_id=enquiry.pk, answer="y")
    assert Entry.objects.get(verb="procurement.enquiry_answered").late
