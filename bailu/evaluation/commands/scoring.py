"""What the three parties say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.evaluation import policies, queries, rows, rules, tasks
from bailu.evaluation.models import Answer, Card, Evaluation
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.law import params


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
    tasks.done(actor, tasks.SELF_REPORT, evaluation)
    tasks.ask_about(actor, tasks.SCORE_PURCHASER, evaluation)
    tasks.ask_about(actor, tasks.SCORE_THIRD_PARTY, evaluation)
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
    tasks.done(actor, tasks.SCORE_PURCHASER, evaluation)
    return evaluation


@act
def issue_cards(actor: Actor, *, evaluation_id: int, number: int) -> Evaluation:
    """Print cards for recipients: a code each, no name, at most as many as were served and not yet asked."""
    evaluation = queries.lock(actor, evaluation_id)
    require(policies.may_issue_cards(actor, evaluation))
    require(rules.cards_within(number, Card.objects.filter(evaluation=evaluation).count(), queries.served(evaluation.contract)))
    Card.objects.bulk_create(Card(evaluation=evaluation) for _ in range(number))
    record(actor, "evaluation.cards_issued", evaluation, stream=evaluation.contract.project_no, basis="XM2015:3.7", data={"number": number})
    return evaluation


@act
def answer_card(actor: Actor, *, code: str, satisfaction: int, helped: bool = False, comment: str = "") -> Card:
    """A recipient says whether the service helped; a card answers once, nobody knows whose it is."""
    card = queries.card(code)
    card = Card.objects.select_for_update(of=("self",)).select_related("evaluation", "evaluation__contract").get(pk=card.pk)
    require(rules.card_open(card.answered, card.evaluation.state))
    require(rules.satisfaction_in_range(satisfaction))
    card.answered = True
    card.save(update_fields=["answered"])
    evaluation = card.evaluation
    Answer.objects.create(evaluation=evaluation, satisfaction=satisfaction, helped=helped, comment=comment)
    record(SYSTEM, "evaluation.card_answered", evaluation, stream=evaluation.contract.project_no, basis="XM2015:3.7")
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
    evaluation.findings, evaluation.conclusion = rows.findings(findings), conclusion
    evaluation.save(update_fields=["aspects", "third_party_score", "findings", "conclusion"])
    _scored(actor, evaluation, "third_party", evaluation.third_party_score, "")
    return evaluation


@step
def _scored(actor: Actor, evaluation: Evaluation, party: str, score: Decimal, opinion: str) -> None:
    data = {"kind": evaluation.kind, "party": party, "score": score}
    record(actor, "evaluation.scored", evaluation, stream=evaluation.contract.project_no, basis="XM2015:3.7", reason=opinion, data=data)
