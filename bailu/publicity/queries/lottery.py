"""What the welfare lottery's money was given for and how much of it is used, year by year (LOT2009:36)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from bailu.funds.enums import AccountKind, FundingSource, LineState, TransactionKind
from bailu.funds.models import Account, BudgetLine, Transaction
from bailu.funds.queries import ZERO, with_balances
from bailu.kernel.words import Words

_GONE_BACK = (
    Transaction.objects.filter(line=OuterRef("pk"), kind=TransactionKind.RETURN)
    .order_by()
    .values("line")
    .annotate(sum=Sum("amount"))
    .values("sum")
)


def _approved() -> QuerySet[BudgetLine]:
    return BudgetLine.objects.filter(source=FundingSource.LOTTERY, state__in=(LineState.APPROVED, LineState.CLOSED))


def lines() -> QuerySet[BudgetLine]:
    """The lines the money was given to, as approved, with what is used and what went back; one query."""
    money: DecimalField[Decimal, Decimal] = DecimalField(max_digits=16, decimal_places=2)
    returned = Coalesce(Subquery(_GONE_BACK), ZERO, output_field=money)
    return with_balances(_approved()).annotate(returned=returned).select_related("purchaser", "treasury")


def years() -> list[tuple[int, Words]]:
    return [(year, str(year)) for year in _approved().order_by("-year").values_list("year", flat=True).distinct()]


@dataclass(frozen=True, slots=True)
class Year:
    """The money of one year: what lines hold of it (given, moved and returned are in it), what is spoken for, what is paid."""

    year: int
    given: Decimal
    encumbered: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        return self.given - self.encumbered - self.paid


def by_year() -> list[Year]:
    """The latest first; one query."""
    kinds = (AccountKind.APPROPRIATION, AccountKind.ENCUMBERED, AccountKind.PAID)
    found = Account.objects.filter(line__in=_approved(), kind__in=kinds).order_by()
    sums: dict[int, dict[str, Decimal]] = {}
    for year, kind, amount in found.values_list("line__year", "kind").annotate(sum=Sum("balance")):
        sums.setdefault(year, {})[kind] = amount
    return [Year(year, *(sums[year].get(kind, ZERO) for kind in kinds)) for year in sorted(sums, reverse=True)]
