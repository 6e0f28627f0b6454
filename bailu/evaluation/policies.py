"""Who may do what in an evaluation: role x organisation x state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.contracts.models import Contract
from bailu.evaluation.lifecycle import EVALUATION
from bailu.evaluation.models import Evaluation
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse
from bailu.organisations.roles import Role


def of_purchaser(actor: Actor, contract: Contract) -> Verdict:
    if actor.organisation_id == contract.purchaser_id and actor.has(Role.PURCHASER_CLERK, Role.PURCHASER_HEAD):
        return ALLOWED
    return forbid(_("由购买主体办理。"), "XM2015:3.7", code="party")


def of_provider(actor: Actor, contract: Contract) -> Verdict:
    if actor.organisation_id == contract.provider_id:
        return ALLOWED
    return forbid(_("由承接主体办理。"), "XM2015:3.7", code="party")


def of_evaluator(actor: Actor, contract: Contract) -> Verdict:
    engagement = getattr(contract, "engagement", None)
    if engagement is not None and actor.organisation_id == engagement.evaluator_id and actor.has(Role.EVALUATOR):
        return ALLOWED
    return forbid(_("由受委托的第三方评估机构办理。"), "XM2015:3.7", code="party")


def may_engage(actor: Actor, contract: Contract) -> Verdict:
    already = refuse(_("已经委托了第三方评估机构。"), "XM2015:3.7", code="done") if hasattr(contract, "engagement") else ALLOWED
    signed = ALLOWED if contract.signed_at else refuse(_("合同尚未签订。"), "XM2015:5.4", code="state")
    return all_of(of_purchaser(actor, contract), signed, already)


def may_self_report(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_provider(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "self_report"))


def may_score_as_purchaser(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_purchaser(actor, evaluation.contract), _scoring(evaluation))


def may_issue_cards(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_evaluator(actor, evaluation.contract), _scoring(evaluation))


def may_score_as_third_party(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_evaluator(actor, evaluation.contract), _scoring(evaluation))


def may_draft(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_evaluator(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "draft"))


def may_reply(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_provider(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "reply"))


def may_publish(actor: Actor, evaluation: Evaluation) -> Verdict:
    return all_of(of_evaluator(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "publish"))


def may_accept(actor: Actor, contract: Contract) -> Verdict:
    done = refuse(_("已经验收。"), "IR2015:45", code="done") if contract.accepted_on else ALLOWED
    return all_of(of_purchaser(actor, contract), done)


def _scoring(evaluation: Evaluation) -> Verdict:
    if evaluation.state == "SELF_REPORTED":
        return ALLOWED
    reason = _("现在的状态是“%(s)s”，不能评分。") % {"s": evaluation.state_label}
    return refuse(reason, "XM2015:3.7", code="state")
