"""Who proposes does not approve (RULEBOOK 8.2): by the roles of the tables, by the pairs no person may hold, and by the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bailu.award import policies as award
from bailu.award.models import Committee
from bailu.contracts import lifecycle as contracts_lifecycle
from bailu.contracts import policies as contracts
from bailu.contracts.enums import ClaimState, ContractState
from bailu.contracts.models import Claim, Contract
from bailu.evaluation import policies as accepting
from bailu.evaluation import rules as evaluation
from bailu.funds import policies as funds
from bailu.funds.enums import LineState, OrderState
from bailu.funds.lifecycle import BUDGET_LINE, LINE_IMPORT, MOVEMENT, PAYMENT_BATCH, PAYMENT_ORDER
from bailu.funds.models import BudgetLine, Encumbrance, PaymentOrder
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.organisations import commands
from bailu.organisations.models import Membership, Person
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.organisations.rules import no_conflict
from bailu.planning import policies as planning
from bailu.planning.enums import AdmissionState, NeedState, ProjectState
from bailu.planning.lifecycle import NEED, PROJECT
from bailu.planning.models import AdmittedPopulation, Need, Project
from bailu.procurement import rules as procurement
from bailu.procurement.lifecycle import PROCEDURE
from tests.factories import home_of, make_actor, make_provider, make_purchaser

SOMEBODY = 7
HOUSE = 1
EVERY_ROLE = Actor(SOMEBODY, "身兼数职", organisation_id=HOUSE, roles=frozenset(map(str, Role)), county="350200")

#: What is done, who proposes it, who approves it.
STEPS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("a budget line", BUDGET_LINE.moves["submit"].roles, BUDGET_LINE.moves["approve"].roles),
    ("a payment", PAYMENT_ORDER.moves["check"].roles, PAYMENT_ORDER.moves["pay"].roles),
    ("a movement of money", (Role.PURCHASER_CLERK, Role.FINANCE_OFFICER), MOVEMENT.moves["approve"].roles),
    ("a batch of payments", (Role.FINANCE_OFFICER,), PAYMENT_BATCH.moves["release"].roles),
    ("a table of appropriations", LINE_IMPORT.moves["write"].roles, LINE_IMPORT.moves["approve"].roles),
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


# By screens: no combination of memberships an administrator can give lets one person act on both sides


def _held_together() -> list[frozenset[str]]:
    """Every set of roles the rules let one person hold: grown role by role, as the screens give them."""
    found: set[frozenset[str]] = {frozenset()}
    grown = {frozenset({role}) for role in map(str, Role)}
    while grown:
        found |= grown
        grown = {held | {role} for held in grown for role in map(str, Role) if role not in held and no_conflict(role, held).allowed} - found
    return sorted(found - {frozenset()}, key=lambda held: (len(held), sorted(held)))


#: Between these, the two hands never belong to one person, whatever the organisations and whatever the person's roles.
APART = ["a budget line", "a project's budget", "a method", "a contract's offer", "a claim", "a claim's payment"]


def test_no_set_of_roles_that_can_be_given_holds_both_hands_of_a_step() -> None:
    both = {
        what: sorted(held)
        for what, proposing, approving in STEPS
        if what in APART
        for held in _held_together()
        if held & set(map(str, proposing)) and held & set(map(str, approving))
    }
    assert both == {}


def test_whoever_gives_roles_does_no_business_whatever_else_is_given() -> None:
    business = {*map(str, PROVIDER_ROLES), Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER, Role.FINANCE_OFFICER,
                Role.FINANCE_CHIEF, Role.EXPERT, Role.EVALUATOR}  # fmt: skip
    assert [sorted(held) for held in _held_together() if Role.ADMIN in held and held & business] == []


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _screen(role: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=make_actor(role).user_id), backend=BACKEND)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("first", sorted(Role))
def test_the_screen_refuses_every_second_role_that_does_not_go_with_the_first(first: str) -> None:
    """The administrator's own screen, role by role; the person holds what is allowed and nothing else afterwards."""
    admin = _screen(Role.ADMIN)
    for second in sorted(Role):
        holder = make_actor(first)
        person = Person.objects.get(pk=holder.user_id)
        house = home_of(second)
        allowed = no_conflict(second, [first]).allowed
        answer = admin.post(
            reverse("organisations:grant", args=[house.pk]), {"username": person.username, "role": second, "since": "2015-03-02"}
        )
        assert answer.status_code == (303 if allowed else 422), f"{first} + {second}"
        held = set(Membership.objects.filter(person=person).values_list("organisation_id", "role"))
        assert ((house.pk, str(second)) in held) == allowed


@pytest.mark.django_db
def test_the_screen_takes_no_role_back_in_time_or_ahead_to_get_round_it() -> None:
    """A role agreed for later counts already, and one that ends later still counts."""
    admin, clerk = _screen(Role.ADMIN), make_actor(Role.PURCHASER_CLERK)
    person = Person.objects.get(pk=clerk.user_id)
    treasury = home_of(Role.FINANCE_OFFICER)
    where = reverse("organisations:grant", args=[treasury.pk])
    for since in ("2013-01-01", "2016-01-01"):
        assert admin.post(where, {"username": person.username, "role": Role.FINANCE_OFFICER, "since": since}).status_code == 422
    membership = Membership.objects.get(person=person)
    ended = admin.post(reverse("organisations:end_membership", args=[membership.pk]), {"until": "2015-12-31", "reason": "轮岗"})
    assert ended.status_code == 303
    assert admin.post(where, {"username": person.username, "role": Role.FINANCE_OFFICER, "since": "2015-06-01"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("screen", ["grant", "invite"])
def test_nobody_gives_roles_to_himself_by_any_screen(screen: str) -> None:
    actor = make_actor(Role.ADMIN)
    admin = Person.objects.get(pk=actor.user_id)
    client = Client()
    client.force_login(admin, backend=BACKEND)
    facts = {"username": admin.username, "name": admin.name, "email": "a@example.org", "role": Role.BUREAU_CLERK, "since": "2015-03-02"}
    answer = client.post(reverse(f"organisations:{screen}", args=[actor.organisation_id]), facts)
    assert answer.status_code in {403, 422}
    assert set(Membership.objects.filter(person=admin).values_list("role", flat=True)) == {Role.ADMIN}


@pytest.mark.django_db
def test_a_head_gives_roles_in_the_own_house_alone_and_makes_no_administrators() -> None:
    head = _screen(Role.FINANCE_CHIEF)
    other = home_of(Role.FINANCE_CHIEF)
    facts = {"username": "new.person", "name": "新人", "email": "n@example.org", "role": Role.FINANCE_OFFICER}
    assert head.post(reverse("organisations:invite", args=[other.pk]), facts).status_code == 403
    assert not Person.objects.filter(username="new.person").exists()


@pytest.mark.django_db
def test_whoever_worked_for_the_provider_yesterday_does_not_decide_for_the_purchaser_today() -> None:
    """The roles were changed one after the other, each change allowed; the matter is the same."""
    provider, purchaser = make_provider(), make_purchaser()
    was = make_actor(Role.PROVIDER_HEAD, provider)
    membership = Membership.objects.get(person_id=was.user_id)
    commands.end_membership(make_actor(Role.ADMIN), membership_id=membership.pk, reason="调离")
    now = make_actor(Role.PURCHASER_HEAD, purchaser, person=Person.objects.get(pk=was.user_id))
    stranger = make_actor(Role.PURCHASER_HEAD, purchaser)
    contract = Contract(state=ContractState.DRAFT, purchaser_id=purchaser.pk, provider_id=provider.pk, drafted_by_id=9_999)
    claim = Claim(contract=contract, state=ClaimState.SUBMITTED, submitted_by_id=9_998)
    for asked in (contracts.may_offer, contracts.may_approve_claim):
        subject = contract if asked is contracts.may_offer else claim
        assert asked(now, subject).code == "tied"  # type: ignore[operator]
        assert asked(stranger, subject).allowed  # type: ignore[operator]
    served = Contract(state=ContractState.IN_SERVICE, purchaser_id=purchaser.pk, provider_id=provider.pk)
    assert accepting.may_accept(now, served).code == "tied"
    assert accepting.may_accept(stranger, served).allowed


@pytest.mark.django_db
def test_nobody_approves_the_claim_he_submitted_even_from_the_other_side() -> None:
    purchaser = make_purchaser()
    head = make_actor(Role.PURCHASER_HEAD, purchaser)
    contract = Contract(purchaser_id=purchaser.pk, provider_id=make_provider(qualified=False).pk)
    assert (
        contracts.may_approve_claim(head, Claim(contract=contract, state=ClaimState.SUBMITTED, submitted_by_id=head.user_id)).code
        == "separation"
    )
