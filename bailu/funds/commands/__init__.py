"""The write side: budget lines, movements between them, orders to pay and batches of them."""

from bailu.funds.commands.batches import put_together, record_return, release_batch, withdraw_batch
from bailu.funds.commands.imports import approve_import, drop_import, keep_import, write_import
from bailu.funds.commands.lines import (
    approve_line,
    close_line,
    propose_line,
    return_line,
    revise_line,
    submit_line,
    supplement_line,
)
from bailu.funds.commands.movements import approve_movement, propose_movement, refuse_movement
from bailu.funds.commands.payments import check_payment, pay, reject_payment

__all__ = [
    "approve_import",
    "approve_line",
    "approve_movement",
    "check_payment",
    "close_line",
    "drop_import",
    "keep_import",
    "pay",
    "propose_line",
    "propose_movement",
    "put_together",
    "record_return",
    "refuse_movement",
    "reject_payment",
    "release_batch",
    "return_line",
    "revise_line",
    "submit_line",
    "supplement_line",
    "withdraw_batch",
    "write_import",
]
