"""Who is answered what at the addresses of this room, and the procedures they are about; walked by ``test_matrix``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.organisations.roles import Role as R
from bailu.procurement import commands
from bailu.procurement.enums import Method
from tests.factories import make_actor, make_provider, make_purchaser
from tests.permission_matrix import Page, only, signed_in
from tests.procurement import factories as make
from tests.procurement.accepted import make_accepted_project, treasury

NOW = clock.local(2015, 3, 24, 10)
BUYERS = (R.PURCHASER_CLERK, R.PROCUREMENT_OFFICER)
WATCHERS = (R.FINANCE_OFFICER, R.FINANCE_CHIEF, R.BUREAU_CLERK, R.OFFICE_CLERK, R.AUDITOR)
INSIDE = (*BUYERS, R.PURCHASER_HEAD, *WATCHERS)
BIDDERS = (R.PROVIDER_HEAD, R.PROVIDER_CLERK)


def inside(*roles: str, **subject: str) -> Page:
    """Not published yet: 404 for outsiders, 403 for insiders without the right."""
    return Page(frozenset(roles), others=404, also=dict.fromkeys(map(str, set(INSIDE) - set(roles)), 403), subject=subject)


ROWS: dict[str, Page] = {
    "procurement:register": signed_in(),
    "procurement:opportunities": signed_in(),
    "procurement:own_bids": only(*PROVIDER_ROLES),
    "procurement:start": inside(*BUYERS, no="ready_no"),
    "procurement:procedure": inside(*INSIDE, pk="draft_id"),
    "procurement:method": inside(*BUYERS, pk="draft_id"),
    "procurement:documents": inside(*BUYERS, pk="draft_id"),
    "procurement:plan": inside(*BUYERS, pk="draft_id"),
    "procurement:publish": inside(R.PROCUREMENT_OFFICER, pk="draft_id"),
    "procurement:cancel": inside(*BUYERS, pk="draft_id"),
    "procurement:request_approval": inside(*BUYERS, pk="unapproved_id"),
    "procurement:approve_method": inside(R.FINANCE_CHIEF, pk="awaiting_id"),
    "procurement:refuse_method": inside(R.FINANCE_CHIEF, pk="awaiting_id"),
    "procurement:clarify": only(R.PROCUREMENT_OFFICER, pk="published_id"),
    "procurement:ask": only(*BIDDERS, pk="published_id"),
    "procurement:bid": only(*BIDDERS, pk="published_id"),
    "procurement:answer_enquiry": only(R.PROCUREMENT_OFFICER, pk="enquiry_id"),
    "procurement:receipt": only(*PROVIDER_ROLES, others=404, receipt="receipt"),
    "procurement:withdraw": Page(frozenset(BIDDERS), others=404, also={R.SOCIAL_WORKER: 403}, subject={"receipt": "receipt"}),
    "procurement:begin_opening": only(*BUYERS, R.PURCHASER_HEAD, pk="closed_id"),
    "procurement:confirm_opening": only(*BUYERS, R.PURCHASER_HEAD, pk="opening_id"),
    "procurement:fail": only(R.PROCUREMENT_OFFICER, pk="closed_id"),
    "procurement:bid_page": Page(
        frozenset({R.PROCUREMENT_OFFICER, R.PURCHASER_HEAD, R.AUDITOR, *PROVIDER_ROLES}),
        others=404,
        also=dict.fromkeys((R.PURCHASER_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "bid_id"},
    ),
    "procurement:bid_file": Page(
        frozenset({R.PROCUREMENT_OFFICER, R.PURCHASER_HEAD, R.AUDITOR, *PROVIDER_ROLES}),
        others=404,
        also=dict.fromkeys((R.PURCHASER_CLERK, R.FINANCE_OFFICER, R.FINANCE_CHIEF), 403),
        subject={"pk": "bid_id", "file": "file_id"},
    ),
}


@dataclass
class Scene:
    """One person of every role around one purchaser and one provider, and a procedure in every state a page needs."""

    people: dict[str, Person]
    ready_no: str = ""
    draft_id: int = 0
    unapproved_id: int = 0
    awaiting_id: int = 0
    published_id: int = 0
    closed_id: int = 0
    opening_id: int = 0
    enquiry_id: int = 0
    bid_id: int = 0
    file_id: int = 0
    receipt: str = ""


def build() -> Scene:
    with clock.at(make.NOTICE):
        purchaser, provider = make_purchaser(), make_provider()
        homes: dict[str, Organisation] = dict.fromkeys((*BUYERS, R.PURCHASER_HEAD), purchaser) | dict.fromkeys(PROVIDER_ROLES, provider)
        homes |= dict.fromkeys((R.FINANCE_OFFICER, R.FINANCE_CHIEF), treasury())
        actors: dict[str, Actor] = {str(role): make_actor(role, homes.get(role)) for role in Role}
        scene = Scene({role: Person.objects.get(pk=actor.user_id) for role, actor in actors.items()})
        scene.ready_no = make_accepted_project(purchaser=purchaser).no
        scene.draft_id = make.make_prepared(project=make_accepted_project(purchaser=purchaser)).procedure.pk
        unapproved = [make.make_started(project=make_accepted_project(purchaser=purchaser), method=Method.CONSULTATION) for _n in range(2)]
        scene.unapproved_id, scene.awaiting_id = (each.procedure.pk for each in unapproved)
        commands.request_method_approval(unapproved[1].officer, procedure_id=scene.awaiting_id, reason="须磋商")
    bidder = actors[R.PROVIDER_HEAD]
    later = clock.local(2015, 3, 31, 9, 30)
    published = _published(purchaser, deadline=later)
    scene.published_id = published.procedure.pk
    with clock.at(make.DEADLINE - dt.timedelta(hours=1)):
        scene.enquiry_id = commands.ask_enquiry(bidder, procedure_id=scene.published_id, question="能否使用礼堂？").pk
        scene.receipt = make.submit(published, bidder).receipt
    scene.closed_id = _closed(purchaser, bidder).procedure.pk
    opening = _closed(purchaser, bidder)
    scene.opening_id = opening.procedure.pk
    opened = _closed(purchaser, bidder)
    with clock.at(NOW):
        other = make_actor(R.PURCHASER_CLERK, purchaser)
        commands.begin_opening(other, procedure_id=scene.opening_id)
        commands.begin_opening(other, procedure_id=opened.procedure.pk)
        commands.confirm_opening(opened.officer, procedure_id=opened.procedure.pk)
    bid = opened.procedure.bids.get(provider_id=provider.pk)
    scene.bid_id, scene.file_id = bid.pk, bid.attachments.get().pk
    return scene


def _published(purchaser: Organisation, **more: Any) -> make.Buying:
    with clock.at(make.NOTICE):
        project = make_accepted_project(purchaser=purchaser, amount=Decimal("508000.00"))
    return make.make_published(project=project, **more)


def _closed(purchaser: Organisation, bidder: Actor) -> make.Buying:
    buying = _published(purchaser)
    with clock.at(make.DEADLINE - dt.timedelta(hours=1)):
        make.submit(buying, bidder, attachments=[("方案.pdf", "application/pdf", b"%PDF")])
        for _n in range(2):
            make.submit(buying, make.make_bidder())
    with clock.at(make.DEADLINE):
        commands.close_due()
    return buying
