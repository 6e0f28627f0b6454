"""Contracts in the states the rooms above need, each led there by the acts from the needs survey on.

The calendar is that of the story: notice 03-03, opening 03-24, award 03-30 and 03-31, signed 04-02, service from 04-15.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bailu.award import commands as awarding
from bailu.award import queries as awards
from bailu.award.models import Award
from bailu.contracts import claims, commands, drafting
from bailu.contracts.models import Claim, Contract
from bailu.funds import commands as treasury
from bailu.funds.models import PaymentOrder
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.law import params
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import queries as plans
from tests.award.factories import head_of, holder, make_reported, make_reviewing, officer_of
from tests.factories import make_actor
from tests.procurement.factories import make_opened_procedure

REVIEW = clock.local(2015, 3, 24, 14)
DECIDED = clock.local(2015, 3, 30, 10)
PUBLISHED = clock.local(2015, 3, 31, 10)
DRAFTED = clock.local(2015, 4, 1, 9)
SIGNED = clock.local(2015, 4, 2, 15)
TERM_FROM, TERM_TO = dt.date(2015, 4, 15), dt.date(2016, 4, 14)
STARTED = clock.local(2015, 4, 15, 8)


@dataclass
class Parties:
    """A contract with the people of both parties around it."""

    award: Award
    contract: Contract
    clerk: Actor
    head: Actor
    provider_head: Actor
    provider_clerk: Actor

    def refresh(self) -> Contract:
        self.contract = Contract.objects.select_related("purchaser", "provider").get(pk=self.contract.pk)
        return self.contract

    @property
    def no(self) -> str:
        return self.award.project_no


def draft_facts(award: Award, **changes: Any) -> dict[str, Any]:
    """What the form would hand over: the suggested wording."""
    project = plans.project(award.project_no)
    shares = drafting.default_shares(params.regime(award.procedure.regime_on or clock.today()))
    terms = drafting.suggested_terms(project, plans.targets(project.no), drafting.instalments(award.amount, shares))
    return (
        {
            "project_no": award.project_no,
            "term_from": TERM_FROM,
            "term_to": TERM_TO,
            "amount": award.amount,
            "shares": shares,
        }
        | terms
        | changes
    )


def make_award(**more: Any) -> Award:
    """Decided for and published, by the whole way from the needs survey."""
    with clock.at(REVIEW):
        committee = make_reported(make_reviewing(make_opened_procedure(**more).procedure))
    procedure, first = committee.procedure, awards.ranked(committee)[0]
    with clock.at(DECIDED):
        awarding.decide(head_of(procedure), procedure_id=procedure.pk, bid_id=first.bid_id)
    with clock.at(PUBLISHED):
        return awarding.publish_award(officer_of(procedure), procedure_id=procedure.pk)


def parties_of(award: Award) -> tuple[Actor, Actor, Actor, Actor]:
    purchaser, provider = award.procedure.purchaser, Organisation.objects.get(pk=award.provider_id)
    clerk, head = make_actor(Role.PURCHASER_CLERK, purchaser), holder(Role.PURCHASER_HEAD, purchaser)
    return clerk, head, holder(Role.PROVIDER_HEAD, provider), make_actor(Role.PROVIDER_CLERK, provider)


def make_draft_contract(award: Award | None = None, **changes: Any) -> Parties:
    award = award or make_award()
    clerk, head, provider_head, provider_clerk = parties_of(award)
    with clock.at(DRAFTED):
        contract = commands.draft_contract(clerk, **draft_facts(award, **changes))
    return Parties(award, contract, clerk, head, provider_head, provider_clerk)


def make_offered_contract(award: Award | None = None, **changes: Any) -> Parties:
    """Signed by the purchaser, waiting for the provider."""
    made = make_draft_contract(award, **changes)
    with clock.at(DRAFTED + dt.timedelta(hours=2)):
        commands.sign_for_purchaser(made.head, contract_id=made.contract.pk)
    made.refresh()
    return made


def make_signed_contract(award: Award | None = None, *, at: dt.datetime = SIGNED, **changes: Any) -> Parties:
    """Signed by both on 2015-04-02: the first instalment is open."""
    made = make_offered_contract(award, **changes)
    with clock.at(at):
        commands.sign_for_provider(made.provider_head, contract_id=made.contract.pk)
    made.refresh()
    return made


def make_in_service(award: Award | None = None, **changes: Any) -> Parties:
    """The service runs since 2015-04-15."""
    made = make_signed_contract(award, **changes)
    with clock.at(STARTED):
        commands.start_service(made.provider_head, contract_id=made.contract.pk, on=TERM_FROM)
    made.refresh()
    return made


def make_claim(made: Parties, no: int = 1, **changes: Any) -> Claim:
    facts: dict[str, Any] = {"contract_id": made.contract.pk, "no": no, "invoice_no": "00123456"}
    return claims.submit_claim(made.provider_clerk, **(facts | changes))


def make_approved_claim(made: Parties, no: int = 1, **changes: Any) -> Claim:
    claim = make_claim(made, no, **changes)
    return claims.approve_claim(made.head, claim_id=claim.pk, opinion="同意支付")


def pay_order(order_id: int) -> None:
    """Checked and paid by two people of the treasury the money lies with."""
    keeper = PaymentOrder.objects.select_related("encumbrance__line__treasury").get(pk=order_id).encumbrance.line.treasury
    treasury.check_payment(holder(Role.FINANCE_OFFICER, keeper), order_id=order_id)
    treasury.pay(holder(Role.FINANCE_CHIEF, keeper), order_id=order_id)


def pay(claim: Claim) -> Claim:
    """The treasury checks and pays the order of an approved claim."""
    assert claim.order_id is not None
    pay_order(claim.order_id)
    return Claim.objects.select_related("contract", "milestone").get(pk=claim.pk)


def make_paid_claim(made: Parties, no: int = 1) -> Claim:
    return pay(make_approved_claim(made, no))
