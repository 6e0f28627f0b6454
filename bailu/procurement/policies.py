"""Who may do what with a procedure: role, organisation, state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.procurement.enums import ProcedureState
from bailu.procurement.lifecycle import BID, BIDDERS, BUYERS, ENQUIRY, OPENERS, PROCEDURE
from bailu.procurement.models import Bid, Enquiry, Procedure


def _handles(actor: Actor, procedure: Procedure) -> Verdict:
    """The purchaser itself, or the agency it has charged."""
    if actor.organisation_id in (procedure.purchaser_id, procedure.agency_id):
        return ALLOWED
    return forbid(_("只有本项目的购买主体或其委托的代理机构可以办理。"), "PL2014:14", code="organisation")


def _move(actor: Actor, procedure: Procedure, name: str) -> Verdict:
    return all_of(_handles(actor, procedure), PROCEDURE.may(actor, procedure.state, name))


def may_start(actor: Actor, purchaser_id: int) -> Verdict:
    if not actor.has(*BUYERS):
        return forbid(_("采购程序由采购经办人或购买主体经办人启动。"), "PL2014:14", code="role")
    if actor.organisation_id != purchaser_id:
        return forbid(_("采购程序由项目的购买主体启动；代理机构受委托后办理。"), "PL2014:14", code="organisation")
    return ALLOWED


def may_prepare(actor: Actor, procedure: Procedure) -> Verdict:
    """Choose the method, set the documents, plan the notice: while it is being prepared."""
    if not actor.has(*BUYERS):
        return forbid(_("采购文件由采购经办人或购买主体经办人编制。"), "PL2014:14", code="role")
    if procedure.state != ProcedureState.DRAFT:
        reason = _("现在的状态是“%(state)s”，评分标准、条件和日期已经固定，不能再改。") % {"state": procedure.state_label}
        return all_of(_handles(actor, procedure), refuse(reason, "IR2015:31", code="state"))
    return _handles(actor, procedure)


def may_request_approval(actor: Actor, procedure: Procedure) -> Verdict:
    return _move(actor, procedure, "request_approval")


def may_approve_method(actor: Actor, procedure: Procedure, move: str = "approve_method") -> Verdict:
    """The chief of a treasury; that it must be the city's is the law's affair (``rules.approver``)."""
    return PROCEDURE.may(actor, procedure.state, move)


def may_cancel(actor: Actor, procedure: Procedure) -> Verdict:
    return _move(actor, procedure, "cancel")


def may_publish(actor: Actor, procedure: Procedure) -> Verdict:
    return _move(actor, procedure, "publish")


def may_clarify(actor: Actor, procedure: Procedure) -> Verdict:
    if not actor.has(Role.PROCUREMENT_OFFICER):
        return forbid(_("澄清和修改由采购经办人发布。"), "IR2015:31", code="role")
    if procedure.state != ProcedureState.PUBLISHED:
        reason = _("只有公告期间才能澄清或修改采购文件，现在的状态是“%(state)s”。") % {"state": procedure.state_label}
        return all_of(_handles(actor, procedure), refuse(reason, "IR2015:31", code="state"))
    return _handles(actor, procedure)


def _outsider(actor: Actor, procedure: Procedure, words: str) -> Verdict:
    if not actor.has(*BIDDERS):
        return forbid(words, "XM2015:3.2", code="role")
    if actor.organisation_id in (procedure.purchaser_id, procedure.agency_id):
        return forbid(_("购买主体和代理机构不能参加自己的采购。"), "IR2015:18", code="own")
    return ALLOWED


def may_ask(actor: Actor, procedure: Procedure) -> Verdict:
    return _outsider(actor, procedure, _("询问由承接主体的负责人或经办人提出。"))


def may_answer(actor: Actor, enquiry: Enquiry) -> Verdict:
    return all_of(_handles(actor, enquiry.procedure), ENQUIRY.may(actor, enquiry.state, "answer"))


def may_bid(actor: Actor, procedure: Procedure) -> Verdict:
    """The person only: whether it is in time is the law's affair."""
    return _outsider(actor, procedure, _("投标由承接主体的负责人或经办人递交。"))


def may_withdraw(actor: Actor, bid: Bid) -> Verdict:
    return BID.may(actor, bid.state, "withdraw")


def may_close(actor: Actor, procedure: Procedure) -> Verdict:
    """The tick, or the buyer's side when the tick is late."""
    if actor.is_system:
        return ALLOWED
    if not actor.has(*OPENERS):
        return forbid(_("投标由系统按时截止，采购方也可以办理。"), "PL2014:35", code="role")
    return _handles(actor, procedure)


def may_begin_opening(actor: Actor, procedure: Procedure) -> Verdict:
    """After the deadline; that the tick has not closed it yet is no reason to wait."""
    overdue = procedure.state == ProcedureState.PUBLISHED and not procedure.bidding_open
    state = ProcedureState.CLOSED if overdue else procedure.state
    return all_of(_handles(actor, procedure), PROCEDURE.may(actor, state, "begin_opening"))


def may_confirm_opening(actor: Actor, procedure: Procedure) -> Verdict:
    return _move(actor, procedure, "confirm_opening")


def may_fail(actor: Actor, procedure: Procedure) -> Verdict:
    return _move(actor, procedure, "fail")


def may_read_bid(actor: Actor, bid: Bid) -> Verdict:
    """The whole content of an opened bid: its own provider, the officers of the procedure, the purchaser's head, audit.

    Those who score read it through the review. Everybody else sees bidders and prices, as they were read aloud.
    """
    if not bid.readable:
        return refuse(_("未开标，任何人不能查看投标内容。"), "ML18", code="sealed")
    procedure = bid.procedure
    if actor.organisation_id == bid.provider_id and actor.has(*PROVIDER_ROLES):
        return ALLOWED
    buyer = actor.organisation_id in (procedure.purchaser_id, procedure.agency_id)
    if actor.has(Role.AUDITOR) or (buyer and actor.has(Role.PROCUREMENT_OFFICER, Role.PURCHASER_HEAD)):
        return ALLOWED
    return forbid(_("投标文件只供投标人自己、采购经办人、购买主体负责人、评审成员和监督人员查看。"), "IR2015:40", code="role")


def may_see_own_bids(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(*PROVIDER_ROLES) else forbid(_("投标只供承接主体查看。"), "XM2015:3.2", code="role")
