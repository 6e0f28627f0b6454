"""Procedures in every state upper rooms need, each led there by the acts.

The calendar is that of a tender of March 2015: notice 03-03, deadline and opening 03-24 09:30.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.organisations.roles import Role
from bailu.procurement import commands
from bailu.procurement.enums import Method
from bailu.procurement.models import Bid, Procedure
from tests.factories import make_actor, make_organisation, make_provider
from tests.procurement.accepted import make_accepted_project

NOTICE = clock.local(2015, 3, 3, 9)
DEADLINE = clock.local(2015, 3, 24, 9, 30)
PRICES = (Decimal("508000.00"), Decimal("500000.00"), Decimal("495000.00"), Decimal("470000.00"))

CRITERIA: list[dict[str, Any]] = [
    {"code": "PRICE", "title": "价格", "max": "10", "kind": "PRICE"},
    {"code": "PLAN", "title": "服务方案", "max": "45", "kind": "PLAN", "standard": "优36-45分，良24-35分，一般0-23分"},
    {"code": "TEAM", "title": "项目团队", "max": "30", "kind": "TEAM", "standard": "每名持证社会工作者5分，最多30分"},
    {"code": "RECORD", "title": "以往绩效评价", "max": "15", "kind": "TRACK_RECORD", "standard": "优秀15分，良好10分，合格5分"},
]
CONDITIONS = ["具有独立承担民事责任的能力", "具备政府购买社会工作服务承接主体的六项条件"]
_names = itertools.count(1)


@dataclass
class Buying:
    """A procedure with the people around it."""

    procedure: Procedure
    clerk: Actor
    officer: Actor
    head: Actor
    bidders: list[Actor] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)

    def refresh(self) -> Procedure:
        self.procedure = Procedure.objects.select_related("purchaser", "agency", "project").get(pk=self.procedure.pk)
        return self.procedure

    @property
    def no(self) -> str:
        return self.procedure.project_no


def city_treasury() -> Organisation:
    found = Organisation.objects.filter(function=OrganisationFunction.FINANCE, division_id=CITY).first()
    return found or make_organisation(function=OrganisationFunction.FINANCE, name="测试市财政局")


def make_chief() -> Actor:
    """The chief of the city's treasury."""
    return make_actor(Role.FINANCE_CHIEF, city_treasury())


def make_bidder(name: str = "", organisation: Organisation | None = None) -> Actor:
    """Somebody who may bid for a qualified provider."""
    return make_actor(Role.PROVIDER_HEAD, organisation or make_provider(name))


def make_started(*, amount: Decimal = Decimal("508000.00"), method: str = "", project: Any = None, agency_id: int | None = None) -> Buying:
    """A procedure in preparation, of an accepted project."""
    project = project or make_accepted_project(amount=amount)
    purchaser = project.purchaser
    clerk, officer, head = (make_actor(role, purchaser) for role in (Role.PURCHASER_CLERK, Role.PROCUREMENT_OFFICER, Role.PURCHASER_HEAD))
    procedure = commands.start_procedure(clerk, project_no=project.no, method=method, agency_id=agency_id)
    return Buying(procedure, clerk, officer, head)


def set_documents(buying: Buying, **more: Any) -> Procedure:
    facts: dict[str, Any] = {
        "price_weight": Decimal(10),
        "criteria": CRITERIA,
        "conditions": CONDITIONS,
        "demand": "为300名孤寡空巢老人提供陪伴与邻里支持，十二个月。",
    }
    return commands.set_documents(buying.officer, procedure_id=buying.procedure.pk, **(facts | more))


def make_prepared(**more: Any) -> Buying:
    """Documents set, ready for the notice."""
    buying = make_started(**more)
    set_documents(buying)
    buying.refresh()
    return buying


def make_published(*, at: dt.datetime = NOTICE, deadline: dt.datetime = DEADLINE, approved: bool = True, **more: Any) -> Buying:
    """A notice out, bidding open. Consultation at the threshold is approved first."""
    with clock.at(at):
        buying = make_prepared(**more)
        if approved and buying.procedure.method == Method.CONSULTATION and buying.procedure.recommended == Method.OPEN_TENDER:
            approve(buying)
        commands.publish_notice(
            buying.officer,
            procedure_id=buying.procedure.pk,
            deadline=deadline,
            documents_until=min(at.date() + dt.timedelta(days=9), deadline.date()),
        )
    buying.refresh()
    return buying


def approve(buying: Buying) -> None:
    city_treasury()
    commands.request_method_approval(buying.officer, procedure_id=buying.procedure.pk, reason="服务内容须与承接主体磋商确定")
    commands.approve_method(make_chief(), procedure_id=buying.procedure.pk, opinion="同意")
    buying.refresh()


def submit(buying: Buying, bidder: Actor, price: Decimal = Decimal("508000.00"), **more: Any) -> Bid:
    facts: dict[str, Any] = {
        "plan": f"陪伴方案{next(_names)}",
        "staff": [{"name": "社工甲", "title": "社会工作师", "share": "100"}],
        "hours": Decimal(4800),
        "commitments": "每月走访每位老人两次",
    }
    return commands.submit_bid(bidder, procedure_id=buying.procedure.pk, price=price, **(facts | more))


def make_bidding(*, prices: Sequence[Decimal] = PRICES, before: dt.timedelta = dt.timedelta(days=1), **more: Any) -> Buying:
    """Sealed bids of as many providers as prices."""
    buying = make_published(**more)
    assert buying.procedure.deadline is not None
    with clock.at(buying.procedure.deadline - before):
        for price in prices:
            bidder = make_bidder()
            buying.bidders.append(bidder)
            buying.bids.append(submit(buying, bidder, price))
    return buying


def make_closed(**more: Any) -> Buying:
    """The deadline has passed."""
    buying = make_bidding(**more)
    assert buying.procedure.opens_at is not None
    with clock.at(buying.procedure.opens_at):
        commands.close_due()
    buying.refresh()
    return buying


def make_opened_procedure(**more: Any) -> Buying:
    """Bids opened by two people at the opening time: what a committee reviews."""
    buying = make_closed(**more)
    assert buying.procedure.opens_at is not None
    with clock.at(buying.procedure.opens_at):
        commands.begin_opening(buying.officer, procedure_id=buying.procedure.pk)
    with clock.at(buying.procedure.opens_at + dt.timedelta(minutes=5)):
        commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk)
    buying.refresh()
    buying.bids = list(Bid.objects.filter(procedure=buying.procedure).select_related("provider"))
    return buying
