"""Whose turn it is: what the evaluation puts on the desks."""

from __future__ import annotations

from bailu.contracts.models import Contract
from bailu.evaluation.models import Evaluation
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role


@step
def ask_scores(actor: Actor, evaluation: Evaluation) -> None:
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
    ask_evaluator(actor, evaluation, "evaluation.score_third_party", "score")


@step
def ask_evaluator(actor: Actor, evaluation: Evaluation, kind: str, page: str) -> None:
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


@step
def ask_acceptance(actor: Actor, contract: Contract) -> None:
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
