"""Who may make which move from which state: the whole matrix, written down a second time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from bailu.funds import policies
from bailu.funds.enums import LineState as L
from bailu.funds.enums import OrderState as O
from bailu.funds.models import BudgetLine, Encumbrance, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.kernel.verdict import Verdict
from bailu.organisations.roles import Role
from tests.funds.factories import make_approved_line, make_line

LINE_MOVES: dict[str, tuple[Callable[[Actor, BudgetLine], Verdict], set[str], set[str]]] = {
    "submit": (policies.may_submit_line, {L.DRAFT, L.RETURNED}, {Role.PURCHASER_CLERK}),
    "revise": (policies.may_revise_line, {L.DRAFT, L.RETURNED}, {Role.PURCHASER_CLERK}),
    "approve": (policies.may_approve_line, {L.SUBMITTED}, {Role.FINANCE_CHIEF}),
    "return": (policies.may_return_line, {L.SUBMITTED}, {Role.FINANCE_CHIEF}),
    "supplement": (policies.may_supplement_line, {L.APPROVED}, {Role.FINANCE_CHIEF}),
    "close": (policies.may_close_line, {L.APPROVED}, {Role.FINANCE_CHIEF}),
}
ORDER_MOVES: dict[str, tuple[Callable[[Actor, PaymentOrder], Verdict], set[str], set[str]]] = {
    "check": (policies.may_check_payment, {O.REQUESTED}, {Role.FINANCE_OFFICER}),
    "pay": (policies.may_pay, {O.CHECKED}, {Role.FINANCE_CHIEF}),
    "reject": (policies.may_reject_payment, {O.REQUESTED, O.CHECKED}, {Role.FINANCE_OFFICER, Role.FINANCE_CHIEF}),
}
PURCHASER, TREASURY = 1, 2


def actor(role: str, organisation: int, user: int = 99) -> Actor:
    return Actor(user_id=user, name="某人", organisation_id=organisation, roles=frozenset({role}))


def at_home(role: str) -> int:
    return TREASURY if role in (Role.FINANCE_CHIEF, Role.FINANCE_OFFICER) else PURCHASER


@pytest.mark.parametrize("move", LINE_MOVES)
def test_only_the_listed_roles_move_a_line_from_the_listed_states(move: str) -> None:
    may, states, roles = LINE_MOVES[move]
    allowed = set()
    for state in L:
        line = BudgetLine(state=state, purchaser_id=PURCHASER, treasury_id=TREASURY, proposed_by_id=1)
        allowed |= {(state, role) for role in Role if may(actor(role, at_home(role)), line).allowed}
    assert allowed == {(state, role) for state in states for role in roles}


@pytest.mark.parametrize("move", LINE_MOVES)
def test_no_role_moves_a_line_of_another_organisation(move: str) -> None:
    may, states, _roles = LINE_MOVES[move]
    line = BudgetLine(state=min(states), purchaser_id=PURCHASER, treasury_id=TREASURY, proposed_by_id=1)
    answers = [may(actor(role, 3), line) for role in Role]
    assert all(answer.forbidden for answer in answers)


@pytest.mark.parametrize("move", ORDER_MOVES)
def test_only_the_listed_roles_move_an_order_from_the_listed_states(move: str) -> None:
    may, states, roles = ORDER_MOVES[move]
    allowed = set()
    line = BudgetLine(purchaser_id=PURCHASER, treasury_id=TREASURY)
    for state in O:
        order = PaymentOrder(state=state, encumbrance=Encumbrance(line=line), requested_by_id=1, checked_by_id=2)
        allowed |= {(state, role) for role in Role if may(actor(role, at_home(role)), order).allowed}
    assert allowed == {(state, role) for state in states for role in roles}


def test_whoever_proposed_a_line_decides_nothing_on_it() -> None:
    line = BudgetLine(state=L.SUBMITTED, purchaser_id=TREASURY, treasury_id=TREASURY, proposed_by_id=99)
    for may in (policies.may_approve_line, policies.may_return_line):
        verdict = may(actor(Role.FINANCE_CHIEF, TREASURY), line)
        assert (verdict.allowed, verdict.code) == (False, "two_people")


def test_whoever_checked_or_asked_does_not_pay() -> None:
    held = Encumbrance(line=BudgetLine(purchaser_id=PURCHASER, treasury_id=TREASURY))
    chief = actor(Role.FINANCE_CHIEF, TREASURY)
    for people in ({"requested_by_id": 1, "checked_by_id": 99}, {"requested_by_id": 99, "checked_by_id": 2}):
        verdict = policies.may_pay(chief, PaymentOrder(state=O.CHECKED, encumbrance=held, **people))
        assert (verdict.allowed, verdict.code) == (False, "two_people")


@pytest.mark.django_db
def test_the_database_refuses_a_move_outside_an_act_and_a_move_that_is_not_listed() -> None:
    line = make_line()
    with pytest.raises(IntegrityError, match="only within an act"), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(state=L.SUBMITTED)
    with pytest.raises(IntegrityError, match="does not lead to"), acting("test"):
        BudgetLine.objects.filter(pk=line.pk).update(state=L.CLOSED)


@pytest.mark.django_db
def test_the_database_refuses_a_line_approved_by_its_proposer() -> None:
    line = make_approved_line()
    with pytest.raises(IntegrityError, match="budget_line_two_people"), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(approved_by_id=line.proposed_by_id)
