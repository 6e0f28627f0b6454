"""Who may do what with a contract: role x organisation x state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.contracts.lifecycle import CLAIM, CONTRACT
from bailu.contracts.models import READERS, Claim, Contract
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse
from bailu.organisations import queries as people
from bailu.organisations.roles import Role

PURCHASING = (Role.PURCHASER_CLERK, Role.PROCUREMENT_OFFICER)
PARTIES = (*PURCHASING, Role.PURCHASER_HEAD, Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER, Role.EVALUATOR)


def reads_contracts(actor: Actor) -> bool:
    """Whose menu has the registers; what stands in them is a matter of scope."""
    return actor.has(*PARTIES, *READERS)


def of_purchaser(actor: Actor, contract: Contract) -> Verdict:
    if actor.organisation_id == contract.purchaser_id:
        return ALLOWED
    return forbid(_("这份合同由购买主体办理。"), "PL2014:46", code="party")


def of_provider(actor: Actor, contract: Contract) -> Verdict:
    if actor.organisation_id == contract.provider_id:
        return ALLOWED
    return forbid(_("这件事由签约的承接主体办理。"), "XM2015:3.4", code="party")


def is_purchasing(actor: Actor) -> Verdict:
    if actor.has(*PURCHASING):
        return ALLOWED
    return forbid(_("起草、公告和备案合同由购买主体经办人办理。"), "PL2014:46", code="role")


def may_draft(actor: Actor, purchaser_id: int) -> Verdict:
    mine = ALLOWED if actor.organisation_id == purchaser_id else forbid(_("合同由购买主体起草。"), "PL2014:46", code="party")
    return all_of(is_purchasing(actor), mine)


def may_edit(actor: Actor, contract: Contract) -> Verdict:
    draft = ALLOWED if contract.state == "DRAFT" else refuse(_("合同已提交签署，须先撤回才能修改。"), "PL2014:46", code="state")
    return all_of(is_purchasing(actor), of_purchaser(actor, contract), draft)


def may_redraft(actor: Actor, contract: Contract) -> Verdict:
    return all_of(of_purchaser(actor, contract), CONTRACT.may(actor, contract.state, "redraft"))


def may_offer(actor: Actor, contract: Contract) -> Verdict:
    """Who drafted does not sign."""
    verdict = all_of(of_purchaser(actor, contract), CONTRACT.may(actor, contract.state, "offer"))
    if verdict.allowed and contract.drafted_by_id is not None and contract.drafted_by_id == actor.user_id:
        return refuse(_("起草合同的人不能签署同一份合同。"), "PL2014:61", code="separation")
    return people.stays_out(actor, [contract.provider_id]) if verdict.allowed else verdict


def may_sign(actor: Actor, contract: Contract) -> Verdict:
    return all_of(of_provider(actor, contract), CONTRACT.may(actor, contract.state, "sign"))


def may_publish(actor: Actor, contract: Contract) -> Verdict:
    done = refuse(_("合同已经公告。"), "IR2015:50", code="done") if contract.published_at else ALLOWED
    return all_of(is_purchasing(actor), of_purchaser(actor, contract), _signed(contract, "IR2015:50"), done)


def may_file(actor: Actor, contract: Contract) -> Verdict:
    done = refuse(_("合同已经备案。"), "PL2014:47", code="done") if contract.filed_at else ALLOWED
    return all_of(is_purchasing(actor), of_purchaser(actor, contract), _signed(contract, "PL2014:47"), done)


def may_start(actor: Actor, contract: Contract) -> Verdict:
    return all_of(of_provider(actor, contract), CONTRACT.may(actor, contract.state, "start"))


def may_choose_to_claim(actor: Actor) -> Verdict:
    """By the role alone; on which contract, the act asks."""
    if actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK):
        return ALLOWED
    return forbid(_("请款由承接主体负责人或经办人提出。"), "XM2015:3.4", code="role")


def may_claim(actor: Actor, contract: Contract) -> Verdict:
    return all_of(may_choose_to_claim(actor), of_provider(actor, contract), _signed(contract, "XM2015:3.4"))


def may_approve_claim(actor: Actor, claim: Claim) -> Verdict:
    """Nobody approves what he asked for, nor for whom he worked: roles change hands, the matter stays."""
    verdict = all_of(of_purchaser(actor, claim.contract), CLAIM.may(actor, claim.state, "approve"))
    if verdict.allowed and claim.submitted_by_id is not None and claim.submitted_by_id == actor.user_id:
        return refuse(_("提出请款的人不能审核同一笔请款。"), "RB:8.2", code="separation")
    return people.stays_out(actor, [claim.contract.provider_id]) if verdict.allowed else verdict


def may_return_claim(actor: Actor, claim: Claim) -> Verdict:
    return all_of(of_purchaser(actor, claim.contract), CLAIM.may(actor, claim.state, "return"))


def _signed(contract: Contract, clause: str) -> Verdict:
    if contract.signed_at:
        return ALLOWED
    return refuse(_("合同尚未由双方签订。"), clause, code="state")
