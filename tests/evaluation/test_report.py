"""The draft, the reply or its lapse, the published evaluation and what follows from it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from bailu.audit.models import Entry
from bailu.contracts import claims
from bailu.contracts.models import Milestone
from bailu.documents import access
from bailu.documents.models import Document
from bailu.evaluation import commands
from bailu.evaluation.subscribers import lapse_overdue_replies
from bailu.funds import ledger
from bailu.funds import queries as funds
from bailu.funds.models import PaymentOrder
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.organisations.models import TrackRecord
from bailu.organisations.roles import Role
from tests.evaluation.factories import MID, POOR, Evaluating, make_drafted, make_mid_published, make_replied
from tests.evaluation.proof import forbidden, refused
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
DRAFTED = MID + dt.timedelta(days=5)


def opened(made: Evaluating, kind: str) -> bool:
    return Milestone.objects.get(contract=made.contract, kind=kind).opened_at is not None


def test_a_draft_waits_for_the_provider_alone() -> None:
    made = make_drafted()
    mid = made.mid
    # Monday 10-19; five working days later is the Monday after.
    assert mid.reply_due == dt.date(2015, 10, 26)
    assert Task.objects.open().filter(kind="evaluation.reply", organisation_id=made.contract.provider_id).count() == 1
    with clock.at(DRAFTED):
        for actor in (made.clerk, made.evaluator):
            with forbidden():
                commands.reply(actor, evaluation_id=mid.pk, text="x")
        with refused("state"):
            commands.publish(made.evaluator, evaluation_id=mid.pk)
        with refused("state"):
            commands.draft_report(made.evaluator, evaluation_id=mid.pk)
        commands.reply(made.provider, evaluation_id=mid.pk, text="接受。")
        with refused("state"):
            commands.reply(made.provider, evaluation_id=mid.pk, text="再说一句")


def test_the_draft_is_read_by_three_parties_and_the_report_by_all_who_watch() -> None:
    made = make_replied()
    document = Document.objects.get(pk=made.mid.document_id)
    watching = [make_actor(role) for role in (Role.AUDITOR, Role.FINANCE_OFFICER, Role.BUREAU_CLERK, Role.OFFICE_CLERK)]
    parties = [made.clerk, made.provider, made.evaluator]
    assert document.is_draft
    assert all(access.may_read(actor, document).allowed for actor in parties)
    assert not any(access.may_read(actor, document).allowed for actor in watching)
    assert access.may_edit(made.evaluator, document).allowed
    assert access.may_edit(made.clerk, document).forbidden
    with clock.at(MID + dt.timedelta(days=12)):
        commands.publish(made.evaluator, evaluation_id=made.mid.pk)
    document.refresh_from_db()
    assert not document.is_draft
    assert document.data["provider_reply"] == "接受意见，已改为当日记录。"
    assert document.data["findings"] == [{"finding": "两次探访记录晚于三日补记", "advice": "当日记录", "due_on": "2015-11-30"}]
    assert all(access.may_read(actor, document).allowed for actor in parties + watching)
    stranger = make_actor(Role.PROVIDER_HEAD)
    assert access.may_read(stranger, document).forbidden


def test_a_reply_that_does_not_come_lapses_by_itself() -> None:
    made = make_drafted()
    with clock.at(clock.local(2015, 10, 26, 23)):
        lapse_overdue_replies()
    assert made.mid.state == "DRAFTED"
    with clock.at(clock.local(2015, 10, 27, 1)):
        lapse_overdue_replies()
        lapse_overdue_replies()
    mid = made.mid
    assert (mid.state, mid.reply) == ("REPLIED", "")
    assert Entry.objects.filter(stream=made.no, verb="evaluation.lapse").count() == 1
    assert not Task.objects.open().filter(kind="evaluation.reply").exists()
    with clock.at(clock.local(2015, 10, 27, 10)):
        commands.publish(made.evaluator, evaluation_id=mid.pk)
    assert Document.objects.get(pk=made.mid.document_id).data["provider_reply"] == "在答复期内未提出异议。"


def test_a_published_mid_term_opens_its_instalment_enters_the_record_and_pays_the_evaluator_once() -> None:
    made = make_replied()
    once = str(uuid4())
    with clock.at(MID + dt.timedelta(days=12)):
        for actor in (made.clerk, made.provider):
            with forbidden():
                commands.publish(actor, evaluation_id=made.mid.pk)
        first = commands.publish(made.evaluator, evaluation_id=made.mid.pk, once=once)
        again = commands.publish(made.evaluator, evaluation_id=made.mid.pk, once=once)
        assert first.pk == again.pk
        with refused("state"):
            commands.publish(made.evaluator, evaluation_id=made.mid.pk)
    assert opened(made, "MID")
    assert not opened(made, "FINAL")
    order = PaymentOrder.objects.get(reference=f"evaluation.Evaluation:{made.mid.pk}")
    assert (order.amount, order.payee_id, order.pk) == (Decimal("6096.00"), made.engagement.evaluator_id, made.mid.fee_order_id)
    known = TrackRecord.objects.get(project_no=made.no)
    assert (known.kind, known.score, known.grade) == ("MID", Decimal("85.88"), "良好")


def test_without_money_for_the_fee_nothing_is_published() -> None:
    made = make_replied()
    held = funds.encumbrance(made.no, "EVALUATION_FEE")
    assert held is not None
    with acting("test"):
        ledger.release(made.clerk, encumbrance_id=held.pk, amount=held.left)
    with clock.at(MID + dt.timedelta(days=12)), refused("fee", "XM2015:3.7"):
        commands.publish(made.evaluator, evaluation_id=made.mid.pk)


def test_an_unqualified_mid_term_holds_its_instalment_until_it_is_put_right() -> None:
    made = make_mid_published(aspects=POOR)
    mid = made.mid
    assert (mid.grade, mid.rectify_due) == ("unqualified", dt.date(2015, 11, 16))
    assert not opened(made, "MID")
    assert {t.organisation_id for t in Task.objects.open().filter(kind="evaluation.rectify")} == {
        made.contract.provider_id,
        made.engagement.evaluator_id,
    }
    with clock.at(clock.local(2015, 11, 10, 9)):
        with refused("condition", "XM2015:3.4"):
            claims.submit_claim(made.provider, contract_id=made.contract.pk, no=2, amount=Decimal("152400.00"))
        for actor in (made.clerk, made.provider):
            with forbidden():
                commands.confirm_rectification(actor, evaluation_id=mid.pk, text="已改")
        commands.confirm_rectification(made.evaluator, evaluation_id=mid.pk, text="两次复查，记录完整。")
        with refused("done", "RB:4.6"):
            commands.confirm_rectification(made.evaluator, evaluation_id=mid.pk, text="再改")
    assert opened(made, "MID")
    entry = Entry.objects.get(stream=made.no, verb="evaluation.rectified")
    assert not entry.late
    assert not Task.objects.open().filter(kind="evaluation.rectify").exists()


def test_a_qualified_mid_term_needs_no_rectification() -> None:
    made = make_mid_published()
    with clock.at(MID + dt.timedelta(days=13)), refused("grade", "RB:4.6"):
        commands.confirm_rectification(made.evaluator, evaluation_id=made.mid.pk, text="x")
