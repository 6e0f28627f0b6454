"""Whatever is done with money in whatever order, the books balance and explain themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from bailu.funds import ledger, queries
from bailu.funds.enums import AccountKind, EncumbrancePurpose
from bailu.funds.models import Account, BudgetLine, Encumbrance, Movement
from bailu.kernel.acts import acting
from bailu.kernel.errors import Refused
from bailu.kernel.money import allocate
from tests.funds.factories import make_approved_line, make_offices

CENTS = st.integers(min_value=1, max_value=300_000).map(lambda cents: Decimal(cents) / 100)


class Money(RuleBasedStateMachine):
    """Two lines; a model of plain sums beside the ledger. What the model says is impossible must be refused, all else done."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        offices = make_offices()
        self.clerk = offices.clerk
        self.chief, self.payee = offices.finance_chief, offices.purchaser.pk
        self.lines = [make_approved_line(offices, amount=Decimal("1000.00")).pk for _ in range(2)]
        self.given = dict.fromkeys(self.lines, Decimal("1000.00"))
        self.free = dict.fromkeys(self.lines, Decimal("1000.00"))
        self.left: dict[int, tuple[int, Decimal]] = {}

    def attempt(self, possible: bool, step: Any, **facts: Any) -> Any:
        try:
            with acting("test"):
                done = step(self.chief, **facts)
        except Refused:
            assert not possible, f"{step.__name__} {facts} was refused"
            return None
        assert possible, f"{step.__name__} {facts} was let through"
        return done

    @rule(at=st.integers(0, 1), amount=CENTS)
    def supplement(self, at: int, amount: Decimal) -> None:
        line = self.lines[at]
        self.attempt(True, ledger.appropriate, line=BudgetLine.objects.get(pk=line), amount=amount, supplement=True)
        self.given[line] += amount
        self.free[line] += amount

    @rule(target=held, at=st.integers(0, 1), amount=CENTS, purpose=st.sampled_from(["SERVICE", "EVALUATION_FEE"]))
    def encumber(self, at: int, amount: Decimal, purpose: str) -> Any:
        line = self.lines[at]
        possible = amount <= self.free[line]
        made = self.attempt(possible, ledger.encumber, line_id=line, project_no="P-2015-0001", purpose=purpose, amount=amount)
        if made is None:
            return multiple()
        self.free[line] -= amount
        self.left[made.pk] = (line, amount)
        return made.pk

    @rule(pk=held, amount=CENTS)
    def pay(self, pk: int, amount: Decimal) -> None:
        line, left = self.left[pk]
        if self.attempt(amount <= left, ledger.pay, encumbrance_id=pk, amount=amount, payee_id=self.payee, reference="x:1"):
            self.left[pk] = (line, left - amount)

    @rule(pk=held, amount=CENTS)
    def release(self, pk: int, amount: Decimal) -> None:
        line, left = self.left[pk]
        if self.attempt(amount <= left, ledger.release, encumbrance_id=pk, amount=amount):
            self.left[pk] = (line, left - amount)
            self.free[line] += amount

    @rule(at=st.integers(0, 1), amount=CENTS, kind=st.sampled_from(["TRANSFER", "CARRY_OVER", "RETURN"]))
    def move(self, at: int, amount: Decimal, kind: str) -> None:
        """To the other line, or back to the treasury: the movement stands or falls whole."""
        source, target = self.lines[at], None if kind == "RETURN" else self.lines[1 - at]
        moved = Movement.objects.create(
            kind=kind, source_id=source, target_id=target, amount=amount, reason="x", proposed_by_id=self.clerk.user_id
        )
        if self.attempt(amount <= self.free[source], ledger.carry_out, moved=moved) is None and amount > self.free[source]:
            assert not moved.transactions.exists()
            return
        for line, sign in ((source, -1), *(((target, 1),) if target else ())):
            self.given[line] += sign * amount
            self.free[line] += sign * amount

    @rule(pk=consumes(held))
    def settle(self, pk: int) -> None:
        """Pay half and give back the rest."""
        line, left = self.left.pop(pk)
        if left < Decimal("0.02"):
            return
        half, rest = allocate(left, [1, 1])
        self.attempt(True, ledger.pay, encumbrance_id=pk, amount=half, payee_id=self.payee, reference="x:2")
        self.attempt(True, ledger.release, encumbrance_id=pk, amount=rest)
        self.free[line] += rest

    @invariant()
    def the_books_balance(self) -> None:
        found = queries.trial_balance()
        assert found.balanced, found
        for line in self.lines:
            balances = ledger.balances(line)
            assert balances[AccountKind.APPROPRIATION] == self.given[line]
            assert balances[AccountKind.AVAILABLE] == self.free[line]
        assert not Account.objects.filter(balance__lt=0).exists()
        for e in Encumbrance.objects.all():
            moved = {kind: sum((t.amount for t in e.transactions.filter(kind=kind)), Decimal(0)) for kind in ("ENCUMBER", "PAY", "RELEASE")}
            assert (moved["ENCUMBER"], moved["PAY"], moved["RELEASE"]) == (e.amount, e.paid, e.released)
            assert e.left >= 0
        assert set(Encumbrance.objects.values_list("purpose", flat=True)) <= set(EncumbrancePurpose.values)


class TestMoney(TestCase, Money.TestCase):
    """Each run in a transaction of its own that is undone."""

    settings = settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))


pytestmark = pytest.mark.django_db
