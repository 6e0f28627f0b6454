"""Lines and what is left of them, their book, movements between them, what a purchase holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bailu.funds.enums import AccountKind, EncumbrancePurpose, FundingSource, MovementKind
from bailu.funds.models import Account, BudgetLine, Encumbrance, Movement, Transaction
from bailu.funds.rules import Money
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared

ZERO = Decimal("0.00")
_MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=16, decimal_places=2)


def _balance(kind: AccountKind) -> Coalesce:
    account = Account.objects.filter(line=OuterRef("pk"), kind=kind).values("balance")
    return Coalesce(Subquery(account), ZERO, output_field=_MONEY)


def with_balances(lines: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    """Lines with ``given`` (as approved, supplemented and moved), ``available``, ``encumbered`` and ``paid``, in one query."""
    return lines.annotate(
        given=_balance(AccountKind.APPROPRIATION),
        available=_balance(AccountKind.AVAILABLE),
        encumbered=_balance(AccountKind.ENCUMBERED),
        paid=_balance(AccountKind.PAID),
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


#: As many as the page of a line shows of its book and of its encumbrances; the rest is a list of its own.
SHOWN = 20


def book(line_id: int) -> QuerySet[Transaction]:
    """What happened on a line, the latest first."""
    return Transaction.objects.filter(line_id=line_id).select_related("movement__source", "movement__target").order_by("-pk")


def entry(actor: Actor, no: str, entry_id: int) -> Transaction:
    """One transaction of a line, with what caused it. Raises OutOfScope."""
    held = book(line_by_no(actor, no).pk).select_related("line", "encumbrance").filter(pk=entry_id).first()
    if held is None:
        raise OutOfScope
    return held


def whose(line: BudgetLine) -> Money:
    return Money(line.no, line.year, line.treasury_id, line.purchaser_id, line.source, line.giver, line.purpose)


def targets(actor: Actor, line: BudgetLine, kind: str) -> QuerySet[BudgetLine]:
    """The lines that free money of this one may go to."""
    alike = BudgetLine.objects.visible_to(actor).approved().exclude(pk=line.pk)
    alike = alike.filter(treasury_id=line.treasury_id, source=line.source, giver=line.giver, purpose=line.purpose)
    if kind == MovementKind.CARRY_OVER:
        return alike.filter(purchaser_id=line.purchaser_id, year=line.year + 1).order_by("no")
    return alike.filter(year=line.year).order_by("no")


def target_line(actor: Actor, source: BudgetLine, target_id: int) -> BudgetLine:
    """The line money is to go to. Raises OutOfScope."""
    found = BudgetLine.objects.visible_to(actor).filter(pk=target_id).first()
    if found is None:
        raise OutOfScope
    return found


def movements(actor: Actor) -> QuerySet[Movement]:
    return Movement.objects.visible_to(actor).select_related("source__purchaser", "target__purchaser")


def movement(actor: Actor, movement_id: int) -> Movement:
    """Raises OutOfScope."""
    found = movements(actor).select_related("source__treasury", "proposed_by", "decided_by").filter(pk=movement_id).first()
    if found is None:
        raise OutOfScope
    return found


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
