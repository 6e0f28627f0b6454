"""The tables of moves: procedure, bid, enquiry."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role
from bailu.procurement.enums import BidState, EnquiryState, ProcedureState

S = ProcedureState
BUYERS = (Role.PROCUREMENT_OFFICER, Role.PURCHASER_CLERK)
OPENERS = (Role.PROCUREMENT_OFFICER, Role.PURCHASER_CLERK, Role.PURCHASER_HEAD)
BIDDERS = (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK)

PROCEDURE = Lifecycle(
    "procurement.Procedure",
    states=S,
    initial=(S.DRAFT,),
    tones={S.PUBLISHED: "ok", S.FAILED: "stop", S.CANCELLED: "idle", S.AWAITING_APPROVAL: "warn"},
    moves=(
        Move("request_approval", (S.DRAFT,), S.AWAITING_APPROVAL, BUYERS, "PL2014:27", _("申请批准采购方式")),
        Move("approve_method", (S.AWAITING_APPROVAL,), S.DRAFT, (Role.FINANCE_CHIEF,), "IR2015:23", _("批准采购方式")),
        Move("refuse_method", (S.AWAITING_APPROVAL,), S.DRAFT, (Role.FINANCE_CHIEF,), "IR2015:23", _("不予批准采购方式")),
        Move("publish", (S.DRAFT,), S.PUBLISHED, (Role.PROCUREMENT_OFFICER,), "PL2014:35", _("发布采购公告")),
        Move("close", (S.PUBLISHED,), S.CLOSED, (), "PL2014:35", _("截止")),
        Move("begin_opening", (S.CLOSED,), S.OPENING, OPENERS, "ML18", _("开始开标")),
        Move("confirm_opening", (S.OPENING,), S.OPENED, OPENERS, "ML18", _("确认开标")),
        Move("begin_review", (S.OPENED,), S.REVIEWING, (), "IR2015:41", _("开始评审")),
        Move("finish_review", (S.REVIEWING,), S.REVIEWED, (), "IR2015:43", _("完成评审")),
        Move("decide", (S.REVIEWED,), S.DECIDED, (), "IR2015:43", _("确定中标供应商")),
        Move("decide_next", (S.DECIDED, S.AWARDED), S.DECIDED, (), "IR2015:49", _("改定下一候选人")),
        Move("award", (S.DECIDED,), S.AWARDED, (), "IR2015:43", _("公告结果")),
        Move("contract", (S.AWARDED,), S.CONTRACTED, (), "PL2014:46", _("签订合同")),
        Move(
            "fail",
            (S.PUBLISHED, S.CLOSED, S.OPENING, S.OPENED, S.REVIEWING, S.REVIEWED, S.DECIDED, S.AWARDED),
            S.FAILED,
            (Role.PROCUREMENT_OFFICER,),
            "PL2014:36",
            _("宣布废标"),
        ),
        Move("cancel", (S.DRAFT, S.AWAITING_APPROVAL), S.CANCELLED, BUYERS, "RB:2.3", _("撤销采购程序")),
    ),
)

B = BidState
BID = Lifecycle(
    "procurement.Bid",
    states=B,
    initial=(B.SUBMITTED, B.LATE),
    moves=(
        Move("withdraw", (B.SUBMITTED,), B.WITHDRAWN, BIDDERS, "ML18", _("撤回投标")),
        Move("open", (B.SUBMITTED,), B.OPENED, (), "ML18", _("开启")),
        Move("invalidate", (B.SUBMITTED, B.OPENED), B.INVALID, (), "IR2015:18", _("认定无效")),
        Move("return_unopened", (B.SUBMITTED,), B.RETURNED, (), "PL2014:36", _("退回")),
    ),
)

ENQUIRY = Lifecycle(
    "procurement.Enquiry",
    states=EnquiryState,
    initial=(EnquiryState.ASKED,),
    moves=(Move("answer", (EnquiryState.ASKED,), EnquiryState.ANSWERED, (Role.PROCUREMENT_OFFICER,), "IR2015:52", _("答复询问")),),
)
