"""Budget lines, the double-entry ledger under each, what is encumbered on them, orders to pay and batches of them."""

from bailu.funds.models.batches import PaymentBatch
from bailu.funds.models.book import Account, Posting, Transaction
from bailu.funds.models.imports import LineImport
from bailu.funds.models.lines import BudgetLine, Counter, Encumbrance, PaymentOrder
from bailu.funds.models.movements import Movement

__all__ = [
    "Account",
    "BudgetLine",
    "Counter",
    "Encumbrance",
    "LineImport",
    "Movement",
    "PaymentBatch",
    "PaymentOrder",
    "Posting",
    "Transaction",
]
