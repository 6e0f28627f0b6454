"""The draft, the reply, the published evaluation and what follows from it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.contracts import progress as contracts_progress
from bailu.contracts.enums import MilestoneKind
from bailu.evaluation import events, papers, policies, queries, rules, tasks
from bailu.evaluation.enums import EvaluationKind
from bailu.evaluation.models import Evaluation
from bailu.funds import orders
from bailu.funds import queries as funds
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.days import counted
from bailu.kernel.errors import Refused
from bailu.kernel.events import publish as tell
from bailu.kernel.verdict import refuse, require
from bailu.law import formulas, params
from bailu.law import rules as law
from bailu.organisations import commands as organisations


@act
def draft_report(actor: Actor, *, evaluation_id: int) -> Evaluation:
    """Put the three parties together; the provider has five working days to reply (RULEBOOK 4.9)."""
    evaluation = queries.lock(actor, evaluation_id)
    contract = evaluation.contract
    require(policies.may_draft(actor, evaluation))
    regime = params.regime(contract.regime_on)
    given = queries.answers(evaluation.pk)
    require(rules.enough_answers(len(given), regime["evaluation.user_sample"].number, queries.served(contract)))
    evaluation.users_score, evaluation.users_answered = rules.users_score(given), len(given)
    scores = queries.scores(evaluation)
    require(rules.three_parties(scores))
    evaluation.total = rules.total({k: v for k, v in scores.items() if v is not None}, regime)
    evaluation.grade = formulas.grade(evaluation.total, regime["evaluation.grade_cuts"])
    evaluation.move("draft")
    evaluation.drafted_at = clock.now()
    evaluation.reply_due = law.due(clock.today(), regime["evaluation.objection_days"])
    evaluation.document_id = papers.draft_report(actor, evaluation)
    evaluation.save(update_fields=["state", "users_score", "users_answered", "total", "grade", "drafted_at", "reply_due", "document_id"])
    data = {"total": evaluation.total, "grade": evaluation.grade, "answers": len(given)}
    record(actor, "evaluation.drafted", evaluation, stream=contract.project_no, basis="XM2015:3.7", data=data)
    tasks.done(actor, tasks.SCORE_THIRD_PARTY, evaluation)
    how = counted(clock.today(), evaluation.reply_due, "working_days")
    tasks.ask_about(actor, tasks.REPLY, evaluation, due=evaluation.reply_due, counted=how)
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
    assert evaluation.total is not None  # a draft has one
    evaluation.published_at = clock.now()
    papers.issue_report(actor, evaluation)
    evaluation.fee_order_id = _order_fee(actor, evaluation)
    evaluation.save(update_fields=["state", "published_at", "fee_order_id"])
    data = {"kind": evaluation.kind, "total": evaluation.total, "grade": evaluation.grade}
    record(actor, "evaluation.published", evaluation, stream=contract.project_no, basis="XM2015:3.7", data=data)
    tasks.done(actor, tasks.PUBLISH, evaluation)
    organisations.add_track_record(
        actor,
        provider_id=contract.provider_id,
        project_no=contract.project_no,
        kind=evaluation.kind,
        score=evaluation.total,
        grade=papers.grade_word(evaluation),
        on=clock.today(),
        summary=evaluation.conclusion,
    )
    if evaluation.kind == EvaluationKind.FINAL:
        ask(actor, tasks.ACCEPT, contract, due=contract.term_to)
    elif rules.opens_instalment(evaluation.grade):
        contracts_progress.open_milestone(actor, contract, MilestoneKind.MID)
    else:
        _hold(actor, evaluation)
    tell(actor, events.Published(evaluation.pk))
    return evaluation


@act
def confirm_rectification(actor: Actor, *, evaluation_id: int, text: str) -> Evaluation:
    """The evaluator has looked again: what made the mid-term unqualified is put right, the instalment it held opens (RULEBOOK 4.6)."""
    evaluation = queries.lock(actor, evaluation_id)
    contract = evaluation.contract
    require(policies.may_confirm_rectification(actor, evaluation))
    evaluation.rectification, evaluation.rectified_at = text, clock.now()
    evaluation.save(update_fields=["rectification", "rectified_at"])
    late = evaluation.rectify_due is not None and clock.today() > evaluation.rectify_due
    data = {"due": evaluation.rectify_due}
    record(actor, "evaluation.rectified", evaluation, stream=contract.project_no, basis="RB:4.6", reason=text, data=data, late=late)
    tasks.done(actor, tasks.RECTIFY, evaluation)
    contracts_progress.open_milestone(actor, contract, MilestoneKind.MID)
    return evaluation


@step
def _hold(actor: Actor, evaluation: Evaluation) -> None:
    """An unqualified mid-term evaluation holds its instalment until what it found is put right."""
    contract = evaluation.contract
    days = params.regime(contract.regime_on)["evaluation.rectify_days"]
    evaluation.rectify_due = law.due(clock.today(), days)
    evaluation.save(update_fields=["rectify_due"])
    how = counted(clock.today(), evaluation.rectify_due, "working_days")
    tasks.ask_about(actor, tasks.RECTIFY, evaluation, due=evaluation.rectify_due, counted=how)
    tasks.ask_about(actor, tasks.LOOK_AGAIN, evaluation)


@step
def _replied(actor: Actor, evaluation: Evaluation, move: str, text: str) -> None:
    evaluation.move(move)
    evaluation.reply, evaluation.replied_at = text, clock.now()
    evaluation.save(update_fields=["state", "reply", "replied_at"])
    contract = evaluation.contract
    record(actor, f"evaluation.{move}", evaluation, stream=contract.project_no, basis="RB:4.9", reason=text)
    tasks.done(actor, tasks.REPLY, evaluation)
    tasks.ask_about(actor, tasks.PUBLISH, evaluation)


@step
def _order_fee(actor: Actor, evaluation: Evaluation) -> int:
    """The evaluator's part of the fee, to the evaluator only, from the encumbrance made for it."""
    contract = evaluation.contract
    encumbrance = funds.encumbrance(contract.project_no, "EVALUATION_FEE")
    if encumbrance is None:
        raise Refused(refuse(_("没有为本项目预留的评估费。"), "XM2015:3.7", code="fee"))
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
