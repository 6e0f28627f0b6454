"""The evaluation report and the acceptance certificate, filled from the data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.contracts.models import Contract
from bailu.contracts.papers import party
from bailu.delivery import queries as delivery
from bailu.documents.chinese import in_chinese
from bailu.documents.commands import draft, issue
from bailu.documents.enums import DocumentKind
from bailu.evaluation import queries
from bailu.evaluation.enums import Aspect, EvaluationKind, Party
from bailu.evaluation.models import Acceptance, Evaluation
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.law import formulas, params


@step
@in_chinese
def issue_report(actor: Actor, evaluation: Evaluation) -> int:
    """The report of the three parties with the provider's reply."""
    contract = evaluation.contract
    regime = params.regime(contract.regime_on)
    aspect_weights = regime[f"evaluation.aspect_weights_{evaluation.kind.lower()}"].table
    party_weights = regime["evaluation.party_weights"].table
    first = evaluation.kind == EvaluationKind.MID
    data = {
        **_head(contract),
        "phase": "中期" if first else "末期",
        "evaluator": party(contract.engagement.evaluator),
        "period_from": contract.term_from,
        "period_until": clock.today(),
        "indicators": [
            {
                "aspect": str(a.label),
                "indicator": str(a.label),
                "points": Decimal(aspect_weights[a.value]),
                "score": formulas.two_places(Decimal(evaluation.aspects[a.value]) * aspect_weights[a.value] / 100),
            }
            for a in Aspect
        ],
        "parties": [_party_row(evaluation, p, party_weights[p.value]) for p in Party],
        "total": evaluation.total,
        "grade": str(evaluation.get_grade_display()),
        "conclusion": evaluation.conclusion,
        "issued_on": clock.today(),
        "amount": contract.amount,
        "targets_done": _targets_done(contract),
        "findings": evaluation.findings,
        "provider_reply": evaluation.reply or "在答复期内未提出异议。",
        "provider_replied_on": evaluation.replied_at.astimezone(clock.ZONE).date() if evaluation.replied_at else None,
    }
    return _paper(actor, DocumentKind.EVALUATION_REPORT, contract, f"evaluation.Evaluation:{evaluation.pk}", data)


def _party_row(evaluation: Evaluation, who: Party, weight: int) -> dict[str, Any]:
    score = queries.scores(evaluation)[who.value] or Decimal(0)
    row = {"party": str(who.label), "weight": weight, "score": score, "weighted": formulas.two_places(score * weight / 100)}
    if who is Party.USERS:
        row["basis"] = f"{evaluation.users_answered} 份评价卡"
    if who is Party.PURCHASER:
        row["basis"] = evaluation.purchaser_opinion
    return row


def _targets_done(contract: Contract) -> list[dict[str, Any]]:
    return [
        {"measure": f.target.measure, "unit": f.target.unit, "goal": f.target.goal, "done": f.done, "rate": f.rate}
        for f in delivery.progress(contract.pk)
    ]


@step
@in_chinese
def issue_certificate(actor: Actor, acceptance: Acceptance) -> int:
    """Each standard, the users' opinion, who accepted."""
    contract = acceptance.contract
    data = {
        **_head(contract),
        "amount": contract.amount,
        "starts_on": contract.term_from,
        "ends_on": contract.term_to,
        "accepted_on": acceptance.on,
        "group": [
            {
                "name": acceptance.accepted_by_name,
                "capacity": "采购人验收负责人",
                "organisation": contract.purchaser.name,
                "opinion": "同意验收",
            }
        ],
        "standards": acceptance.standards,
        "users": acceptance.opinions,
        "conclusion": acceptance.conclusion,
        "passed": True,
        "targets_done": _targets_done(contract),
        "evaluations": [
            f"{e.get_kind_display()} {e.total} 分，{e.get_grade_display()}"
            for e in queries.of_contract(contract.pk)
            if e.state == "PUBLISHED"
        ],
    }
    return _paper(actor, DocumentKind.ACCEPTANCE_CERTIFICATE, contract, f"evaluation.Acceptance:{acceptance.pk}", data)


def _head(contract: Contract) -> dict[str, Any]:
    return {
        "project_no": contract.project_no,
        "project_title": contract.title,
        "contract_no": contract.no,
        "purchaser": party(contract.purchaser),
        "provider": party(contract.provider),
    }


@step
def _paper(actor: Actor, kind: DocumentKind, contract: Contract, owner: str, data: dict[str, Any]) -> int:
    document = draft(
        actor,
        kind=kind,
        project_no=contract.project_no,
        owner=owner,
        organisation_id=contract.purchaser_id,
        title=f"{contract.title} {DocumentKind(kind).label}",
        data=data,
    )
    issue(actor, document)
    return document.pk
