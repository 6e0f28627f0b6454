"""What this station offers now: the whole verdict of each act, as the act itself will judge."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.evaluation import policies, rules
from bailu.evaluation.enums import EvaluationKind, EvaluationState
from bailu.evaluation.models import Card, Evaluation
from bailu.evaluation.queries import reading
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, person_first
from bailu.kernel.words import Words
from bailu.law import params
from bailu.ui.steps import Step


def self_report_verdict(actor: Actor, evaluation: Evaluation, *, after_mid: bool | None = None) -> Verdict:
    """``after_mid``: whether the mid-term result is published, by those who have read the contract's evaluations already."""
    mid = evaluation.kind == EvaluationKind.MID or after_mid
    mid = reading.published(evaluation.contract_id, EvaluationKind.MID) is not None if mid is None else mid
    return person_first(
        policies.may_self_report(actor, evaluation),
        rules.mid_term_first(evaluation.kind, mid),
        rules.not_before_midpoint(evaluation.kind, clock.today(), evaluation.due_on),
    )


def draft_verdict(actor: Actor, evaluation: Evaluation) -> Verdict:
    """All three parties have spoken, recipients in sufficient number."""
    right = policies.may_draft(actor, evaluation)
    if not right.allowed:
        return right
    contract = evaluation.contract
    given = reading.answers(evaluation.pk)
    least = params.regime(contract.regime_on)["evaluation.user_sample"].number
    spoken = reading.scores(evaluation) | {"users": rules.users_score(given) if given else None}
    return person_first(rules.enough_answers(len(given), least, reading.served(contract)), rules.three_parties(spoken))


def acceptance_verdict(actor: Actor, contract: Contract) -> Verdict:
    """Whether acceptance may begin; the opinions and standards are judged when they are given."""
    right = policies.may_accept(actor, contract)
    if not right.allowed:
        return right
    final = reading.published(contract.pk, EvaluationKind.FINAL)
    return rules.may_accept(final.grade if final else "", opinions=1)


def steps(actor: Actor, project_no: str) -> list[Step]:
    """The acts on the table for the purchase, the next one first."""
    contract = contracts.contract_of(project_no)
    if contract is None or contract.signed_at is None or contract.accepted_on is not None:
        return []
    return steps_of(actor, contract, reading.of_contract(contract.pk), engaged=reading.engagement(contract) is not None)


def steps_of(actor: Actor, contract: Contract, running: list[Evaluation], *, engaged: bool) -> list[Step]:
    """As ``steps``, for those who have read the contract and its evaluations already."""
    if contract.signed_at is None or contract.accepted_on is not None:
        return []
    found = []
    if not engaged:
        engage = policies.may_engage(actor, contract)
        found.append(_step(_("委托第三方评估机构"), "engage", contract.pk, engage, whose=_("购买主体"), basis="XM2015:3.7"))
    for evaluation in running:
        found += _of(actor, evaluation, after_mid=evaluation is not running[0])
        if evaluation.state != EvaluationState.PUBLISHED:
            break
    if running and all(e.state == EvaluationState.PUBLISHED for e in running):
        accept = acceptance_verdict(actor, contract)
        found.append(_step(_("组织验收"), "accept", contract.pk, accept, whose=_("购买主体"), basis="IR2015:45", due=contract.term_to))
    return found


def _of(actor: Actor, evaluation: Evaluation, *, after_mid: bool) -> list[Step]:
    pk, kind = evaluation.pk, evaluation.get_kind_display()
    if evaluation.state == EvaluationState.PLANNED:
        label = _("提交自评报告（%(kind)s）") % {"kind": kind}
        verdict = self_report_verdict(actor, evaluation, after_mid=after_mid)
        return [_step(label, "self_report", pk, verdict, whose=_("承接主体"), basis="XM2015:5.4", due=evaluation.due_on)]
    if evaluation.state == EvaluationState.SELF_REPORTED:
        return _scoring(actor, evaluation)
    if evaluation.state == EvaluationState.DRAFTED:
        verdict = policies.may_reply(actor, evaluation)
        return [_step(_("答复评估意见"), "reply", pk, verdict, whose=_("承接主体"), basis="RB:4.9", due=evaluation.reply_due)]
    if evaluation.state == EvaluationState.REPLIED:
        return [_step(_("评估定稿公布"), "publish", pk, policies.may_publish(actor, evaluation), whose=_("评估机构"), basis="XM2015:3.7")]
    rectify = policies.may_confirm_rectification(actor, evaluation)
    if evaluation.rectify_due is None or evaluation.rectified_at is not None:
        return []
    return [_step(_("确认整改"), "rectify", pk, rectify, whose=_("评估机构"), basis="RB:4.6", due=evaluation.rectify_due)]


def _scoring(actor: Actor, evaluation: Evaluation) -> list[Step]:
    """Each party its own; what was given already may be given again until the draft, but is no longer the next step."""
    pk = evaluation.pk
    own = policies.may_score_as_purchaser(actor, evaluation)
    third = policies.may_score_as_third_party(actor, evaluation)
    cards = policies.may_issue_cards(actor, evaluation)
    found = []
    if evaluation.purchaser_score is None or own.allowed:
        label = _("购买主体评分") if evaluation.purchaser_score is None else _("修改购买主体评分")
        found.append(_step(label, "score_purchaser", pk, own, primary=evaluation.purchaser_score is None, whose=_("购买主体")))
    if third.allowed:
        done = evaluation.third_party_score is not None
        issued = Card.objects.filter(evaluation=evaluation).exists()
        found.append(_step(_("发放评价卡"), "cards", pk, cards, primary=not issued))
        label = _("修改第三方评分") if done else _("第三方评分")
        found.append(_step(label, "score", pk, third, primary=issued and not done))
        found.append(_step(_("形成评估意见"), "draft", pk, draft_verdict(actor, evaluation), primary=done))
    else:
        found.append(_step(_("第三方评分"), "score", pk, third, whose=_("评估机构")))
    return sorted(found, key=lambda step: not (step.primary and step.verdict.allowed))


def _step(
    label: Words,
    name: str,
    pk: int,
    verdict: Verdict = ALLOWED,
    *,
    whose: Words = "",
    basis: str = "XM2015:3.7",
    due: dt.date | None = None,
    primary: bool = True,
) -> Step:
    url = reverse(f"evaluation:{name}", args=[pk])
    return Step(label, url, verdict, due_at=due, basis=basis, whose=whose, primary=primary and verdict.allowed)
