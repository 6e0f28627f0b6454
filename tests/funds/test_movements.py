"""Free money changes lines or goes back: two people, one treasury, one source, every yuan with a trace on both sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.funds import commands, ledger, policies, queries
from bailu.funds.enums import FundingSource, LinePurpose, MovementKind, MovementState, TransactionKind
from bailu.funds.models import BudgetLine, Movement, Transaction
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.factories import make_actor
from tests.funds.factories import Offices, make_approved_line, make_offices, make_submitted_line
from tests.funds.test_screens import enter, text

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def line(offices: Offices) -> BudgetLine:
    return make_approved_line(offices, amount=D("1000.00"))


def propose(offices: Offices, line: BudgetLine, target: BudgetLine | None, kind: str = "TRANSFER", amount: str = "300.00") -> Movement:
    return commands.propose_movement(
        offices.clerk, line_id=line.pk, kind=kind, amount=D(amount), reason="年中调整。", target_id=target.pk if target else None
    )


def given(line: BudgetLine) -> tuple[Decimal, Decimal]:
    found = ledger.balances(line.pk)
    return found["APPROPRIATION"], found["AVAILABLE"]


def test_a_transfer_is_proposed_by_one_and_carried_out_by_another(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices, amount=D("500.00"))
    moved = propose(offices, line, other)
    assert (moved.state, given(line)) == (MovementState.PROPOSED, (D("1000.00"), D("1000.00")))
    assert list(Task.objects.open().filter(kind="funds.approve_movement").values_list("organisation_id", "role")) == [
        (offices.treasury.pk, Role.FINANCE_CHIEF)
    ]
    moved = commands.approve_movement(offices.finance_chief, movement_id=moved.pk, note="同意。")
    assert moved.state == MovementState.DONE
    assert (given(line), given(other)) == ((D("700.00"), D("700.00")), (D("800.00"), D("800.00")))
    assert not Task.objects.open().filter(kind="funds.approve_movement").exists()
    legs = list(moved.transactions.values_list("kind", "line_id", "amount"))
    assert legs == [(TransactionKind.TRANSFER_OUT, line.pk, D("300.00")), (TransactionKind.TRANSFER_IN, other.pk, D("300.00"))]
    assert queries.trial_balance().balanced
    assert "funds.movement_received" in Entry.objects.filter(stream=other.stream).values_list("verb", flat=True)


def test_what_is_left_is_carried_to_the_next_years_line_when_the_year_is_over(offices: Offices, line: BudgetLine) -> None:
    following = make_approved_line(offices, year=2016, amount=D("500.00"))
    with pytest.raises(Refused) as refused:
        propose(offices, line, following, MovementKind.CARRY_OVER)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("year_open", "RB:1.7")
    assert not Movement.objects.exists()
    with clock.at(clock.local(2016, 1, 5, 10)):
        moved = propose(offices, line, following, MovementKind.CARRY_OVER, "1000.00")
        commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    assert (given(line), given(following)) == ((D("0.00"), D("0.00")), (D("1500.00"), D("1500.00")))
    assert set(moved.transactions.values_list("kind", flat=True)) == {TransactionKind.CARRY_OUT, TransactionKind.CARRY_IN}


def test_a_surplus_goes_back_to_the_treasury(offices: Offices, line: BudgetLine) -> None:
    moved = propose(offices, line, None, MovementKind.RETURN)
    commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    assert given(line) == (D("700.00"), D("700.00"))
    assert list(moved.transactions.values_list("kind", flat=True)) == [TransactionKind.RETURN]


def test_closing_a_line_returns_what_is_left_of_it(offices: Offices, line: BudgetLine) -> None:
    commands.close_line(offices.finance_chief, line_id=line.pk)
    assert given(line) == (D("0.00"), D("0.00"))
    assert Transaction.objects.get(line=line, kind=TransactionKind.RETURN).amount == D("1000.00")
    assert queries.trial_balance().balanced


@pytest.mark.parametrize(
    "changes",
    [
        {"source": FundingSource.LOTTERY, "purpose": LinePurpose.INFRASTRUCTURE},
        {"source": FundingSource.FOUNDATION, "giver": "某基金会"},
        {"purpose": LinePurpose.INFRASTRUCTURE},
        {"year": 2016},
    ],
)
def test_money_keeps_its_source_its_purpose_and_its_year(offices: Offices, line: BudgetLine, changes: dict[str, Any]) -> None:
    other = make_approved_line(offices, **changes)
    for here, there in ((line, other), (other, line)):
        with pytest.raises(Refused) as refused:
            propose(offices, here, there)
        assert (refused.value.verdict.code, refused.value.verdict.clause) == ("target", "XM2015:3.6")
    assert not Movement.objects.exists()


def test_lottery_money_never_reaches_a_line_for_services(offices: Offices) -> None:
    lottery = make_approved_line(offices, source=FundingSource.LOTTERY, purpose=LinePurpose.INFRASTRUCTURE)
    salaries = make_approved_line(offices, title="社工薪酬")
    with pytest.raises(Refused):
        propose(offices, lottery, salaries)
    with pytest.raises(Refused) as refused, acting("test"):
        ledger.encumber(offices.finance_chief, line_id=lottery.pk, project_no="P-2015-0001", purpose="SERVICE", amount=D(1))
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("purpose", "XM2015:3.6")
    assert given(lottery)[1] == given(salaries)[1] == D("2000000.00")


def test_money_does_not_leave_its_treasury(offices: Offices, line: BudgetLine) -> None:
    elsewhere = make_offices(purchaser=offices.purchaser)
    other = make_approved_line(elsewhere)
    with pytest.raises(Refused) as refused:
        propose(offices, line, other)
    assert refused.value.verdict.code == "target"


def test_no_more_moves_than_is_available_when_proposed_and_when_approved(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices)
    for amount, code in (("1000.01", "available"), ("0.00", "amount")):
        with pytest.raises(Refused) as refused:
            propose(offices, line, other, amount=amount)
        assert refused.value.verdict.code == code
    moved = propose(offices, line, other, amount="1000.00")
    with acting("test"):
        ledger.encumber(offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", purpose="SERVICE", amount=D("0.01"))
    with pytest.raises(Refused) as refused:
        commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("available", "PL2014:6")
    moved.refresh_from_db()
    assert (moved.state, given(other)[0]) == (MovementState.PROPOSED, D("2000000.00"))


def test_a_line_that_is_not_approved_neither_gives_nor_takes(offices: Offices, line: BudgetLine) -> None:
    waiting = make_submitted_line(offices)
    for here, there in ((line, waiting), (waiting, line)):
        with pytest.raises(Refused) as refused:
            propose(offices, here, there)
        assert refused.value.verdict.code == "line_state"
    assert not Movement.objects.exists()


def test_whoever_proposed_does_not_approve(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices)
    person = Person.objects.get(pk=offices.finance_officer.user_id)
    both = make_actor(Role.FINANCE_CHIEF, offices.treasury, person=person)
    moved = commands.propose_movement(
        offices.finance_officer, line_id=line.pk, kind="TRANSFER", amount=D("1.00"), reason="调剂。", target_id=other.pk
    )
    with pytest.raises(Refused) as refused:
        commands.approve_movement(both, movement_id=moved.pk)
    assert refused.value.verdict.code == "two_people"
    with pytest.raises(IntegrityError, match="movement_two_people"), acting("test"):
        Movement.objects.filter(pk=moved.pk).update(state="DONE", decided_by=person, decided_at=moved.created_at)
    assert given(line) == (D("1000.00"), D("1000.00"))


def test_it_is_carried_out_once(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices)
    moved = propose(offices, line, other)
    commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    with pytest.raises(Refused):
        commands.approve_movement(offices.finance_chief, movement_id=moved.pk)
    moved = Movement.objects.get(pk=moved.pk)
    with pytest.raises(IntegrityError, match="transaction_movement_once"), acting("test"):
        ledger.carry_out(offices.finance_chief, moved)
    assert given(line)[0] == D("700.00")


def test_a_refused_movement_moves_nothing(offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices)
    moved = propose(offices, line, other)
    commands.refuse_movement(offices.finance_chief, movement_id=moved.pk, reason="理由不足。")
    moved.refresh_from_db()
    assert (moved.state, moved.note, given(line)[0]) == (MovementState.REFUSED, "理由不足。", D("1000.00"))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PURCHASER_CLERK, Role.FINANCE_OFFICER)])
def test_nobody_else_proposes(role: str) -> None:
    line = make_approved_line()
    assert policies.may_propose_movement(make_actor(role, line.purchaser), line).forbidden


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FINANCE_CHIEF])
@pytest.mark.parametrize("may", [policies.may_approve_movement, policies.may_refuse_movement])
def test_nobody_else_decides(may: Any, role: str) -> None:
    line = BudgetLine(treasury_id=2)
    moved = Movement(state="PROPOSED", source=line, proposed_by_id=1)
    actor = make_actor(role)
    assert may(actor, moved).forbidden


def test_others_see_no_movement_and_another_treasury_decides_none(offices: Offices, line: BudgetLine) -> None:
    moved = propose(offices, line, make_approved_line(offices))
    stranger = make_offices()
    with pytest.raises(OutOfScope):
        commands.approve_movement(stranger.clerk, movement_id=moved.pk)
    with pytest.raises(Forbidden):
        commands.approve_movement(stranger.finance_chief, movement_id=moved.pk)
    assert given(line)[0] == D("1000.00")


def test_it_goes_its_way_by_forms_and_every_entry_opens(client: Client, offices: Offices, line: BudgetLine) -> None:
    other = make_approved_line(offices, title="另一笔经费")
    enter(client, offices.clerk)
    where = reverse("funds:transfer", args=[line.no])
    assert other.no in text(client.get(where))
    for name in ("carry_over", "give_back"):
        assert client.get(reverse(f"funds:{name}", args=[line.no])).status_code == 200
    facts = {"target": other.pk, "amount": "300.00", "reason": "年中调剂。"}
    assert client.post(where, facts | {"amount": "2000"}).status_code == 422
    assert client.post(where, facts).status_code == 303
    moved = Movement.objects.get()
    assert enter(client, offices.clerk).get(reverse("funds:approve_movement", args=[moved.pk])).status_code == 403
    enter(client, offices.finance_chief)
    assert client.get(reverse("funds:refuse_movement", args=[moved.pk])).status_code == 200
    assert client.post(reverse("funds:approve_movement", args=[moved.pk]), {"note": "同意。"}).status_code == 303
    page = text(client.get(moved.get_absolute_url()))
    assert all(word in page for word in (line.no, other.no, "¥300.00", "年中调剂。", "同意。"))
    book = text(client.get(reverse("funds:book", args=[line.no])))
    assert "调出" in book and other.no in book
    for entry in Transaction.objects.filter(line=line):
        page = text(client.get(entry.get_absolute_url()))
        assert "借方" in page and "贷方" in page
    assert "调整后" in text(client.get(line.get_absolute_url()))
    assert moved.reason in text(client.get(reverse("funds:movements")))
    assert enter(client, make_offices().clerk).get(moved.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 40])
def test_the_book_needs_the_same_few_queries_however_long(
    client: Client, offices: Offices, line: BudgetLine, django_assert_max_num_queries: Any, count: int
) -> None:
    for _n in range(count):
        with acting("test"):
            ledger.appropriate(offices.finance_chief, line, amount=D("1.00"), supplement=True)
    enter(client, offices.clerk)
    for name in ("book", "line"):
        with django_assert_max_num_queries(10):
            assert client.get(reverse(f"funds:{name}", args=[line.no])).status_code == 200
