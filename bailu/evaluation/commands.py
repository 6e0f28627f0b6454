"""Engaging the third party, the three parties' scores, the draft, the reply, the published evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.contracts import progress as contracts_progress
from bailu.contracts import queries as contracts
from bailu.contracts.enums import MilestoneKind
from bailu.contracts.models import Contract
from bailu.delivery.models import Client
from bailu.evaluation import events, papers, policies, queries, rules
from bailu.evaluation.enums import EvaluationKind
from bailu.evaluation.models import Card, Engagement, Evaluation
from bailu.funds import orders
from bailu.funds import queries as funds
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.days import counted
from bailu.kernel.errors import OutOfScope
from bailu.kernel.events import publish as tell
from bailu.kernel.verdict import refuse, require
from bailu.law import formulas, params
from bailu.law import rules as law
from bailu.organisations import commands as organisations
from bailu.organisations import queries as people
from bailu.organisations.roles import Role
from bailu.planning import progress as planning


@step
def plan(actor: Actor, contract: Contract) -> list[Evaluation]:
    """Mid-term and final evaluation come with the contract (XM2015:5.4): the first at the middle of the term, the second before its end."""
    regime = params.regime(contract.regime_on)
    middle = contract.term_from + (contract.term_to - contract.term_from) / 2
    end = law.months_before(contract.term_to, regime["evaluation.lead_months"].number)
    made = [
        Evaluation.objects.create(contract=contract, kind=kind, due_on=due)
        for kind, due in ((EvaluationKind.MID, middle), (EvaluationKind.FINAL, end))
    ]
    data = {e.kind: e.due_on for e in made}
    record(actor, "evaluation.planned", contract, stream=contract.project_no, basis="XM2015:5.4", data=data)
    ask(
        actor,
        kind="evaluation.engage",
        stream=contract.project_no,
        subject_title=contract.title,
        url=f"/contracts/{contract.pk}/evaluator/",
        organisation_id=contract.purchaser_id,
        role=Role.PURCHASER_CLERK,
        due_at=clock.at_day(middle, 23, 59),
        basis="XM2015:3.7",
    )
    return made


@act
def engage_evaluator(actor: Actor, *, contract_id: int, evaluator_id: int, reason: str) -> Engagement:
    """Engage an independent third party; its fee is what was reserved with the purchase (XM2015:3.7)."""
    contract = contracts.lock(actor, contract_id)
    require(policies.may_engage(actor, contract))
    staff = [m.person_id for m in people.members(evaluator_id)]
    tied = any(contract.provider_id in bodies for bodies in people.tied_people(staff, [contract.provider_id]).values())
    require(rules.independent(evaluator_id, provider=contract.provider_id, purchaser=contract.purchaser_id, tied=tied))
    engagement = Engagement.objects.create(
        contract=contract,
        evaluator_id=evaluator_id,
        fee=contracts.fee_left(contract.project_no),
        engaged_by_id=actor.user_id,
        reason=reason,
    )
    data = {"evaluator": evaluator_id, "fee": engagement.fee}
    record(actor, "evaluation.engaged", engagement, stream=contract.project_no, basis="XM2015:3.7", reason=reason, data=data)
    settle(actor, kind="evaluation.engage", stream=contract.project_no)
    planning.set_evaluator(actor, contract.project_no, evaluator_id)
    return engagement


@act
def self_report(actor: Actor, *, evaluation_id: int, text: str) -> Evaluation:
    """The provider's own report: figures are filled from its records and frozen on the day, the text is theirs."""
    evaluation = queries.lock(actor, evaluation_id)
    contract = evaluation.contract
    require(policies.may_self_report(actor, evaluation))
    require(rules.not_before_midpoint(evaluation.kind, clock.today(), evaluation.due_on))
    require(rules.mid_term_first(evaluation.kind, queries.published(contract.pk, "MID") is not None))
    evaluation.move("self_report")
    evaluation.figures = queries.figures(contract)
    evaluation.self_report, evaluation.self_reported_at = text, clock.now()
    evaluation.save(update_fields=["state", "figures", "self_report", "self_reported_at"])
    record(actor, "evaluation.self_reported", evaluation, stream=contract.project_no, basis="XM2015:5.4", data={"kind": evaluation.kind})
    settle(actor, kind="evaluation.self_report", stream=contract.project_no, ref=evaluation.kind)
    _ask_scores(actor, evaluation)
    return evaluation


@act
def score_as_purchaser(actor: Actor, *, evaluation_id: int, score: Decimal, opinion: str) -> Evaluation:
    """The purchaser's own score of 100, with its opinion."""
    evaluation = queries.lock(actor, evaluation_id)
    require(policies.may_score_as_purchaser(actor, evaluation))
    require(rules.score_in_range(score))
    evaluation.purchaser_score, evaluation.purchaser_opinion = score, opinion
    evaluation.save(update_fields=["purchaser_score", "purchaser_opinion"])
    _scored(actor, evaluation, "purchaser", score, opinion)
    settle(actor, kind="evaluation.score_purchaser", stream=evaluation.contract.project_no, ref=evaluation.kind)
    return evaluation


@act
def issue_cards(actor: Actor, *, evaluation_id: int, number: int) -> Evaluation:
    """Print cards for recipients: a code each, no name, at most as many as were served and not yet asked."""
    evaluation = queries.lock(actor, evaluation_id)
    require(policies.may_issue_cards(actor, evaluation))
    require(rules.cards_within(number, Card.objects.filter(evaluation=evaluation).count(), _served(evaluation.contract)))
    Card.objects.bulk_create(Card(evaluation=evaluation) for _ in range(number))
    record(actor, "evaluation.cards_issued", evaluation, stream=evaluation.contract.project_no, basis="XM2015:3.7", data={"number": number})
    return evaluation


@act
def answer_card(actor: Actor, *, code: str, satisfaction: int, helped: bool = False, comment: str = "") -> Card:
    """A recipient says whether the service helped; a card answers once, nobody knows whose it is."""
    card = queries.card(code)
    card = Card.objects.select_for_update().select_related("evaluation", "evaluation__contract").get(pk=card.pk)
    require(rules.card_open(card.answered_at is not None, card.evaluation.state))
    require(rules.satisfaction_in_range(satisfaction))
    card.satisfaction, card.helped, card.comment, card.answered_at = satisfaction, helped, comment, clock.now()
    card.save(update_fields=["satisfaction", "helped", "comment", "answered_at"])
    record(
        SYSTEM, "evaluation.card_answered", card, stream=card.evaluation.contract.project_no, basis="XM2015:3.7", data={"helped": helped}
    )
    return card


@act
def score_as_third_party(
    actor: Actor, *, evaluation_id: int, aspects: Mapping[str, Decimal], findings: Sequence[Mapping[str, Any]] = (), conclusion: str
) -> Evaluation:
    """The third party's scores of the three aspects, its findings and conclusion."""
    evaluation = queries.lock(actor, evaluation_id)
    require(policies.may_score_as_third_party(actor, evaluation))
    for value in aspects.values():
        require(rules.score_in_range(value))
    weights = params.regime(evaluation.contract.regime_on)[f"evaluation.aspect_weights_{evaluation.kind.lower()}"]
    evaluation.aspects = {k: str(v) for k, v in aspects.items()}
    evaluation.third_party_score = rules.third_party_score(aspects, weights)
    evaluation.findings, evaluation.conclusion = [dict(f) for f in findings], conclusion
    evaluation.save(update_fields=["aspects", "third_party_score", "findings", "conclusion"])
    _scored(actor, evaluation, "third_party", evaluation.third_party_score, "")
    return evaluation


@act
def draft_report(actor: Actor, *, evaluation_id: int) -> Evaluation:
    """Put the three parties together; the provider has five working days to reply (RULEBOOK 4.9)."""
    evaluation = queries.lock(actor, evaluation_id)
    contract = evaluation.contract
    require(policies.may_draft(actor, evaluation))
    regime = params.regime(contract.regime_on)
    given = queries.answers(evaluation.pk)
    require(rules.enough_answers(len(given), regime["evaluation.user_sample"].number, _served(contract)))
    evaluation.users_score, evaluation.users_answered = rules.users_score(given), len(given)
    scores = queries.scores(evaluation)
    require(rules.three_parties(scores))
    evaluation.total = rules.total({k: v for k, v in scores.items() if v is not None}, regime)
    evaluation.grade = formulas.grade(evaluation.total, regime["evaluation.grade_cuts"])
    evaluation.move("draft")
    evaluation.drafted_at = clock.now()
    evaluation.reply_due = law.due(clock.today(), regime["evaluation.objection_days"])
    evaluation.save(update_fields=["state", "users_score", "users_answered", "total", "grade", "drafted_at", "reply_due"])
    data = {"total": evaluation.total, "grade": evaluation.grade, "answers": len(given)}
    record(actor, "evaluation.drafted", evaluation, stream=contract.project_no, basis="XM2015:3.7", data=data)
    settle(actor, kind="evaluation.score_third_party", stream=contract.project_no, ref=evaluation.kind)
    ask(
        actor,
        kind="evaluation.reply",
        stream=contract.project_no,
        ref=evaluation.kind,
        subject_title=contract.title,
        url=f"/evaluations/{evaluation.pk}/reply/",
        organisation_id=contract.provider_id,
        role=Role.PROVIDER_HEAD,
        due_at=clock.at_day(evaluation.reply_due, 23, 59),
        basis="RB:4.9",
        counted=counted(clock.today(), evaluation.reply_due, "working_days"),
    )
    return evaluation


@act
def reply(actor: Actor, *, evaluation_id: int, text: str) -> Evaluation:
    """The provider's reply goes into the report."""
    evaluation = queries.lock(actor, evaluation_id)
    require(policies.may_reply(actor, evaluation))
    _replied(actor, evaluation, "reply", text)
    return evaluation


@act
def lapse_reply(actor: Actor, *, evaluation_id: int) -> Evaluation:
    """Nobody replied in time: the evaluator may go on."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("contract", "contract__engagement").get(pk=evaluation_id)
    if evaluation.state == "DRAFTED" and evaluation.reply_due is not None and evaluation.reply_due < clock.today():
        _replied(actor, evaluation, "lapse", "")
    return evaluation


@act
def publish(actor: Actor, *, evaluation_id: int) -> Evaluation:
    """Final: the grade enters the provider's record, opens the instalment, and the evaluator's part of the fee is due."""
    evaluation = queries.lock(actor, evaluation_id)
    contract = evaluation.contract
    require(policies.may_publish(actor, evaluation))
    evaluation.move("publish")
    evaluation.published_at = clock.now()
    evaluation.document_id = papers.issue_report(actor, evaluation)
    evaluation.fee_order_id = _order_fee(actor, evaluation)
    evaluation.save(update_fields=["state", "published_at", "document_id", "fee_order_id"])
    data = {"kind": evaluation.kind, "total": evaluation.total, "grade": evaluation.grade}
    record(actor, "evaluation.published", evaluation, stream=contract.project_no, basis="XM2015:3.7", data=data)
    settle(actor, kind="evaluation.publish", stream=contract.project_no, ref=evaluation.kind)
    organisations.add_track_record(
        actor,
        provider_id=contract.provider_id,
        project_no=contract.project_no,
        kind=evaluation.kind,
        score=evaluation.total,
        grade=evaluation.grade,
        on=clock.today(),
        summary=evaluation.conclusion,
    )
    if evaluation.kind == EvaluationKind.MID and rules.opens_instalment(evaluation.grade):
        contracts_progress.open_milestone(actor, contract, MilestoneKind.MID)
    if evaluation.kind == EvaluationKind.FINAL:
        _ask_acceptance(actor, contract)
    tell(actor, events.Published(evaluation.pk))
    return evaluation


@step
def _scored(actor: Actor, evaluation: Evaluation, party: str, score: Decimal, opinion: str) -> None:
    data = {"kind": evaluation.kind, "party": party, "score": score}
    record(actor, "evaluation.scored", evaluation, stream=evaluation.contract.project_no, basis="XM2015:3.7", reason=opinion, data=data)


@step
def _replied(actor: Actor, evaluation: Evaluation, move: str, text: str) -> None:
    evaluation.move(move)
    evaluation.reply, evaluation.replied_at = text, clock.now()
    evaluation.save(update_fields=["state", "reply", "replied_at"])
    contract = evaluation.contract
    record(actor, f"evaluation.{move}", evaluation, stream=contract.project_no, basis="RB:4.9", reason=text)
    settle(actor, kind="evaluation.reply", stream=contract.project_no, ref=evaluation.kind)
    _ask_evaluator(actor, evaluation, "evaluation.publish", "publish")


@step
def _order_fee(actor: Actor, evaluation: Evaluation) -> int:
    """The evaluator's part of the fee, to the evaluator only, from the encumbrance made for it."""
    contract = evaluation.contract
    encumbrance = next((e for e in funds.encumbrances(contract.project_no) if e.purpose == "EVALUATION_FEE"), None)
    if encumbrance is None:
        require(refuse("没有为本项目预留的评估费。", "XM2015:3.7", code="fee"))
        raise OutOfScope
    split = params.regime(contract.regime_on)["evaluation.fee_split"]
    order = orders.request_payment(
        actor,
        encumbrance_id=encumbrance.pk,
        amount=rules.fee_part(contract.engagement.fee, evaluation.kind, split),
        payee_id=contract.engagement.evaluator_id,
        reference=f"evaluation.Evaluation:{evaluation.pk}",
        title=f"{contract.title} {evaluation.get_kind_display()}费",
    )
    return order.pk


def _served(contract: Contract) -> int:
    return Client.objects.filter(contract=contract, reached_on__isnull=False).count()


def _ask_scores(actor: Actor, evaluation: Evaluation) -> None:
    contract = evaluation.contract
    ask(
        actor,
        kind="evaluation.score_purchaser",
        stream=contract.project_no,
        ref=evaluation.kind,
        subject_title=contract.title,
        url=f"/evaluations/{evaluation.pk}/score-purchaser/",
        organisation_id=contract.purchaser_id,
        role=Role.PURCHASER_CLERK,
        basis="XM2015:3.7",
    )
    _ask_evaluator(actor, evaluation, "evaluation.score_third_party", "score")


def _ask_evaluator(actor: Actor, evaluation: Evaluation, kind: str, page: str) -> None:
    contract = evaluation.contract
    engagement = getattr(contract, "engagement", None)
    if engagement is None:
        return
    ask(
        actor,
        kind=kind,
        stream=contract.project_no,
        ref=evaluation.kind,
        subject_title=contract.title,
        url=f"/evaluations/{evaluation.pk}/{page}/",
        organisation_id=engagement.evaluator_id,
        role=Role.EVALUATOR,
        basis="XM2015:3.7",
    )


def _ask_acceptance(actor: Actor, contract: Contract) -> None:
    ask(
        actor,
        kind="evaluation.accept",
        stream=contract.project_no,
        subject_title=contract.title,
        url=f"/contracts/{contract.pk}/acceptance/",
        organisation_id=contract.purchaser_id,
        role=Role.PURCHASER_CLERK,
        due_at=clock.at_day(contract.term_to, 23, 59),
        basis="IR2015:45",
    )
