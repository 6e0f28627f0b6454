"""Evaluations in every state the rooms above need, each led there by the acts, on the calendar of the story:
self-report 2015-10-14, mid-term published 10-26, final self-report 2016-03-10, published 03-21, accepted 04-14.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bailu.contracts.models import Contract
from bailu.evaluation import commands
from bailu.evaluation.enums import Aspect, EvaluationKind
from bailu.evaluation.models import Acceptance, Card, Engagement, Evaluation
from bailu.funds import commands as treasury
from bailu.funds.models import PaymentOrder
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS, Actor
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from tests.contracts.factories import Parties, make_approved_claim
from tests.delivery.factories import Serving, make_serving, record
from tests.factories import make_actor, make_organisation

ENGAGED = clock.local(2015, 9, 8, 10)
MID = clock.local(2015, 10, 14, 9)
FINAL = clock.local(2016, 3, 10, 9)
ACCEPTED = clock.local(2016, 4, 14, 10)
# Met together in one group: everybody the service has reached.
SERVED = 5
GOOD = {Aspect.SERVICE: Decimal(86), Aspect.EFFECT: Decimal(88), Aspect.MANAGEMENT: Decimal(84)}
EXCELLENT = {Aspect.SERVICE: Decimal(96), Aspect.EFFECT: Decimal(95), Aspect.MANAGEMENT: Decimal(94)}
POOR = {Aspect.SERVICE: Decimal(20), Aspect.EFFECT: Decimal(25), Aspect.MANAGEMENT: Decimal(30)}
OPINIONS = [{"who": "服务对象代表一", "opinion": "姑娘每周都来，药也帮着分好。"}]


@dataclass
class Evaluating:
    """A service with its evaluator engaged, and everybody who has a say."""

    serving: Serving
    engagement: Engagement
    evaluator: Actor

    @property
    def parties(self) -> Parties:
        return self.serving.parties

    @property
    def contract(self) -> Contract:
        return Contract.objects.select_related("purchaser", "provider").get(pk=self.serving.contract.pk)

    @property
    def no(self) -> str:
        return self.parties.no

    @property
    def clerk(self) -> Actor:
        """The clerk who drafted the contract."""
        return self.parties.clerk

    @property
    def provider(self) -> Actor:
        return self.parties.provider_clerk

    def of(self, kind: str) -> Evaluation:
        found = Evaluation.objects.select_related(
            "contract", "contract__provider", "contract__purchaser", "contract__engagement__evaluator"
        )
        return found.get(contract=self.contract, kind=kind)

    @property
    def mid(self) -> Evaluation:
        return self.of(EvaluationKind.MID)

    @property
    def final(self) -> Evaluation:
        return self.of(EvaluationKind.FINAL)


def make_evaluator(name: str = "") -> Actor:
    return make_actor(Role.EVALUATOR, make_organisation(OrganisationKind.EVALUATION_BODY, name=name))


def make_served(*, served: int = SERVED) -> Serving:
    """A running service that has reached its clients in one group."""
    serving = make_serving(clients=served)
    record(serving, kind="GROUP_SESSION", clients=[c.code for c in serving.clients], people=served, place="活动室")
    return serving


def make_engaged(serving: Serving | None = None, *, served: int = SERVED) -> Evaluating:
    """A third party is engaged; both evaluations are planned."""
    serving = serving or make_served(served=served)
    evaluator = make_evaluator()
    assert evaluator.organisation_id is not None
    with clock.at(ENGAGED):
        engagement = commands.engage_evaluator(
            serving.parties.clerk, contract_id=serving.contract.pk, evaluator_id=evaluator.organisation_id, reason="询价后择优委托"
        )
    return Evaluating(serving, engagement, evaluator)


def self_report(made: Evaluating, kind: str = EvaluationKind.MID) -> Evaluation:
    return commands.self_report(made.provider, evaluation_id=made.of(kind).pk, text="服务按合同进行。")


def score_as_purchaser(made: Evaluating, kind: str = EvaluationKind.MID, score: Decimal = Decimal(88)) -> Evaluation:
    return commands.score_as_purchaser(made.clerk, evaluation_id=made.of(kind).pk, score=score, opinion="履约良好")


def score_as_third_party(made: Evaluating, kind: str = EvaluationKind.MID, **more: Any) -> Evaluation:
    facts: dict[str, Any] = {
        "aspects": GOOD,
        "findings": [{"finding": "两次探访记录晚于三日补记", "advice": "当日记录", "due_on": dt.date(2015, 11, 30)}],
        "conclusion": "服务过程规范，个案进度略慢。",
    }
    return commands.score_as_third_party(made.evaluator, evaluation_id=made.of(kind).pk, **(facts | more))


def answer(made: Evaluating, kind: str = EvaluationKind.MID, given: Sequence[int] = (5, 5, 4, 4, 3)) -> list[Card]:
    """As many cards as answers, each filled in."""
    evaluation = made.of(kind)
    commands.issue_cards(made.evaluator, evaluation_id=evaluation.pk, number=len(given))
    cards = list(Card.objects.filter(evaluation=evaluation, answered=False).order_by("pk")[: len(given)])
    return [
        commands.answer_card(ANONYMOUS, code=card.code, satisfaction=value, helped=value == 3, comment="常来看我" if value == 5 else "")
        for card, value in zip(cards, given, strict=True)
    ]


def make_scored(made: Evaluating | None = None, kind: str = EvaluationKind.MID, **more: Any) -> Evaluating:
    """All three parties have spoken; the clock is the caller's."""
    made = made or make_engaged()
    with clock.at(MID if kind == EvaluationKind.MID else FINAL):
        self_report(made, kind)
        answer(made, kind)
        score_as_purchaser(made, kind)
        score_as_third_party(made, kind, **more)
    return made


def make_drafted(made: Evaluating | None = None, kind: str = EvaluationKind.MID, **more: Any) -> Evaluating:
    """The draft is with the provider for its reply."""
    made = make_scored(made, kind, **more)
    with clock.at((MID if kind == EvaluationKind.MID else FINAL) + dt.timedelta(days=5)):
        commands.draft_report(made.evaluator, evaluation_id=made.of(kind).pk)
    return made


def make_replied(made: Evaluating | None = None, kind: str = EvaluationKind.MID, **more: Any) -> Evaluating:
    made = make_drafted(made, kind, **more)
    with clock.at((MID if kind == EvaluationKind.MID else FINAL) + dt.timedelta(days=7)):
        commands.reply(made.provider, evaluation_id=made.of(kind).pk, text="接受意见，已改为当日记录。")
    return made


def make_mid_published(made: Evaluating | None = None, **more: Any) -> Evaluating:
    made = make_replied(made, EvaluationKind.MID, **more)
    with clock.at(MID + dt.timedelta(days=12)):
        commands.publish(made.evaluator, evaluation_id=made.mid.pk)
    return made


def make_final_published(made: Evaluating | None = None, **more: Any) -> Evaluating:
    made = make_replied(made or make_mid_published(), EvaluationKind.FINAL, **({"aspects": EXCELLENT} | more))
    with clock.at(FINAL + dt.timedelta(days=11)):
        commands.publish(made.evaluator, evaluation_id=made.final.pk)
    return made


def accepter_of(made: Evaluating) -> Actor:
    """Somebody of the purchaser who did not buy."""
    return make_actor(Role.PURCHASER_CLERK, Organisation.objects.get(pk=made.contract.purchaser_id))


def standards_of(made: Evaluating) -> list[dict[str, Any]]:
    return [
        {"kind": "服务", "standard": t.measure, "required": f"{t.goal:g}{t.unit}", "actual": f"{t.goal:g}{t.unit}", "passed": True}
        for t in made.contract.targets.all()
    ]


def accept_facts(made: Evaluating, **changes: Any) -> dict[str, Any]:
    return {
        "contract_id": made.contract.pk,
        "on": ACCEPTED.date(),
        "standards": standards_of(made),
        "opinions": OPINIONS,
        "conclusion": "按合同履行，同意验收。",
    } | changes


def accept(made: Evaluating, **changes: Any) -> Acceptance:
    with clock.at(ACCEPTED):
        return commands.accept(accepter_of(made), **accept_facts(made, **changes))


def make_accepted(made: Evaluating | None = None, **more: Any) -> Evaluating:
    made = made or make_final_published(**more)
    accept(made)
    return made


def pay_order(order_id: int) -> None:
    """The treasury of the line checks and pays."""
    payer = PaymentOrder.objects.get(pk=order_id).encumbrance.line.treasury
    treasury.check_payment(make_actor(Role.FINANCE_OFFICER, payer), order_id=order_id)
    treasury.pay(make_actor(Role.FINANCE_CHIEF, payer), order_id=order_id)


def pay_fee(made: Evaluating, kind: str) -> None:
    order_id = made.of(kind).fee_order_id
    assert order_id is not None
    pay_order(order_id)


def make_settled(made: Evaluating | None = None) -> Evaluating:
    """Accepted and everything paid: three instalments to the provider, two parts of the fee to the evaluator."""
    made = made or make_accepted()
    with clock.at(ACCEPTED + dt.timedelta(days=5)):
        for no in (1, 2, 3):
            claim = make_approved_claim(made.parties, no)
            assert claim.order_id is not None
            pay_order(claim.order_id)
        for kind in EvaluationKind.values:
            pay_fee(made, kind)
    return made
