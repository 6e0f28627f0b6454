"""The ledger's four movements, and what the database itself refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from bailu.funds import ledger, queries
from bailu.funds.enums import AccountKind, EncumbrancePurpose, FundingSource, LinePurpose
from bailu.funds.models import Account, BudgetLine, Encumbrance, Posting, Transaction
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.kernel.errors import Refused
from tests.funds.factories import Offices, make_approved_line, make_line, make_offices

pytestmark = pytest.mark.django_db
D = Decimal
NO = "P-2015-0001"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def line(offices: Offices) -> BudgetLine:
    return make_approved_line(offices, amount=D("1000.00"))


def take(actor: Actor, line: BudgetLine, amount: str, purpose: str = EncumbrancePurpose.SERVICE) -> Encumbrance:
    with acting("test"):
        return ledger.encumber(actor, line_id=line.pk, project_no=NO, purpose=purpose, amount=D(amount))


def balances(line: BudgetLine) -> tuple[Decimal, ...]:
    return tuple(ledger.balances(line.pk).values())


def test_money_goes_from_available_to_encumbered_to_paid_and_back(offices: Offices, line: BudgetLine) -> None:
    held = take(offices.finance_chief, line, "600.00")
    assert balances(line) == (D("1000.00"), D("400.00"), D("600.00"), D("0.00"))
    with acting("test"):
        ledger.pay(offices.finance_chief, encumbrance_id=held.pk, amount=D("250.00"), payee_id=offices.purchaser.pk, reference="x:1")
    assert balances(line) == (D("1000.00"), D("400.00"), D("350.00"), D("250.00"))
    with acting("test"):
        ledger.release(offices.finance_chief, encumbrance_id=held.pk, amount=D("350.00"))
    assert balances(line) == (D("1000.00"), D("750.00"), D("0.00"), D("250.00"))
    held.refresh_from_db()
    assert (held.paid, held.released, held.left) == (D("250.00"), D("350.00"), D("0.00"))
    assert queries.trial_balance().balanced


def test_more_than_is_available_is_refused_and_nothing_moves(offices: Offices, line: BudgetLine) -> None:
    with pytest.raises(Refused) as refused:
        take(offices.finance_chief, line, "1000.01")
    assert refused.value.verdict.clause == "PL2014:6"
    assert balances(line) == (D("1000.00"), D("1000.00"), D("0.00"), D("0.00"))
    assert not Encumbrance.objects.exists()


def test_a_line_that_is_not_approved_gives_nothing(offices: Offices) -> None:
    draft = make_line(offices)
    with pytest.raises(Refused) as refused:
        take(offices.finance_chief, draft, "1.00")
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("line_state", "PL2014:6")
    assert not Encumbrance.objects.exists()


@pytest.mark.parametrize("purpose", [EncumbrancePurpose.SERVICE, EncumbrancePurpose.EVALUATION_FEE])
def test_lottery_money_pays_no_service(offices: Offices, purpose: str) -> None:
    built = make_approved_line(offices, source=FundingSource.LOTTERY, purpose=LinePurpose.INFRASTRUCTURE)
    with pytest.raises(Refused) as refused:
        take(offices.finance_chief, built, "1.00", purpose)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("purpose", "XM2015:3.6")
    assert take(offices.finance_chief, built, "1.00", EncumbrancePurpose.INFRASTRUCTURE).amount == 1


def test_nothing_is_encumbered_for_nothing(offices: Offices, line: BudgetLine) -> None:
    with pytest.raises(Refused):
        take(offices.finance_chief, line, "0.00")
    assert not Encumbrance.objects.exists()


@pytest.mark.parametrize("movement", ["pay", "release"])
def test_no_more_leaves_an_encumbrance_than_it_holds(offices: Offices, line: BudgetLine, movement: str) -> None:
    held = take(offices.finance_chief, line, "100.00")
    for amount in ("100.01", "0.00"):
        with pytest.raises(Refused), acting("test"):
            if movement == "pay":
                ledger.pay(offices.finance_chief, encumbrance_id=held.pk, amount=D(amount), payee_id=1, reference="x:1")
            else:
                ledger.release(offices.finance_chief, encumbrance_id=held.pk, amount=D(amount))
    held.refresh_from_db()
    assert held.left == D("100.00")
    assert balances(line) == (D("1000.00"), D("900.00"), D("100.00"), D("0.00"))


def test_all_that_is_left_of_a_purchase_is_given_back_at_once(offices: Offices, line: BudgetLine) -> None:
    take(offices.finance_chief, line, "600.00")
    take(offices.finance_chief, line, "18.00", EncumbrancePurpose.EVALUATION_FEE)
    with acting("test"):
        assert ledger.release_all(offices.finance_chief, project_no=NO) == D("618.00")
        assert ledger.release_all(offices.finance_chief, project_no=NO) == D("0.00")
    assert queries.money(NO) == queries.ProjectMoney()
    assert balances(line)[1] == D("1000.00")


def test_the_money_of_a_purchase_is_shown_by_source(offices: Offices, line: BudgetLine) -> None:
    given = make_approved_line(offices, source=FundingSource.FOUNDATION, giver="某慈善基金会", amount=D("500.00"))
    take(offices.finance_chief, line, "600.00")
    take(offices.finance_chief, line, "18.00", EncumbrancePurpose.EVALUATION_FEE)
    take(offices.finance_chief, given, "200.00")
    money = queries.money(NO)
    assert (money.budget, money.fee, money.total, money.encumbered) == (D("800.00"), D("18.00"), D("818.00"), D("818.00"))
    assert [(s.source, s.giver, s.amount, s.available) for s in money.sources] == [
        (FundingSource.FISCAL, "", D("618.00"), D("382.00")),
        (FundingSource.FOUNDATION, "某慈善基金会", D("200.00"), D("300.00")),
    ]


# What no SQL gets past


def test_the_database_refuses_a_balance_below_zero(offices: Offices, line: BudgetLine) -> None:
    accounts = {a.kind: a for a in Account.objects.filter(line=line)}
    with pytest.raises(IntegrityError, match="account_not_below_zero"), transaction.atomic():
        moved = Transaction.objects.create(kind="PAY", line=line, amount=D("1.00"), actor_name="黑手")
        Posting.objects.create(transaction=moved, account=accounts[AccountKind.AVAILABLE], amount=D("-1000.01"))


def test_the_database_refuses_a_transaction_that_does_not_balance(offices: Offices, line: BudgetLine) -> None:
    accounts = {a.kind: a for a in Account.objects.filter(line=line)}
    with pytest.raises(IntegrityError, match="debits and credits"), transaction.atomic():
        moved = Transaction.objects.create(kind="SUPPLEMENT", line=line, amount=D("1.00"), actor_name="黑手")
        Posting.objects.create(transaction=moved, account=accounts[AccountKind.APPROPRIATION], amount=D("-2.00"))
        Posting.objects.create(transaction=moved, account=accounts[AccountKind.AVAILABLE], amount=D("1.00"))
        check_now()


def test_the_database_refuses_a_transaction_without_postings(line: BudgetLine) -> None:
    with pytest.raises(IntegrityError, match="two postings"), transaction.atomic():
        Transaction.objects.create(kind="SUPPLEMENT", line=line, amount=D("1.00"), actor_name="黑手")
        check_now()


def test_the_database_refuses_a_posting_on_another_line(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices)
    account = Account.objects.get(line=other, kind=AccountKind.AVAILABLE)
    with pytest.raises(IntegrityError, match="stays on the line"), transaction.atomic():
        moved = Transaction.objects.create(kind="SUPPLEMENT", line=line, amount=D("1.00"), actor_name="黑手")
        Posting.objects.create(transaction=moved, account=account, amount=D("1.00"))


def test_the_database_refuses_a_balance_written_by_hand(line: BudgetLine) -> None:
    with pytest.raises(IntegrityError, match="from postings alone"), transaction.atomic():
        Account.objects.filter(line=line, kind=AccountKind.AVAILABLE).update(balance=D("5.00"))
    with pytest.raises(IntegrityError, match="begins at zero"), transaction.atomic():
        Account.objects.create(line=line, kind=AccountKind.PAID, balance=D("5.00"))


@pytest.mark.parametrize("model", [Posting, Transaction])
def test_the_database_never_changes_or_removes_a_line_of_the_book(line: BudgetLine, model: type[Posting] | type[Transaction]) -> None:
    row = model.objects.first()
    assert row is not None
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(amount=D("9.00"))
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"delete from {model._meta.db_table} where id = %s", [row.pk])
    assert model.objects.filter(pk=row.pk).exists()


def test_the_trial_balance_finds_an_encumbrance_without_postings(offices: Offices, line: BudgetLine) -> None:
    assert queries.trial_balance().balanced
    Encumbrance.objects.create(line=line, project_no=NO, purpose="SERVICE", amount=D("10.00"))
    found = queries.trial_balance()
    assert (found.balanced, found.unexplained) == (False, D("-10.00"))


def check_now() -> None:
    """What is deferred to the commit is checked here: a test never commits."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
