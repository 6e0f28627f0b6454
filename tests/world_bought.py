"""The purchases of the permission matrix: one that is served and evaluated, and one each in preparation, in bidding, in review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bailu.award import commands as awarding
from bailu.award import queries as awards
from bailu.award.models import Award, Committee, Member
from bailu.documents.enums import DocumentKind
from bailu.documents.jobs import render
from bailu.documents.models import Document
from bailu.evaluation import commands as evaluating
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations import actors
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.procurement import commands as procuring
from bailu.procurement.models import Bid, BidAttachment, Enquiry, Procedure
from tests.award.factories import head_of, make_experts, make_reported, make_reviewing, officer_of
from tests.contracts.factories import DECIDED, PUBLISHED, REVIEW, Parties, make_claim, make_in_service
from tests.delivery.factories import assign, make_serving, record
from tests.evaluation.factories import ENGAGED, MID, Evaluating, self_report
from tests.procurement.accepted import make_accepted_project
from tests.procurement.factories import Buying, make_bidder, make_prepared, make_published, submit

#: When the matrix is walked: the mid-term evaluation of the first purchase is being scored, the others are being bought.
NOW = clock.local(2015, 10, 20, 10)
SHEET = [("方案.pdf", "application/pdf", b"%PDF-1.4 plan")]


@dataclass
class Bought:
    """Subjects of the rows of procurement and after."""

    served_no: str = ""
    bidding_no: str = ""
    prepared: int = 0
    bidding: int = 0
    reviewing: int = 0
    served: int = 0
    enquiry: int = 0
    receipt: str = ""
    own_bid: int = 0
    own_bid_file: int = 0
    bid_in_review: int = 0
    review_file: int = 0
    seat: int = 0
    expert_profile: int = 0
    contract: int = 0
    claim: int = 0
    claimed_no: int = 1
    client: int = 0
    assignment: int = 0
    record_key: str = ""
    mid: int = 0
    final: int = 0
    card: str = ""
    contract_paper: int = 0
    notice_paper: int = 0
    report_paper: int = 0
    form: str = "pdf"


def buy(people: Mapping[str, Person], purchaser: Organisation, provider: Organisation, evaluators: Organisation) -> Bought:
    bought = Bought()
    hands = _Hands(people, purchaser, provider, evaluators)
    with clock.at(clock.local(2015, 3, 2, 11)):
        projects = [make_accepted_project(purchaser=purchaser, title=f"项目{n}") for n in range(4)]
    _experts(bought, hands)
    served = _opened(hands, projects[0], dt.date(2015, 3, 3), dt.datetime(2015, 3, 24, 9, 30, tzinfo=clock.ZONE))
    _served(bought, hands, served)
    reviewed = _opened(hands, projects[1], dt.date(2015, 9, 21), dt.datetime(2015, 10, 19, 9, 30, tzinfo=clock.ZONE))
    with clock.at(NOW - dt.timedelta(hours=2)):
        _in_review(bought, reviewed)
        bought.prepared = make_prepared(project=projects[2]).procedure.pk
    _bidding(bought, hands, projects[3])
    return bought


@dataclass(frozen=True)
class _Hands:
    people: Mapping[str, Person]
    purchaser: Organisation
    provider: Organisation
    evaluators: Organisation

    def of(self, role: str, organisation: Organisation) -> Actor:
        return actors.of_person(self.people[role], organisation.pk).actor

    @property
    def bidder(self) -> Actor:
        return self.of(Role.PROVIDER_HEAD, self.provider)


def _experts(bought: Bought, hands: _Hands) -> None:
    """Four in the pool: all are drawn, among them the expert of the matrix."""
    make_experts(3)
    bought.expert_profile = awarding.admit_expert(
        hands.of(Role.FINANCE_OFFICER, Organisation.objects.get(memberships__person=hands.people[Role.FINANCE_OFFICER])),
        person_id=hands.people[Role.EXPERT].pk,
        field="SOCIAL_WORK",
        title="教授",
        employer="厦门大学",
    ).pk


def _opened(hands: _Hands, project: Any, notice: dt.date, deadline: dt.datetime) -> Procedure:
    """Three bids, the first the provider's with a file, opened."""
    buying = make_published(project=project, at=clock.at_day(notice, 9, 0), deadline=deadline)
    with clock.at(deadline - dt.timedelta(days=1)):
        submit(buying, hands.bidder, Decimal("470000"), attachments=SHEET)
        for price in ("500000", "505000"):
            submit(buying, make_bidder(), Decimal(price))
    with clock.at(deadline):
        procuring.close_due()
        procuring.begin_opening(buying.officer, procedure_id=buying.procedure.pk)
    with clock.at(deadline + dt.timedelta(minutes=5)):
        procuring.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk)
    return buying.refresh()


def _in_review(bought: Bought, procedure: Procedure) -> None:
    """Every member has declared; nobody has scored."""
    committee = make_reviewing(procedure, pool=0)
    bid = Bid.objects.filter(procedure=procedure).order_by("pk")[0]
    bought.reviewing, bought.bid_in_review = procedure.pk, bid.pk
    bought.review_file = BidAttachment.objects.get(bid__procedure=procedure).pk
    bought.seat = Member.objects.filter(committee=committee, kind="EXPERT")[0].pk


def _award(procedure: Procedure) -> Award:
    with clock.at(REVIEW):
        committee: Committee = make_reported(make_reviewing(procedure, pool=0))
    with clock.at(DECIDED):
        awarding.decide(head_of(procedure), procedure_id=procedure.pk, bid_id=awards.ranked(committee)[0].bid_id)
    with clock.at(PUBLISHED):
        return awarding.publish_award(officer_of(procedure), procedure_id=procedure.pk)


def _served(bought: Bought, hands: _Hands, procedure: Procedure) -> None:
    """In service, the first instalment claimed, the mid-term evaluation reported and answered."""
    award = _award(procedure)
    parties = make_in_service(award)
    serving = make_serving(parties)
    bought.assignment = assign(parties, hands.of(Role.SOCIAL_WORKER, hands.provider), share=50).pk
    visit = record(serving)
    own = Bid.objects.get(procedure=procedure, provider=hands.provider)
    bought.served, bought.served_no, bought.contract = procedure.pk, procedure.project_no, parties.contract.pk
    bought.own_bid, bought.own_bid_file = own.pk, BidAttachment.objects.get(bid=own).pk
    bought.client, bought.record_key = serving.clients[0].pk, str(visit.client_key)
    with clock.at(ENGAGED):
        bought.claim = make_claim(parties).pk
        evaluator = hands.of(Role.EVALUATOR, hands.evaluators)
        engagement = evaluating.engage_evaluator(
            parties.clerk, contract_id=parties.contract.pk, evaluator_id=hands.evaluators.pk, reason="询价后择优委托"
        )
    made = Evaluating(serving, engagement, evaluator)
    with clock.at(MID):
        self_report(made)
        evaluating.issue_cards(evaluator, evaluation_id=made.mid.pk, number=1)
    bought.mid, bought.final = made.mid.pk, made.final.pk
    bought.card = made.mid.cards.get(answered=False).code
    _papers(bought, parties)


def _papers(bought: Bought, parties: Parties) -> None:
    found = {paper.kind: paper.pk for paper in Document.objects.filter(project_no=parties.no)}
    bought.contract_paper = found[DocumentKind.CONTRACT]
    bought.notice_paper = found[DocumentKind.PROCUREMENT_NOTICE]
    bought.report_paper = found[DocumentKind.REVIEW_REPORT]
    render(bought.contract_paper)


def _bidding(bought: Bought, hands: _Hands, project: Any) -> None:
    """Bids lie sealed, a question is asked."""
    deadline = dt.datetime(2015, 11, 10, 9, 30, tzinfo=clock.ZONE)
    buying: Buying = make_published(project=project, at=clock.local(2015, 10, 12, 9), deadline=deadline)
    with clock.at(NOW - dt.timedelta(hours=3)):
        sealed = submit(buying, hands.bidder)
        question: Enquiry = procuring.ask_enquiry(make_bidder(), procedure_id=buying.procedure.pk, question="场地由谁提供？")
    bought.bidding, bought.bidding_no = buying.procedure.pk, buying.no
    bought.receipt, bought.enquiry = sealed.receipt, question.pk
