"""Budget lines, the double-entry ledger under each, what is encumbered on them, and orders to pay."""

from bailu.funds.models.book import Account, Posting, Transaction
from bailu.funds.models.lines import BudgetLine, Counter, Encumbrance, PaymentOrder

__all__ = ["Account", "BudgetLine", "Counter", "Encumbrance", "PaymentOrder", "Posting", "Transaction"]
