"""What people type: each form has the fields of one act."""

from bailu.procurement.forms.bidding import Answer, Ask, Bid, Withdraw
from bailu.procurement.forms.opening import BeginOpening, Cancel, ConfirmOpening, Fail
from bailu.procurement.forms.preparing import Approve, Clarify, Dates, Documents, Method, RefuseMethod, RequestApproval, Start

__all__ = [
    "Answer",
    "Approve",
    "Ask",
    "BeginOpening",
    "Bid",
    "Cancel",
    "Clarify",
    "ConfirmOpening",
    "Dates",
    "Documents",
    "Fail",
    "Method",
    "RefuseMethod",
    "RequestApproval",
    "Start",
    "Withdraw",
]
