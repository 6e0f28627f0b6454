"""The read side: lines and what is left of them, what a purchase holds, what waits to be paid, whether the books balance."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from bailu.funds.enums import AccountKind, EncumbrancePurpose, FundingSource
from bailu.funds.models import Account, BudgetLine, Encumbrance, PaymentOrder, Posting, Transaction
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared

ZERO = Decimal("0.00")
_MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=16, decimal_places=2)


def _balance(kind: AccountKind) -> Coalesce:
    account = Account.objects.filter(line=OuterRef("pk"), kind=kind).values("balance")
    return Coalesce(Subquery(account), ZERO, output_field=_MONEY)


def with_balances(lines: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    """Lines with ``available``, ``encumbered`` and ``paid`` beside them, in one query."""
    return lines.annotate(
        available=_balance(AccountKind.AVAILABLE), encumbered=_balance(AccountKind.ENCUMBERED), paid=_balance(AccountKind.PAID)
    )


def lines(actor: Actor) -> QuerySet[BudgetLine]:
    return with_balances(BudgetLine.objects.visible_to(actor)).select_related("purchaser", "treasury")


def line(actor: Actor, line_id: int) -> BudgetLine:
    """Raises OutOfScope."""
    found = lines(actor).select_related("proposed_by", "approved_by").filter(pk=line_id).first()
    if found is None:
        raise OutOfScope
    return found


_BY_NO = Prepared(lambda actor, no: lines(actor).select_related("proposed_by", "approved_by").filter(no=no))


def line_by_no(actor: Actor, no: str) -> BudgetLine:
    """Raises OutOfScope."""
    for found in _BY_NO(actor, no):
        return cast(BudgetLine, found)
    raise OutOfScope


_TO_ACT_ON = Prepared(lambda actor, no: BudgetLine.objects.visible_to(actor).select_related("purchaser", "proposed_by").filter(no=no))


def line_to_act_on(actor: Actor, no: str) -> BudgetLine:
    """The line a form is about: who asks for it and whose hand it is in, not its balances. Raises OutOfScope."""
    for found in _TO_ACT_ON(actor, no):
        return cast(BudgetLine, found)
    raise OutOfScope


_HELD = Prepared(lambda actor, pk: BudgetLine.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).order_by())


def lock_line(actor: Actor, line_id: int) -> BudgetLine:
    """The line in scope, held until the act ends. Raises OutOfScope."""
    for found in _HELD(actor, line_id):
        return cast(BudgetLine, found)
    raise OutOfScope


def usable_lines(purchaser_id: int, treasury_id: int | None = None) -> QuerySet[BudgetLine]:
    """Approved lines of a purchaser (of one treasury), with what is available."""
    found = BudgetLine.objects.approved().filter(purchaser_id=purchaser_id)
    if treasury_id is not None:
        found = found.filter(treasury_id=treasury_id)
    return with_balances(found).order_by("no")


def movements(line_id: int) -> QuerySet[Transaction]:
    return Transaction.objects.filter(line_id=line_id).order_by("pk")


def encumbrances(project_no: str) -> list[Encumbrance]:
    """What a purchase holds, oldest first; no scope, for the rooms above."""
    return list(Encumbrance.objects.of_project(project_no).select_related("line"))


def encumbrance(project_no: str, purpose: str) -> Encumbrance | None:
    """The purchase's encumbrance of that purpose that is not given back."""
    held = [e for e in encumbrances(project_no) if e.purpose == purpose and e.released < e.amount]
    return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """What one line gives to a purchase."""

    line_id: int
    line_no: str
    source: FundingSource
    giver: str
    amount: Decimal
    paid: Decimal
    released: Decimal
    available: Decimal

    @property
    def left(self) -> Decimal:
        return self.amount - self.paid - self.released


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """The money of a purchase in yuan: ``budget`` and ``fee`` as encumbered and not given back before anything was paid,
    ``encumbered`` what is still spoken for, and the same by line in ``sources``."""

    budget: Decimal = ZERO
    fee: Decimal = ZERO
    encumbered: Decimal = ZERO
    paid: Decimal = ZERO
    released: Decimal = ZERO
    sources: tuple[SourceMoney, ...] = field(default_factory=tuple)

    @property
    def total(self) -> Decimal:
        return self.budget + self.fee


def money(project_no: str) -> ProjectMoney:
    """Two queries. An encumbrance given back whole (a budget that was returned) counts nowhere."""
    held = [e for e in encumbrances(project_no) if e.released < e.amount]
    free = dict(Account.objects.filter(line__in={e.line_id for e in held}, kind=AccountKind.AVAILABLE).values_list("line_id", "balance"))
    by_line: dict[int, list[Encumbrance]] = {}
    for e in held:
        by_line.setdefault(e.line_id, []).append(e)
    sources = tuple(
        SourceMoney(
            line_id=pk,
            line_no=group[0].line.no,
            source=FundingSource(group[0].line.source),
            giver=group[0].line.giver,
            amount=sum((e.amount for e in group), ZERO),
            paid=sum((e.paid for e in group), ZERO),
            released=sum((e.released for e in group), ZERO),
            available=free.get(pk, ZERO),
        )
        for pk, group in by_line.items()
    )
    fees = [e.amount for e in held if e.purpose == EncumbrancePurpose.EVALUATION_FEE]
    return ProjectMoney(
        budget=sum((e.amount for e in held), ZERO) - sum(fees, ZERO),
        fee=sum(fees, ZERO),
        encumbered=sum((e.left for e in held), ZERO),
        paid=sum((e.paid for e in held), ZERO),
        released=sum((e.released for e in held), ZERO),
        sources=sources,
    )


# ── Payment orders ───────────────────────────────────────────────────────────────────────────────────────────


def orders(actor: Actor) -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.visible_to(actor).select_related("payee", "encumbrance__line__purchaser", "encumbrance__line__treasury")


def recent_months(count: int = 36) -> list[tuple[str, str]]:
    """This month and those before it, newest first, as "2016-04"; no query."""
    today = clock.today()
    numbers = range(today.year * 12 + today.month - 1, today.year * 12 + today.month - 1 - count, -1)
    return [(month, month) for month in (f"{n // 12}-{n % 12 + 1:02}" for n in numbers)]


def paid_in(rows: QuerySet[PaymentOrder], month: str) -> QuerySet[PaymentOrder]:
    """The orders paid in a month of Xiamen."""
    year, number = (int(part) for part in month.split("-"))
    return rows.filter(paid_at__gte=clock.local(year, number, 1), paid_at__lt=clock.local(year + number // 12, number % 12 + 1, 1))


def recent_years() -> list[tuple[str, str]]:
    """The years of these months, newest first; no query."""
    return [(year, year) for year in dict.fromkeys(month[:4] for month, _name in recent_months())]


def paid_in_year(rows: QuerySet[PaymentOrder], year: str) -> QuerySet[PaymentOrder]:
    """The orders paid in a year of Xiamen, whatever year's budget they came from."""
    return rows.filter(paid_at__gte=clock.local(int(year), 1, 1), paid_at__lt=clock.local(int(year) + 1, 1, 1))


def order(actor: Actor, order_id: int) -> PaymentOrder:
    """Raises OutOfScope."""
    found = orders(actor).select_related("requested_by", "checked_by", "paid_by").filter(pk=order_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock_order(actor: Actor, order_id: int) -> PaymentOrder:
    """The order in scope, held until the act ends. Raises OutOfScope."""
    found = (
        PaymentOrder.objects.visible_to(actor)
        .select_related("encumbrance__line")
        .select_for_update(of=("self",))
        .filter(pk=order_id)
        .first()
    )
    if found is None:
        raise OutOfScope
    return found


def orders_of(project_no: str) -> list[PaymentOrder]:
    """All orders of a purchase, oldest first; no scope, for the rooms above."""
    return list(PaymentOrder.objects.filter(project_no=project_no).select_related("payee", "encumbrance").order_by("pk"))


def waiting(encumbrance_id: int) -> Decimal:
    """Sum of the orders on an encumbrance that are not decided yet."""
    return PaymentOrder.objects.open().filter(encumbrance_id=encumbrance_id).aggregate(sum=Sum("amount"))["sum"] or ZERO


# ── Do the books balance? ────────────────────────────────────────────────────────────────────────────────────


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
