"""The two evaluations come with the contract; a third party is engaged for them."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.evaluation import policies, queries, rules, tasks
from bailu.evaluation.enums import EvaluationKind, EvaluationState
from bailu.evaluation.models import Engagement, Evaluation
from bailu.inbox.commands import ask, settle
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.law import rules as law
from bailu.organisations import queries as people
from bailu.planning import progress as planning
from bailu.ui.search import vector


@step
def plan(actor: Actor, contract: Contract) -> list[Evaluation]:
    """Mid-term and final evaluation come with the contract (XM2015:5.4): the first at the middle of the term, the second before its end."""
    regime = params.regime(contract.regime_on)
    middle = contract.term_from + (contract.term_to - contract.term_from) / 2
    end = law.months_before(contract.term_to, regime["evaluation.lead_months"].number)
    made = [
        Evaluation.objects.create(
            contract=contract,
            kind=kind,
            due_on=due,
            search=vector(contract.project_no, contract.title, contract.purchaser.name, contract.provider.name),
        )
        for kind, due in ((EvaluationKind.MID, middle), (EvaluationKind.FINAL, end))
    ]
    data = {e.kind: e.due_on for e in made}
    record(actor, "evaluation.planned", contract, basis="XM2015:5.4", data=data)
    ask(actor, tasks.ENGAGE, contract, due=middle)
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
    settle(actor, tasks.ENGAGE, contract)
    planning.set_evaluator(actor, contract.project_no, evaluator_id)
    for evaluation in queries.of_contract(contract.pk):
        if evaluation.state == EvaluationState.SELF_REPORTED:
            tasks.ask_about(actor, tasks.SCORE_THIRD_PARTY, evaluation)
    return engagement
