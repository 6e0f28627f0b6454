"""Who may do what in an evaluation: role x organisation x state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.contracts.models import READERS, Contract
from bailu.evaluation import rules
from bailu.evaluation.enums import EvaluationState, Party
from bailu.evaluation.lifecycle import EVALUATION
from bailu.evaluation.models import Evaluation
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, person_first, refuse
from bailu.organisations import queries as people
from bailu.organisations.roles import Role

PARTIES = (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER, Role.EVALUATOR)


def reads_evaluations(actor: Actor) -> bool:
    """Whose menu has the register; what stands in it is a matter of scope."""
    return actor.has(*PARTIES, *READERS)


def may_see_register(actor: Actor) -> Verdict:
    if reads_evaluations(actor):
        return ALLOWED
    return forbid(_("评估由合同双方、评估机构和监督部门查看。"), "XM2015:3.7", code="role")


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
    return person_first(of_purchaser(actor, contract), signed, already)


def may_self_report(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_provider(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "self_report"))


def may_score_as_purchaser(actor: Actor, evaluation: Evaluation) -> Verdict:
    verdict = person_first(of_purchaser(actor, evaluation.contract), _scoring(evaluation))
    return people.stays_out(actor, [evaluation.contract.provider_id]) if verdict.allowed else verdict


def may_issue_cards(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_evaluator(actor, evaluation.contract), _scoring(evaluation))


def may_score_as_third_party(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_evaluator(actor, evaluation.contract), _scoring(evaluation))


def may_draft(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_evaluator(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "draft"))


def may_reply(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_provider(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "reply"))


def may_publish(actor: Actor, evaluation: Evaluation) -> Verdict:
    return person_first(of_evaluator(actor, evaluation.contract), EVALUATION.may(actor, evaluation.state, "publish"))


def may_confirm_rectification(actor: Actor, evaluation: Evaluation) -> Verdict:
    e = evaluation
    able = rules.may_be_rectified(e.kind, e.grade, published=e.state == "PUBLISHED", rectified=e.rectified_at is not None)
    return person_first(of_evaluator(actor, e.contract), able)


def may_see_score(actor: Actor, evaluation: Evaluation, who: Party) -> bool:
    """Until the draft is out, nobody is swayed by another party's score: each sees its own, the evaluator sees what it will put together."""
    if evaluation.state in (EvaluationState.DRAFTED, EvaluationState.REPLIED, EvaluationState.PUBLISHED):
        return True
    if of_evaluator(actor, evaluation.contract).allowed:
        return True
    return who is Party.PURCHASER and of_purchaser(actor, evaluation.contract).allowed


def may_read_report(actor: Actor, evaluation: Evaluation) -> Verdict:
    """A draft is for the three parties; once published, for all who may see the purchase."""
    contract = evaluation.contract
    parties = {contract.purchaser_id, contract.provider_id, contract.engagement.evaluator_id}
    if actor.is_system or actor.organisation_id in parties:
        return ALLOWED
    if evaluation.state == EvaluationState.PUBLISHED and actor.has(*READERS):
        return ALLOWED
    return forbid(_("评估意见定稿公布前只供合同双方和评估机构查看。"), "XM2015:3.7", code="party")


def may_accept(actor: Actor, contract: Contract) -> Verdict:
    done = refuse(_("已经验收。"), "IR2015:45", code="done") if contract.accepted_on else ALLOWED
    running = ALLOWED if contract.state == "IN_SERVICE" else refuse(_("合同不在服务中，不能验收。"), "IR2015:45", code="state")
    other = rules.other_person(actor.user_id, [contract.drafted_by_id])
    verdict = person_first(of_purchaser(actor, contract), done, running, other)
    return people.stays_out(actor, [contract.provider_id]) if verdict.allowed else verdict


def _scoring(evaluation: Evaluation) -> Verdict:
    if evaluation.state == EvaluationState.SELF_REPORTED:
        return ALLOWED
    reason = _("现在的状态是“%(s)s”，不能评分。") % {"s": evaluation.state_label}
    return refuse(reason, "XM2015:3.7", code="state")
