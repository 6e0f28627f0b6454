"""From the published contract to the settled purchase: contract, payments, evaluations, acceptance.

What happened before the contract was published became public with it: it is dated no earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bailu.contracts.enums import MilestoneKind
from bailu.contracts.models import Claim, Milestone
from bailu.evaluation.enums import EvaluationKind, Grade
from bailu.evaluation.models import Acceptance, Evaluation
from bailu.publicity.ocds import parts
from bailu.publicity.ocds.parts import Json
from bailu.publicity.ocds.process import Process
from bailu.publicity.queries.purchases import Agreement


def releases(process: Process, agreement: Agreement) -> Iterator[Json]:
    contract = agreement.contract
    ordinal = next(n for n, award in enumerate(process.round.awards, 1) if award.pk == contract.award_id)
    identity: Json = {"id": contract.no, "awardID": f"{process.round.procedure.number}-A{ordinal}"}
    assert contract.published_at is not None
    yield _contract(process, agreement, identity)
    for claim in agreement.paid:
        yield _payment(process, agreement, claim, identity)
    for evaluation in agreement.evaluations:
        yield _evaluation(process, agreement, evaluation, identity)
    if agreement.acceptance is not None:
        yield _acceptance(process, agreement, agreement.acceptance, identity)
    if contract.settled_at is not None:
        at = _known(agreement, contract.settled_at)
        yield process.release("settlement", at, ["contractTermination"], contracts=[identity | {"status": "terminated"}])


def _known(agreement: Agreement, at: dt.datetime) -> dt.datetime:
    assert agreement.contract.published_at is not None
    return max(at, agreement.contract.published_at)


def _contract(process: Process, agreement: Agreement, identity: Json) -> Json:
    contract = agreement.contract
    assert contract.published_at is not None and contract.signed_at is not None
    process.name(contract.purchaser, "buyer")
    process.name(contract.provider, "supplier")
    made = identity | {
        "title": contract.title,
        "description": contract.scope,
        "status": "active",
        "period": {"startDate": parts.morning(contract.term_from), "endDate": parts.evening(contract.term_to)},
        "value": parts.money(contract.amount),
        "items": parts.items(agreement.targets),
        "dateSigned": parts.moment(contract.signed_at),
        "documents": parts.document(process.purchase.papers.get(contract.document_id or 0), "contractSigned"),
        "milestones": [*map(_instalment, agreement.instalments), *parts.goals(agreement.targets, contract.term_to)],
    }
    return process.release("contract", contract.published_at, ["contract"], contracts=[made])


def _instalment(instalment: Milestone) -> Json:
    said = f"{MilestoneKind(instalment.kind).label}支付合同金额的{parts.text(instalment.share)}%，{parts.text(instalment.amount)}元"
    return {
        "id": f"payment-{instalment.no}",
        "title": f"第{instalment.no}期款",
        "type": "payment",
        "description": said,
        "status": "scheduled",
    }


def _payment(process: Process, agreement: Agreement, claim: Claim, identity: Json) -> Json:
    contract, line = agreement.contract, process.purchase.project.budget_line
    assert claim.paid_at is not None
    payer = process.name(line.treasury if line else contract.purchaser, "payer")
    transaction: Json = {
        "id": f"{contract.no}-payment-{claim.milestone.no}",
        "date": parts.moment(claim.paid_at),
        "value": parts.money(claim.amount),
        "payer": payer,
        "payee": process.name(contract.provider, "payee"),
    }
    met: Json = {"id": f"payment-{claim.milestone.no}", "status": "met", "dateMet": parts.moment(claim.paid_at)}
    said = identity | {"milestones": [met], "implementation": {"transactions": [transaction]}}
    return process.release(f"payment-{claim.milestone.no}", _known(agreement, claim.paid_at), ["implementation"], contracts=[said])


def _evaluation(process: Process, agreement: Agreement, evaluation: Evaluation, identity: Json) -> Json:
    assert evaluation.published_at is not None and evaluation.total is not None
    kind = evaluation.kind.lower()
    made: Json = {
        "id": f"evaluation-{kind}",
        "title": str(EvaluationKind(evaluation.kind).label),
        "type": "assessment",
        "description": f"{parts.text(evaluation.total)}分，{Grade(evaluation.grade).label}",
        "dueDate": parts.evening(evaluation.due_on),
        "dateMet": parts.moment(evaluation.published_at),
        "status": "notMet" if evaluation.grade == Grade.UNQUALIFIED else "met",
    }
    said = identity | {"implementation": {"milestones": [made]}}
    return process.release(f"evaluation-{kind}", _known(agreement, evaluation.published_at), ["implementation"], contracts=[said])


def _acceptance(process: Process, agreement: Agreement, acceptance: Acceptance, identity: Json) -> Json:
    paper = process.purchase.papers.get(acceptance.document_id or 0)
    made: Json = {
        "id": "acceptance",
        "title": "履约验收",
        "type": "approval",
        "description": acceptance.conclusion,
        "dateMet": parts.moment(acceptance.created_at),
        "status": "met",
    }
    said = identity | {"implementation": {"milestones": [made], "documents": parts.document(paper, "completionCertificate")}}
    return process.release("acceptance", _known(agreement, acceptance.created_at), ["implementation"], contracts=[said])
