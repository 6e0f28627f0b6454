"""Who proposes does not approve (RULEBOOK 8.2): by the roles of the tables, by the pairs no person may hold, and by the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bailu.award import policies as award
from bailu.award.models import Committee
from bailu.contracts import lifecycle as contracts_lifecycle
from bailu.contracts import policies as contracts
from bailu.contracts.enums import ContractState
from bailu.contracts.models import Contract
from bailu.evaluation import rules as evaluation
from bailu.funds import policies as funds
from bailu.funds.enums import LineState, OrderState
from bailu.funds.lifecycle import BUDGET_LINE, PAYMENT_ORDER
from bailu.funds.models import BudgetLine, Encumbrance, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.organisations.rules import no_conflict
from bailu.planning import policies as planning
from bailu.planning.enums import AdmissionState, NeedState, ProjectState
from bailu.planning.lifecycle import NEED, PROJECT
from bailu.planning.models import AdmittedPopulation, Need, Project
from bailu.procurement import rules as procurement
from bailu.procurement.lifecycle import PROCEDURE

SOMEBODY = 7
HOUSE = 1
EVERY_ROLE = Actor(SOMEBODY, "身兼数职", organisation_id=HOUSE, roles=frozenset(map(str, Role)), county="350200")

#: What is done, who proposes it, who approves it.
STEPS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("a budget line", BUDGET_LINE.moves["submit"].roles, BUDGET_LINE.moves["approve"].roles),
    ("a payment", PAYMENT_ORDER.moves["check"].roles, PAYMENT_ORDER.moves["pay"].roles),
    ("a need", NEED.moves["survey"].roles, NEED.moves["assess"].roles),
    ("a project's budget", PROJECT.moves["submit"].roles, PROJECT.moves["budget"].roles),
    ("a declaration", PROJECT.moves["declare"].roles, PROJECT.moves["accept"].roles),
    ("a method", PROCEDURE.moves["request_approval"].roles, PROCEDURE.moves["approve_method"].roles),
    ("an award", PROCEDURE.moves["publish"].roles, (Role.PURCHASER_HEAD,)),
    ("a contract's text", contracts.PURCHASING, contracts_lifecycle.CONTRACT.moves["offer"].roles),
    ("a contract's offer", contracts_lifecycle.CONTRACT.moves["offer"].roles, contracts_lifecycle.CONTRACT.moves["sign"].roles),
    ("a claim", tuple(PROVIDER_ROLES), contracts_lifecycle.CLAIM.moves["approve"].roles),
    ("a claim's payment", contracts_lifecycle.CLAIM.moves["approve"].roles, PAYMENT_ORDER.moves["check"].roles),
]


@pytest.mark.parametrize(("what", "proposing", "approving"), STEPS, ids=[step[0] for step in STEPS])
def test_no_role_both_proposes_and_approves(what: str, proposing: tuple[str, ...], approving: tuple[str, ...]) -> None:
    assert proposing and approving
    assert set(map(str, proposing)) & set(map(str, approving)) == set()


@pytest.mark.parametrize(
    "what", ["a budget line", "a project's budget", "a method", "a contract's offer", "a claim", "a claim's payment"]
)  # fmt: skip
def test_no_person_may_hold_the_roles_of_both_sides(what: str) -> None:
    """Where buyer, treasury and provider meet, the two roles are refused to one person whatever the organisations."""
    _what, proposing, approving = next(step for step in STEPS if step[0] == what)
    allowed = [(one, two) for one in proposing for two in approving if no_conflict(two, [one]).allowed]
    assert allowed == []


def _order(**who: int) -> PaymentOrder:
    line = BudgetLine(treasury_id=HOUSE)
    return PaymentOrder(encumbrance=Encumbrance(line=line), state=OrderState.CHECKED, **who)


#: The same act by the same person, who holds every role: refused for the person; by another one: not for that reason.
BY_PERSON: list[tuple[str, Callable[[int], Verdict], str]] = [
    (
        "approves the budget line he proposed",
        lambda who: funds.may_approve_line(
            EVERY_ROLE, BudgetLine(state=LineState.SUBMITTED, treasury_id=HOUSE, purchaser_id=HOUSE, proposed_by_id=who)
        ),
        "two_people",
    ),
    ("pays what he checked", lambda who: funds.may_pay(EVERY_ROLE, _order(checked_by_id=who, requested_by_id=9)), "two_people"),
    ("pays what he asked for", lambda who: funds.may_pay(EVERY_ROLE, _order(checked_by_id=9, requested_by_id=who)), "two_people"),
    (
        "assesses the need he entered",
        lambda who: planning.may_assess(EVERY_ROLE, Need(state=NeedState.SURVEYED, purchaser_id=HOUSE, created_by_id=who)),
        "two_people",
    ),
    (
        "admits the group he asked for",
        lambda who: planning.may_decide_population(EVERY_ROLE, AdmittedPopulation(state=AdmissionState.REQUESTED, requested_by_id=who)),
        "two_people",
    ),
    (
        "approves the budget of the project he made",
        lambda who: planning.may_approve_budget(
            EVERY_ROLE, Project(state=ProjectState.SUBMITTED, purchaser_id=HOUSE, created_by_id=who, county="350200")
        ),
        "two_people",
    ),
    (
        "accepts the declaration of the project he made",
        lambda who: planning.may_accept_declaration(
            EVERY_ROLE, Project(state=ProjectState.DECLARED, purchaser_id=HOUSE, created_by_id=who, county="350200")
        ),
        "two_people",
    ),
    ("confirms the opening he began", lambda who: procurement.two_openers(who, SOMEBODY), "same_person"),
    (
        "signs the contract he drafted",
        lambda who: contracts.may_offer(EVERY_ROLE, Contract(state=ContractState.DRAFT, purchaser_id=HOUSE, drafted_by_id=who)),
        "separation",
    ),
    ("accepts what he contracted", lambda who: evaluation.other_person(SOMEBODY, [who]), "separation"),
]


@pytest.mark.parametrize(("what", "asked", "code"), BY_PERSON, ids=[row[0] for row in BY_PERSON])
def test_nobody_approves_what_he_proposed_himself_whatever_his_roles(what: str, asked: Callable[[int], Verdict], code: str) -> None:
    verdict = asked(SOMEBODY)
    assert (verdict.allowed, verdict.code) == (False, code)
    assert asked(SOMEBODY + 1).allowed


@pytest.mark.django_db
def test_whoever_drew_the_committee_does_not_decide() -> None:
    committee = Committee(pk=1, purchaser_id=HOUSE, drawn_by_id=SOMEBODY)
    assert award.decides(EVERY_ROLE, committee).code == "two_people"
    assert award.decides(EVERY_ROLE, Committee(pk=1, purchaser_id=HOUSE, drawn_by_id=SOMEBODY + 1)).allowed
