"""The evaluation report and the acceptance certificate, filled from the data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.contracts.models import Contract
from bailu.contracts.papers import party
from bailu.delivery import queries as delivery
from bailu.documents.chinese import in_chinese
from bailu.documents.commands import draft, issue, revise
from bailu.documents.enums import DocumentKind
from bailu.documents.models import Document
from bailu.evaluation import policies, queries
from bailu.evaluation.enums import Aspect, EvaluationKind, Party
from bailu.evaluation.models import Acceptance, Evaluation
from bailu.funds import queries as funds
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.law import formulas, params


@step
@in_chinese
def draft_report(actor: Actor, evaluation: Evaluation) -> int:
    """The report as the provider is asked about it; its words are the evaluator's to edit."""
    contract = evaluation.contract
    owner = f"evaluation.Evaluation:{evaluation.pk}"
    return _draft(actor, DocumentKind.EVALUATION_REPORT, contract, owner, _report(evaluation), contract.engagement.evaluator_id).pk


@step
@in_chinese
def issue_report(actor: Actor, evaluation: Evaluation) -> None:
    """The report of the three parties with the provider's reply."""
    assert evaluation.document_id is not None  # drafted with the evaluation
    document = Document.objects.select_for_update().get(pk=evaluation.document_id)
    issue(actor, revise(actor, document, data=_report(evaluation)))


def _report(evaluation: Evaluation) -> dict[str, Any]:
    contract = evaluation.contract
    regime = params.regime(contract.regime_on)
    aspect_weights = regime[f"evaluation.aspect_weights_{evaluation.kind.lower()}"].table
    party_weights = regime["evaluation.party_weights"].table
    first = evaluation.kind == EvaluationKind.MID
    return {
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
        "provider_reply": _reply(evaluation),
        "provider_replied_on": evaluation.replied_at.astimezone(clock.ZONE).date() if evaluation.reply and evaluation.replied_at else None,
    }


@in_chinese
def grade_word(evaluation: Evaluation) -> str:
    """As the provider's record and the papers say it."""
    return str(evaluation.get_grade_display())


def _reply(evaluation: Evaluation) -> str:
    if evaluation.replied_at is None:
        return f"征求意见中，答复期至{evaluation.reply_due:%Y年%-m月%-d日}。"
    return evaluation.reply or "在答复期内未提出异议。"


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
        if f.done is not None
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
    owner = f"evaluation.Acceptance:{acceptance.pk}"
    return issue(actor, _draft(actor, DocumentKind.ACCEPTANCE_CERTIFICATE, contract, owner, data, contract.purchaser_id)).pk


def _head(contract: Contract) -> dict[str, Any]:
    return {
        "project_no": contract.project_no,
        "project_title": contract.title,
        "contract_no": contract.no,
        "purchaser": party(contract.purchaser),
        "provider": party(contract.provider),
    }


@step
def _draft(actor: Actor, kind: DocumentKind, contract: Contract, owner: str, data: dict[str, Any], keeper_id: int) -> Document:
    """``keeper_id`` is the organisation whose paper it is: it may edit the free texts of the draft."""
    treasuries = {e.line.treasury_id for e in funds.encumbrances(contract.project_no)}
    return draft(
        actor,
        kind=kind,
        project_no=contract.project_no,
        owner=owner,
        organisation_id=keeper_id,
        title=f"{contract.title} {DocumentKind(kind).label}",
        data=data,
        shared_with={contract.purchaser_id, contract.provider_id, contract.engagement.evaluator_id, *treasuries},
    )


def may_read_report(actor: Actor, document: Document) -> Verdict:
    """A draft is for the three parties; what is published, for all who may see the purchase."""
    evaluation = _evaluation_of(actor, document)
    return policies.may_read_report(actor, evaluation) if evaluation else forbid(_("您无权查看这份评估报告。"), "XM2015:3.7", code="scope")


def may_edit_report(actor: Actor, document: Document) -> Verdict:
    """The words are the evaluator's, before the report is final."""
    evaluation = _evaluation_of(actor, document)
    return (
        policies.of_evaluator(actor, evaluation.contract)
        if evaluation
        else forbid(_("您无权查看这份评估报告。"), "XM2015:3.7", code="scope")
    )


def _evaluation_of(actor: Actor, document: Document) -> Evaluation | None:
    return queries.evaluations(actor).filter(pk=document.owner.partition(":")[2]).first()


def may_read_certificate(actor: Actor, document: Document) -> Verdict:
    """The certificate is public; before that, for all who may see the contract."""
    if Acceptance.objects.visible_to(actor).filter(pk=document.owner.partition(":")[2]).exists():
        return ALLOWED
    return forbid(_("您无权查看这份验收书。"), "IR2015:45", code="scope")


def may_edit_certificate(actor: Actor, document: Document) -> Verdict:
    return forbid(_("验收书按办理结果生成，不能修改。"), "PL2014:42", code="kind")
