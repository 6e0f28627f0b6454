"""Do the books balance?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Sum

from bailu.funds.enums import AccountKind
from bailu.funds.models import Account, BudgetLine, Encumbrance, Posting
from bailu.funds.queries.lines import ZERO


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The books of all lines, summed from postings, not from balances. ``balanced`` is what a demonstration shows."""

    lines: int
    appropriated: Decimal
    available: Decimal
    encumbered: Decimal
    paid: Decimal
    postings: Decimal
    unexplained: Decimal
    off: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Debits equal credits, every balance follows from its postings, every encumbered yuan belongs to an encumbrance."""
        whole = self.appropriated == self.available + self.encumbered + self.paid
        return whole and self.postings == 0 and self.unexplained == 0 and not self.off


def trial_balance() -> TrialBalance:
    """Four queries over the whole ledger."""
    posted = {row["account_id"]: row["sum"] for row in Posting.objects.values("account_id").annotate(sum=Sum("amount")).order_by()}
    sums: dict[str, Decimal] = dict.fromkeys(map(str, AccountKind), ZERO)
    off = []
    for account in Account.objects.select_related("line"):
        amount = posted.get(account.pk, ZERO)
        amount = -amount if account.kind == AccountKind.APPROPRIATION else amount
        sums[account.kind] += amount
        if amount != account.balance:
            off.append(f"{account.line.no}:{account.kind}")
    left = Encumbrance.objects.aggregate(sum=Sum(F("amount") - F("paid") - F("released")))["sum"] or ZERO
    return TrialBalance(
        lines=BudgetLine.objects.count(),
        appropriated=sums[AccountKind.APPROPRIATION],
        available=sums[AccountKind.AVAILABLE],
        encumbered=sums[AccountKind.ENCUMBERED],
        paid=sums[AccountKind.PAID],
        postings=sum(posted.values(), ZERO),
        unexplained=sums[AccountKind.ENCUMBERED] - left,
        off=tuple(off),
    )
