"""The write side: budget lines and orders to pay."""

from bailu.funds.commands.lines import (
    approve_line,
    close_line,
    propose_line,
    return_line,
    revise_line,
    submit_line,
    supplement_line,
)
from bailu.funds.commands.payments import check_payment, pay, reject_payment

__all__ = [
    "approve_line",
    "check_payment",
    "close_line",
    "pay",
    "propose_line",
    "reject_payment",
    "return_line",
    "revise_line",
    "submit_line",
    "supplement_line",
]
