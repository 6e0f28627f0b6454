"""The acts of a procedure, from its start to the opening of the bids."""

from bailu.procurement.commands.bids import submit_bid, withdraw_bid
from bailu.procurement.commands.closing import close_bidding, close_due
from bailu.procurement.commands.ending import cancel_procedure, fail_procedure
from bailu.procurement.commands.enquiries import answer_enquiry, ask_enquiry
from bailu.procurement.commands.notice import issue_clarification, plan_notice, publish_notice
from bailu.procurement.commands.opening import begin_opening, confirm_opening
from bailu.procurement.commands.preparing import set_documents
from bailu.procurement.commands.starting import (
    approve_method,
    choose_method,
    refuse_method,
    request_method_approval,
    start_procedure,
)

__all__ = [
    "answer_enquiry",
    "approve_method",
    "ask_enquiry",
    "begin_opening",
    "cancel_procedure",
    "choose_method",
    "close_bidding",
    "close_due",
    "confirm_opening",
    "fail_procedure",
    "issue_clarification",
    "plan_notice",
    "publish_notice",
    "refuse_method",
    "request_method_approval",
    "set_documents",
    "start_procedure",
    "submit_bid",
    "withdraw_bid",
]
