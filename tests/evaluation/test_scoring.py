"""Engaging the third party, the self-report and the three parties' scores: who may, when, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bailu.audit.models import Entry
from bailu.evaluation import commands
from bailu.evaluation.models import Answer, Card
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS
from bailu.kernel.models import OnceKey
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from tests.evaluation.factories import (
    ENGAGED,
    GOOD,
    MID,
    SERVED,
    answer,
    make_engaged,
    make_evaluator,
    make_served,
    score_as_purchaser,
    score_as_third_party,
    self_report,
)
from tests.evaluation.proof import forbidden, hidden, refused
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_the_third_party_is_independent_and_engaged_once() -> None:
    serving = make_served()
    contract, clerk = serving.contract, serving.parties.clerk
    provider = Organisation.objects.get(pk=contract.provider_id)
    tied = make_evaluator("有牵连的评估中心")
    make_actor(Role.SOCIAL_WORKER, provider, person=Person.objects.get(pk=tied.user_id))
    free = make_evaluator()
    facts = {"contract_id": contract.pk, "reason": "比选"}
    with clock.at(ENGAGED):
        for party in (contract.provider_id, contract.purchaser_id):
            with refused("party", "XM2015:3.7"):
                commands.engage_evaluator(clerk, evaluator_id=party, **facts)
        with refused("tied", "RB:4.9"):
            commands.engage_evaluator(clerk, evaluator_id=tied.organisation_id, **facts)
        with forbidden():
            commands.engage_evaluator(serving.parties.provider_head, evaluator_id=free.organisation_id, **facts)
        with hidden():
            commands.engage_evaluator(free, evaluator_id=free.organisation_id, **facts)
        engagement = commands.engage_evaluator(clerk, evaluator_id=free.organisation_id, **facts)
        assert engagement.fee == Decimal("15240.00")
        assert not Task.objects.open().filter(kind="evaluation.engage").exists()
        with refused("done", "XM2015:3.7"):
            commands.engage_evaluator(clerk, evaluator_id=free.organisation_id, **facts)


def test_the_self_report_comes_in_its_time_from_the_provider_alone() -> None:
    made = make_engaged()
    mid, final = made.mid, made.final
    stranger = make_actor(Role.PROVIDER_HEAD)
    assert (mid.due_on, final.due_on) == (dt.date(2015, 10, 14), dt.date(2016, 3, 14))
    with clock.at(MID - dt.timedelta(days=1)), refused("early", "XM2015:5.4"):
        self_report(made)
    with clock.at(MID):
        with refused("order", "XM2015:5.4"):
            self_report(made, "FINAL")
        for actor in (made.clerk, made.evaluator):
            with forbidden():
                commands.self_report(actor, evaluation_id=mid.pk, text="x")
        with forbidden("role"):
            commands.self_report(made.serving.worker, evaluation_id=mid.pk, text="x")
        with hidden():
            commands.self_report(stranger, evaluation_id=mid.pk, text="x")
        with refused("state"):
            score_as_purchaser(made)
        with refused("state"):
            score_as_third_party(made)
        with refused("state"):
            commands.issue_cards(made.evaluator, evaluation_id=mid.pk, number=1)
        done = self_report(made)
        assert [row["done"] for row in done.figures["targets"] if row["unit"] == "人"] == [str(SERVED)]
        assert done.figures["months"] == [{"month": "2015-04-01", "services": 1, "minutes": 30}]
        assert {t.kind for t in Task.objects.open().filter(ref="MID")} >= {"evaluation.score_purchaser", "evaluation.score_third_party"}
        with refused("state"):
            self_report(made)


def test_an_evaluator_engaged_late_is_asked_at_once() -> None:
    serving = make_served()
    with clock.at(MID):
        mid = serving.contract.evaluations.get(kind="MID")
        commands.self_report(serving.parties.provider_clerk, evaluation_id=mid.pk, text="按合同进行。")
        evaluator = make_evaluator()
        commands.engage_evaluator(
            serving.parties.clerk, contract_id=serving.contract.pk, evaluator_id=evaluator.organisation_id, reason="比选"
        )
    assert Task.objects.open().filter(kind="evaluation.score_third_party", organisation_id=evaluator.organisation_id).count() == 1


def test_a_draft_needs_all_three_parties_and_enough_answers() -> None:
    made = make_engaged()
    with clock.at(MID):
        self_report(made)
        mid = made.mid.pk
        with refused("answers", "RB:4.8"):
            commands.draft_report(made.evaluator, evaluation_id=mid)
        answer(made, given=(5, 4, 4, 3))
        with refused("answers", "RB:4.8"):
            commands.draft_report(made.evaluator, evaluation_id=mid)
        answer(made, given=(5,))
        with refused("parties", "XM2015:3.7"):
            commands.draft_report(made.evaluator, evaluation_id=mid)
        score_as_purchaser(made)
        with refused("parties", "XM2015:3.7"):
            commands.draft_report(made.evaluator, evaluation_id=mid)
        score_as_third_party(made)
        with forbidden():
            commands.draft_report(made.clerk, evaluation_id=mid)
        drafted = commands.draft_report(made.evaluator, evaluation_id=mid)
    # 85.80 x 60 + 88 x 20 + 84 x 20
    assert (drafted.users_score, drafted.third_party_score) == (Decimal("84.00"), Decimal("85.80"))
    assert (drafted.total, drafted.grade, drafted.reply_due) == (Decimal("85.88"), "good", dt.date(2015, 10, 21))


def test_scores_are_given_by_their_party_within_a_hundred_and_not_after_the_draft() -> None:
    made = make_engaged()
    with clock.at(MID):
        self_report(made)
        mid = made.mid.pk
        for score in (Decimal("-1"), Decimal("100.01")):
            with refused("range", "RB:4.6"):
                score_as_purchaser(made, score=score)
            with refused("range", "RB:4.6"):
                score_as_third_party(made, aspects=GOOD | {"effect": score})
        for stranger in (made.provider, made.evaluator):
            with forbidden():
                commands.score_as_purchaser(stranger, evaluation_id=mid, score=Decimal(90), opinion="好")
        for stranger in (made.provider, made.clerk):
            with forbidden():
                commands.score_as_third_party(stranger, evaluation_id=mid, aspects=GOOD, conclusion="好")
        answer(made)
        score_as_purchaser(made, score=Decimal(70))
        score_as_purchaser(made, score=Decimal(88))
        score_as_third_party(made)
        assert made.mid.purchaser_score == Decimal(88)
        commands.draft_report(made.evaluator, evaluation_id=mid)
        with refused("state"):
            score_as_purchaser(made)
        with refused("state"):
            score_as_third_party(made)


def test_cards_are_no_more_than_people_served_and_answer_once() -> None:
    made = make_engaged()
    with clock.at(MID):
        self_report(made)
        mid = made.mid.pk
        for number in (0, SERVED + 1):
            with refused("number", "XM2015:3.7"):
                commands.issue_cards(made.evaluator, evaluation_id=mid, number=number)
        for stranger in (made.provider, made.clerk):
            with forbidden():
                commands.issue_cards(stranger, evaluation_id=mid, number=1)
        answered = answer(made, given=(5, 4, 4, 3))
        with refused("number", "XM2015:3.7"):
            commands.issue_cards(made.evaluator, evaluation_id=mid, number=2)
        with refused("answered", "XM2015:3.7"):
            commands.answer_card(ANONYMOUS, code=answered[0].code, satisfaction=1)
        commands.issue_cards(made.evaluator, evaluation_id=mid, number=1)
        last = Card.objects.get(answered=False)
        for satisfaction in (0, 6):
            with refused("range", "RB:4.8"):
                commands.answer_card(ANONYMOUS, code=last.code, satisfaction=satisfaction)
        with hidden():
            commands.answer_card(ANONYMOUS, code="AAAAAAAA", satisfaction=5)
        commands.answer_card(ANONYMOUS, code=f" {last.code.lower()} ", satisfaction=5)
        score_as_purchaser(made)
        score_as_third_party(made)
        Card.objects.filter(pk=last.pk).update(answered=False)
        commands.draft_report(made.evaluator, evaluation_id=mid)
        with refused("closed", "XM2015:3.7"):
            commands.answer_card(ANONYMOUS, code=last.code, satisfaction=5)


def test_nobody_can_find_out_which_card_said_what() -> None:
    made = make_engaged()
    with clock.at(MID):
        self_report(made)
        commands.issue_cards(made.evaluator, evaluation_id=made.mid.pk, number=2)
        codes = list(Card.objects.values_list("code", flat=True))
        commands.answer_card(ANONYMOUS, code=codes[0], satisfaction=1, comment="来得少", once="0b1f2f2e-0000-4000-8000-000000000001")
        commands.answer_card(ANONYMOUS, code=codes[0], satisfaction=5, once="0b1f2f2e-0000-4000-8000-000000000001")
    said = Answer.objects.get()
    assert (said.satisfaction, said.comment) == (1, "来得少")
    # The answer knows the evaluation and nothing else: no card, no time, no number that counts up.
    assert {f.name for f in Answer._meta.get_fields()} == {"id", "evaluation", "satisfaction", "helped", "comment"}
    assert {f.name for f in Card._meta.get_fields()} == {"id", "evaluation", "code", "answered"}
    entries = Entry.objects.filter(verb="evaluation.card_answered")
    assert [(e.subject, e.data, e.actor_id) for e in entries] == [(f"evaluation.Evaluation:{made.mid.pk}", {}, None)]
    assert set(OnceKey.objects.filter(act__contains="answer_card").values_list("actor_id", flat=True)) == {0}
    for actor in (made.clerk, made.provider, make_actor(Role.AUDITOR), make_evaluator()):
        assert not Answer.objects.visible_to(actor).exists()
        assert not Card.objects.visible_to(actor).exists()
    assert Answer.objects.visible_to(made.evaluator).count() == 1
