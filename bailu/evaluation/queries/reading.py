"""The read side of evaluations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.contracts.models import Contract
from bailu.delivery import queries as delivery
from bailu.delivery.models import Client
from bailu.evaluation.enums import EvaluationKind, Party
from bailu.evaluation.models import Answer, Card, Engagement, Evaluation, Evaluations
from bailu.funds.grounds import Ground
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared


def evaluations(actor: Actor) -> Evaluations:
    return Evaluation.objects.visible_to(actor).select_related(
        "contract", "contract__purchaser", "contract__provider", "contract__engagement", "contract__engagement__evaluator"
    )


def get(actor: Actor, evaluation_id: int) -> Evaluation:
    """Raises OutOfScope (404)."""
    found = evaluations(actor).filter(pk=evaluation_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, evaluation_id: int) -> Evaluation:
    found = evaluations(actor).select_for_update(of=("self",)).filter(pk=evaluation_id).first()
    if found is None:
        raise OutOfScope
    return found


def of_contract(contract_id: int) -> list[Evaluation]:
    """Mid-term, then final; for rooms above and the contract's page."""
    return sorted(_OF_CONTRACT(SYSTEM, contract_id), key=lambda e: e.kind != EvaluationKind.MID)


_OF_CONTRACT = Prepared(
    lambda _actor, contract_id: Evaluation.objects.filter(contract_id=contract_id).select_related(
        "contract", "contract__engagement", "contract__provider", "contract__purchaser"
    )
)


_PUBLISHED = Prepared(
    lambda _actor, contract_id, kind: Evaluation.objects.filter(contract_id=contract_id, kind=kind, state="PUBLISHED").order_by("pk")[:1]
)


def published(contract_id: int, kind: str) -> Evaluation | None:
    return next(iter(_PUBLISHED(SYSTEM, contract_id, kind)), None)


def answers(evaluation_id: int) -> list[int]:
    return list(Answer.objects.filter(evaluation_id=evaluation_id).values_list("satisfaction", flat=True))


def served(contract: Contract) -> int:
    """How many people the service has reached."""
    return Client.objects.filter(contract=contract, reached_on__isnull=False).count()


def engagement(contract: Contract) -> Engagement | None:
    return Engagement.objects.select_related("evaluator").filter(contract=contract).first()


def scores(evaluation: Evaluation) -> dict[str, Decimal | None]:
    return {
        Party.THIRD_PARTY.value: evaluation.third_party_score,
        Party.PURCHASER.value: evaluation.purchaser_score,
        Party.USERS.value: evaluation.users_score,
    }


def figures(contract: Contract) -> dict[str, Any]:
    """The self-report's figures, already filled from the records on the day."""
    return {
        "targets": [
            {
                "measure": f.target.measure,
                "unit": f.target.unit,
                "goal": _text(f.target.goal),
                "done": "" if f.done is None else _text(f.done),
                "rate": "" if f.done is None else _text(f.rate),
            }
            for f in delivery.progress(contract.pk)
        ],
        "kinds": [{"kind": label, "count": n} for label, n in delivery.by_kind(contract)],
        "months": [{"month": m.month.isoformat(), "services": m.services, "minutes": m.minutes} for m in delivery.by_month(contract)],
    }


def _text(figure: Decimal | None) -> str:
    """As people write it: 40, not 40.00."""
    return "" if figure is None else f"{figure.normalize():f}"


def card(code: str) -> Card:
    """By the code printed on it. Raises OutOfScope for a code that does not exist."""
    found = Card.objects.select_related("evaluation", "evaluation__contract").filter(code=code.strip().upper()).first()
    if found is None:
        raise OutOfScope
    return found


def grounds(evaluation_id: int) -> list[Ground]:
    """What the treasury reads before it pays the fee: the evaluation it is for."""
    found = Evaluation.objects.select_related("contract").filter(pk=evaluation_id).first()
    return [(found.get_kind_display(), found.get_absolute_url())] if found else []
