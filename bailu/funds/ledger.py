"""Moving money on a line. Steps of acts here and above; the database refuses what these functions would let through.

Whoever moves money on a line first takes the line's row, so that two who look at the same balance never both spend it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.funds import rules
from bailu.funds.enums import AccountKind, MovementKind, TransactionKind
from bailu.funds.models import Account, BudgetLine, Encumbrance, Movement, Transaction
from bailu.kernel import clock, prepared
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.money import yuan
from bailu.kernel.verdict import require

A, T = AccountKind, TransactionKind

#: A movement is one statement: its two accounts (opened at zero when first used; the line is held, so nobody else opens them), itself,
#: its two postings. What it may do the triggers decide.
_MOVE = """
with opened as (
  insert into funds_account (line_id, kind, balance) values (%(line)s, %(credit)s, 0), (%(line)s, %(debit)s, 0)
  on conflict (line_id, kind) do nothing returning id, kind
), known as (
  select id, kind from opened union all select id, kind from funds_account where line_id = %(line)s and kind in (%(credit)s, %(debit)s)
), moved as (
  insert into funds_transaction (kind, line_id, project_no, encumbrance_id, movement_id, amount, payee_id, reference, at,
    actor_id, actor_name)
  values (%(kind)s, %(line)s, %(project_no)s, %(encumbrance_id)s, %(movement_id)s, %(amount)s, %(payee_id)s, %(reference)s, %(at)s,
    %(actor_id)s, %(actor_name)s)
  returning id
)
insert into funds_posting (transaction_id, account_id, amount)
select moved.id, known.id, case known.kind when %(credit)s then -%(sum)s else %(sum)s end
from moved, known order by known.kind = %(debit)s
returning transaction_id"""


def lock_line(line_id: int) -> BudgetLine:
    """The line, held until the act ends."""
    return BudgetLine.objects.select_for_update(of=("self",)).get(pk=line_id)


def lock_lines(line_ids: Iterable[int]) -> dict[int, BudgetLine]:
    """Several lines, always taken in the order of their keys, so that no two acts wait for each other."""
    found = BudgetLine.objects.select_for_update(of=("self",)).filter(pk__in=set(line_ids)).order_by("pk")
    return {line.pk: line for line in found}


def balances(line_id: int) -> dict[str, Decimal]:
    """Balance by kind of account; zero where nothing was ever posted."""
    found = dict(Account.objects.filter(line_id=line_id).values_list("kind", "balance"))
    return {str(kind): found.get(kind, Decimal("0.00")) for kind in A}


def available(line_id: int) -> Decimal:
    return balances(line_id)[A.AVAILABLE]


@step
def appropriate(actor: Actor, line: BudgetLine, *, amount: Decimal, supplement: bool = False) -> Transaction:
    """Put what was approved at the disposal of a line the act holds. Refuses nothing but a line that is not approved (PL2014:6)."""
    require(rules.line_open(line.state, line.no))
    require(rules.positive(amount))
    return _post(actor, T.SUPPLEMENT if supplement else T.APPROPRIATE, line, amount, debit=A.AVAILABLE, credit=A.APPROPRIATION)


#: What a movement is called on the line it leaves and on the line it reaches.
_LEGS: dict[str, tuple[TransactionKind, TransactionKind]] = {
    MovementKind.TRANSFER: (T.TRANSFER_OUT, T.TRANSFER_IN),
    MovementKind.CARRY_OVER: (T.CARRY_OUT, T.CARRY_IN),
    MovementKind.RETURN: (T.RETURN, T.RETURN),
}


@step
def carry_out(actor: Actor, moved: Movement) -> None:
    """Do what a movement says on the lines the act holds: what leaves one line's appropriation is added to the other's.

    Refused on a line that is not approved, and above what is available of the one it leaves (PL2014:6).
    """
    leaves, reaches = _LEGS[moved.kind]
    lines = [moved.source] + ([moved.target] if moved.target else [])
    for line in lines:
        require(rules.line_open(line.state, line.no))
    require(rules.within_available(available(moved.source_id), moved.amount, moved.source.no))
    _post(actor, leaves, moved.source, moved.amount, debit=A.APPROPRIATION, credit=A.AVAILABLE, moved=moved)
    if moved.target:
        _post(actor, reaches, moved.target, moved.amount, debit=A.AVAILABLE, credit=A.APPROPRIATION, moved=moved)


@step
def give_back(actor: Actor, line: BudgetLine) -> Decimal:
    """Return what is left of a line the act holds to its treasury; what was returned."""
    left = available(line.pk)
    if left > 0:
        _post(actor, T.RETURN, line, left, debit=A.APPROPRIATION, credit=A.AVAILABLE)
    return left


@step
def encumber(actor: Actor, *, line_id: int, project_no: str, purpose: str, amount: Decimal) -> Encumbrance:
    """Speak for a part of the line. Refused on a line that is not approved or has too little left (PL2014:6), or for another
    purpose than the line's: lottery money builds (XM2015:3.6)."""
    line, amount = lock_line(line_id), yuan(amount)
    require(rules.line_open(line.state, line.no))
    require(rules.positive(amount))
    require(rules.purpose_fits(line.purpose, purpose))
    require(rules.within_available(available(line.pk), amount, line.no))
    held = Encumbrance.objects.create(line=line, project_no=project_no, purpose=purpose, amount=amount)
    _post(actor, T.ENCUMBER, line, amount, debit=A.ENCUMBERED, credit=A.AVAILABLE, held=held)
    record(
        actor,
        "funds.encumbered",
        held,
        stream=project_no,
        basis=rules.FUNDS,
        data={"line": line.no, "purpose": str(purpose), "amount": amount},
    )
    return held


@step
def release(actor: Actor, *, encumbrance_id: int, amount: Decimal) -> Encumbrance:
    """Give back what is no longer needed. Refused above what is left of the encumbrance (XM2015:3.6)."""
    held, amount = _lock_held(encumbrance_id), yuan(amount)
    require(rules.positive(amount))
    require(rules.within_encumbrance(held.left, amount))
    held.released += amount
    held.save(update_fields=["released"])
    _post(actor, T.RELEASE, held.line, amount, debit=A.AVAILABLE, credit=A.ENCUMBERED, held=held)
    record(
        actor,
        "funds.released",
        held,
        basis=rules.FUNDS,
        data={"line": held.line.no, "purpose": held.purpose, "amount": amount},
    )
    return held


@step
def release_all(actor: Actor, *, project_no: str) -> Decimal:
    """Give back all that is left of a purchase's encumbrances; what was given back."""
    given = Decimal("0.00")
    for held in Encumbrance.objects.of_project(project_no):
        if held.left > 0:
            given += held.left
            release(actor, encumbrance_id=held.pk, amount=held.left)
    return given


@step
def pay(actor: Actor, *, encumbrance_id: int, amount: Decimal, payee_id: int, reference: str) -> Transaction:
    """Pay from an encumbrance; used by the payment order alone. Refused above what is left of it (XM2015:3.6)."""
    held, amount = _lock_held(encumbrance_id), yuan(amount)
    require(rules.positive(amount))
    require(rules.within_encumbrance(held.left, amount))
    held.paid += amount
    held.save(update_fields=["paid"])
    return _post(actor, T.PAY, held.line, amount, debit=A.PAID, credit=A.ENCUMBERED, held=held, payee_id=payee_id, reference=reference)


def _lock_held(encumbrance_id: int) -> Encumbrance:
    """Line first, then its encumbrance: always in this order, so that no two acts wait for each other."""
    line = lock_line(Encumbrance.objects.values_list("line_id", flat=True).get(pk=encumbrance_id))
    held = Encumbrance.objects.select_for_update().get(pk=encumbrance_id)
    held.line = line
    return held


def _post(
    actor: Actor,
    kind: TransactionKind,
    line: BudgetLine,
    amount: Decimal,
    *,
    debit: AccountKind,
    credit: AccountKind,
    held: Encumbrance | None = None,
    moved: Movement | None = None,
    payee_id: int | None = None,
    reference: str = "",
) -> Transaction:
    row: dict[str, Any] = {
        "kind": str(kind),
        "project_no": held.project_no if held else "",
        "encumbrance_id": held.pk if held else None,
        "movement_id": moved.pk if moved else None,
        "amount": amount,
        "payee_id": payee_id,
        "reference": reference,
        "at": clock.now(),
        "actor_id": actor.user_id,
        "actor_name": actor.name,
    }
    legs = {"line": line.pk, "debit": str(debit), "credit": str(credit), "sum": amount}
    with prepared.cursor() as cursor:
        cursor.execute(_MOVE, row | legs)
        (pk,) = cursor.fetchone()
    return Transaction(pk=pk, line=line, **row)
