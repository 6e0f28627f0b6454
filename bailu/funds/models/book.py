"""The ledger: append-only, double-entry, kept by the database itself.

Postings are the truth. A trigger carries each of them into the balance of its account, a CHECK keeps every balance at zero or above,
a deferred constraint refuses a transaction whose postings do not sum to zero. No SQL, whoever writes it, overdraws a line.
"""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import AccountKind, TransactionKind
from bailu.funds.models.lines import BudgetLine, Encumbrance
from bailu.funds.models.movements import Movement
from bailu.kernel import clock
from bailu.kernel.fields import MoneyField


def _append_only(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{name}_append_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: {name} lines are never changed or removed'; RETURN NULL;",
    )


class Account(models.Model):
    """One of the four accounts of a line. Postings to APPROPRIATION are credits (negative); its balance is what was given."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=14, choices=AccountKind.choices)
    balance = MoneyField(default=Decimal("0.00"))

    class Meta:
        ordering = ("line_id", "pk")
        constraints = [
            models.UniqueConstraint(fields=("line", "kind"), name="account_once"),
            models.CheckConstraint(name="account_not_below_zero", condition=Q(balance__gte=0), violation_error_message=_("余额不足。")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="balance_from_postings",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                # At depth 1 somebody writes the table; deeper, the trigger of a posting does.
                func="""
IF TG_OP = 'INSERT' THEN
  IF NEW.balance <> 0 THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: an account begins at zero'; END IF;
ELSIF pg_trigger_depth() < 2 THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: balances follow from postings alone';
END IF;
RETURN NEW;""",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id}:{self.kind}"


class Transaction(models.Model):
    """One movement of money on one line; its postings sum to zero."""

    kind = models.CharField(_("类别"), max_length=12, choices=TransactionKind.choices)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="transactions")
    project_no = models.CharField(_("项目编号"), max_length=20, blank=True, db_index=True)
    encumbrance = models.ForeignKey(Encumbrance, models.PROTECT, null=True, related_name="transactions")
    movement = models.ForeignKey(Movement, models.PROTECT, null=True, related_name="transactions")
    amount = MoneyField(_("金额"))
    payee_id = models.BigIntegerField(null=True)
    reference = models.CharField(_("依据"), max_length=80, blank=True)
    at = models.DateTimeField(_("时间"), default=clock.now)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("经办人"), max_length=120)

    class Meta:
        ordering = ("pk",)
        triggers = [
            _append_only("transaction"),
            pgtrigger.Trigger(
                name="transaction_posted",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func="""
IF (SELECT count(*) FROM funds_posting WHERE transaction_id = NEW.id) < 2 THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: a transaction has at least two postings';
END IF;
RETURN NULL;""",
            ),
        ]
        indexes = [models.Index(fields=["line", "-id"], name="transaction_of_line")]  # a page of the book, the latest first
        constraints = [
            models.CheckConstraint(name="transaction_amount", condition=Q(amount__gt=0)),
            # A movement is carried out once: one transaction of each kind names it.
            models.UniqueConstraint(fields=("movement", "kind"), name="transaction_movement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("funds:entry", args=[self.line.no, self.pk])


class Posting(models.Model):
    """One leg: debit positive, credit negative."""

    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = MoneyField()

    class Meta:
        ordering = ("pk",)
        triggers = [
            _append_only("posting"),
            pgtrigger.Trigger(
                name="posting_carried",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
IF (SELECT a.line_id FROM funds_account a WHERE a.id = NEW.account_id)
   IS DISTINCT FROM (SELECT t.line_id FROM funds_transaction t WHERE t.id = NEW.transaction_id) THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: a posting stays on the line of its transaction';
END IF;
UPDATE funds_account SET balance = balance + CASE WHEN kind = 'APPROPRIATION' THEN -NEW.amount ELSE NEW.amount END
WHERE id = NEW.account_id;
RETURN NULL;""",
            ),
            pgtrigger.Trigger(
                name="posting_balanced",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func="""
IF (SELECT sum(amount) FROM funds_posting WHERE transaction_id = NEW.transaction_id) <> 0 THEN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'funds: debits and credits of a transaction are equal';
END IF;
RETURN NULL;""",
            ),
        ]
        constraints = [models.CheckConstraint(name="posting_not_zero", condition=~Q(amount=0))]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.amount}"
