"""What the rules ask about a procedure, and what a page says about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.kernel import clock, days
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.kernel.words import Words
from bailu.law import params
from bailu.organisations.enums import AffiliationKind, OrganisationFunction, OrganisationKind
from bailu.organisations.models import CITY, Affiliation, Membership, Organisation
from bailu.organisations.roles import Role
from bailu.planning import queries as planning
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project
from bailu.procurement import moments, rules, sealing
from bailu.procurement.enums import BidState, Method, ProcedureState
from bailu.procurement.models import Bid, Procedure
from bailu.ui import addresses


def ready_to_procure(project: Project) -> Verdict:
    """An approved budget and an accepted declaration come first (PL2014:6, XM2015:4.1)."""
    if project.state == ProjectState.ACCEPTED:
        return ALLOWED
    words = {"state": ProjectState(project.state).label}
    before_budget = (ProjectState.DRAFT, ProjectState.SUBMITTED, ProjectState.RETURNED)
    if project.state in before_budget:
        reason, clause = _("项目的预算尚未批准（现为“%(state)s”），不得采购。"), "PL2014:6"
    elif project.state in (ProjectState.BUDGETED, ProjectState.DECLARED):
        reason, clause = _("项目的申报尚未受理（现为“%(state)s”），不得采购。"), "XM2015:4.1"
    else:
        reason, clause = _("项目的状态是“%(state)s”，不能启动采购。"), "PL2014:6"
    return refuse(reason % words, clause, fix=addresses.purchase(project.no), fix_label=_("查看项目"), code="project")


def advice(procedure: Procedure) -> rules.Recommendation:
    """The recommendation of the day the procedure was started, in the reader's language."""
    return rules.recommend(procedure.budget_amount, params.regime(procedure.begun_on))


def agency(agency_id: int | None) -> Organisation | None:
    """The procurement agency charged with the purchase. Raises OutOfScope."""
    if agency_id is None:
        return None
    found = Organisation.objects.filter(pk=agency_id, kind=OrganisationKind.PROCUREMENT_AGENCY).first()
    if found is None:
        raise OutOfScope(f"organisations.Organisation:{agency_id}")
    return found


def city_treasury() -> Organisation:
    """The finance department of the city: the one that may approve another method (PL2014:27). Raises OutOfScope."""
    found = Organisation.objects.filter(function=OrganisationFunction.FINANCE, division_id=CITY).order_by("pk").first()
    if found is None:
        raise OutOfScope("finance department of the city")
    return found


def like_purchases(procedure: Procedure) -> list[Decimal]:
    """Budgets of this year's other purchases for the same need by the same purchaser, by consultation without approval (IR2015:28)."""
    alike = [project.no for project in planning.same_need(procedure.project)]
    rows = Procedure.objects.live().filter(project_no__in=alike, method=Method.CONSULTATION, method_approved_at__isnull=True)
    return list(rows.values_list("budget_amount", flat=True))


def last_place(procedure: Procedure) -> str:
    """Where the purchaser opened last time; nothing when it opens on the net or never did."""
    before = Procedure.objects.filter(purchaser_id=procedure.purchaser_id).exclude(place="").exclude(pk=procedure.pk)
    return before.order_by("-pk").values_list("place", flat=True).first() or ""


def deadline_of(procedure: Procedure) -> dt.datetime:
    """The deadline in local time; without one there is nothing to close. Raises OutOfScope."""
    if procedure.deadline is None:
        raise OutOfScope(f"{procedure.number} has no deadline")
    return moments.local(procedure.deadline)


def lateness(procedure: Procedure) -> Verdict:
    """Refused when a bid that comes now comes too late; what was never published has no deadline to miss."""
    if procedure.deadline is None or procedure.published_at is None:
        return ALLOWED
    return rules.before_deadline(clock.now(), deadline_of(procedure))


def bidding_open(procedure: Procedure) -> Verdict:
    if procedure.state == ProcedureState.PUBLISHED:
        return ALLOWED
    reason = _("现在的状态是“%(state)s”，不能投标。") % {"state": procedure.state_label}
    return refuse(reason, "ML18", code="state")


def asking_open(procedure: Procedure) -> Verdict:
    if procedure.bidding_open:
        return ALLOWED
    return refuse(_("采购文件的询问只能在公告期间、投标截止前提出。"), "IR2015:52", code="state")


def providers_of(procedure_id: int, tags: Iterable[str]) -> dict[str, int]:
    """tag -> provider, by trying every organisation in the register; for the opening, where the names are told."""
    wanted = set(tags)
    if not wanted:
        return {}
    named = sealing.tagger()
    known = Organisation.objects.providers().values_list("pk", flat=True)
    return {tag: pk for pk in known if (tag := named(procedure_id, pk)) in wanted}


def valid_bids(procedure: Procedure) -> tuple[int, list[Decimal]]:
    """How many bids still stand, and the prices read so far (none before the opening)."""
    rows = Bid.objects.filter(procedure=procedure, state__in=(BidState.SUBMITTED, BidState.OPENED))
    prices = list(rows.values_list("price", flat=True))
    return len(prices), [p for p in prices if p is not None]


def bidder_facts(provider_ids: Sequence[int]) -> dict[int, rules.BidderFacts]:
    """Heads, controllers and parents of the bidders as they are today (IR2015:18). Three queries."""
    today = clock.today()
    heads: dict[int, set[int]] = {}
    held = Membership.objects.filter(organisation_id__in=provider_ids, role=Role.PROVIDER_HEAD).open_on(today)
    for organisation_id, person_id in held.values_list("organisation_id", "person_id"):
        heads.setdefault(organisation_id, set()).add(person_id)
    owners: dict[int, set[int]] = {}
    ties = Affiliation.objects.filter(organisation_id__in=provider_ids, kind=AffiliationKind.SHAREHOLDER, since__lte=today)
    for organisation_id, person_id, until in ties.values_list("organisation_id", "person_id", "until"):
        if until is None or until >= today:
            owners.setdefault(organisation_id, set()).add(person_id)
    return {
        body.pk: rules.BidderFacts(
            body.pk, body.name, frozenset(heads.get(body.pk, ())), frozenset(owners.get(body.pk, ())), body.parent_id
        )
        for body in Organisation.objects.filter(pk__in=provider_ids)
    }


@dataclass(frozen=True, slots=True)
class Clock:
    """One date of the procedure: what, when, how it was counted, by which clause."""

    label: Words
    at: dt.date | dt.datetime | None
    counted: str = ""
    clause: str = ""
    past: bool = False


def clocks(procedure: Procedure) -> list[Clock]:
    """The calendar of a procedure, in its order, with the count in words."""
    if procedure.published_at is None or procedure.deadline is None:
        return []
    regime, published = procedure.regime, moments.day_of(procedure.published_at)
    deadline, now = deadline_of(procedure), clock.now()
    period, offer = rules.bid_period_floor(procedure.method, regime), rules.documents_floor(procedure.method, regime)
    change = rules.clarification_floor(procedure.method, regime)
    last_change = None if change.off else days.add_days(deadline.date(), -change.number, rolled=False)
    found = [
        Clock(_("公告发布"), moments.local(procedure.published_at), "", "PL2014:11", True),
        Clock(
            _("采购文件提供截止"),
            procedure.documents_until,
            days.counted(procedure.documents_from or published, procedure.documents_until, days.WORKING_DAYS)
            if procedure.documents_until
            else "",
            offer.clause,
            bool(procedure.documents_until and procedure.documents_until < now.date()),
        ),
        Clock(
            _("影响投标的澄清最迟"),
            last_change,
            "" if change.off else _("截止前%(days)s日") % {"days": change.number},
            change.clause,
            bool(last_change and last_change < now.date()),
        ),
        Clock(_("投标截止"), deadline, days.counted(published, deadline.date(), days.DAYS), period.clause, deadline <= now),
        Clock(
            _("开标"),
            moments.local(procedure.opens_at) if procedure.opens_at else None,
            "",
            "ML18",
            procedure.opened_at is not None,
        ),
    ]
    return [c for c in found if c.at is not None]


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """What the dossier shows of the procedure, each a value a reader of the purchase may know."""

    procedure_id: int
    number: str
    method: str
    method_label: str
    state: str
    state_label: str
    budget: Decimal
    ceiling: Decimal | None
    price_weight: Decimal | None
    regime_on: dt.date | None
    method_approved_at: dt.datetime | None
    published_at: dt.datetime | None
    documents_until: dt.date | None
    deadline: dt.datetime | None
    opens_at: dt.datetime | None
    opened_at: dt.datetime | None
    ended_at: dt.datetime | None
    end_reason: str
    bidders: int | None
    notice_document_id: int | None
    minutes_document_id: int | None
    clocks: tuple[Clock, ...]
    attempts: int


def facts(project_no: str) -> ProcedureFacts | None:
    """The newest procedure of a purchase; ``bidders`` is None until the opening. Two queries. None: none started yet."""
    rows = list(Procedure.objects.filter(project_no=project_no).order_by("-pk"))
    if not rows:
        return None
    p = rows[0]
    opened = Bid.objects.filter(procedure=p, state__in=(BidState.OPENED, BidState.INVALID)).count() if p.opened_at else None
    return ProcedureFacts(
        procedure_id=p.pk,
        number=p.number,
        method=p.method,
        method_label=str(Method(p.method).label),
        state=p.state,
        state_label=p.state_label,
        budget=p.budget_amount,
        ceiling=p.ceiling,
        price_weight=p.price_weight,
        regime_on=p.regime_on,
        method_approved_at=p.method_approved_at,
        published_at=p.published_at,
        documents_until=p.documents_until,
        deadline=p.deadline,
        opens_at=p.opens_at,
        opened_at=p.opened_at,
        ended_at=p.ended_at,
        end_reason=p.end_reason,
        bidders=opened,
        notice_document_id=p.notice_document_id,
        minutes_document_id=p.minutes_document_id,
        clocks=tuple(clocks(p)),
        attempts=len(rows),
    )
