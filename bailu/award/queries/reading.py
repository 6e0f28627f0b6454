"""The read side of the award."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from bailu.award.enums import CommitteeKind, MemberKind, MemberState
from bailu.award.models import Award, BidCheck, Committee, ExpertProfile, Member, Result, Score
from bailu.award.rules.composition import Pool, Seats
from bailu.award.rules.scoring import Criterion
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.law.params import Param, Regime, regime
from bailu.organisations import queries as people
from bailu.organisations.models import Membership
from bailu.organisations.roles import Role
from bailu.procurement.enums import DEAD_STATES, BidState, CriterionKind, Method
from bailu.procurement.models import Bid, Procedure


def award_of(project_no: str) -> Award | None:
    """The decision that holds for the purchase, published or not yet; no scope, for the rooms above."""
    held = Award.objects.standing().filter(project_no=project_no).exclude(procedure__state__in=DEAD_STATES)
    return held.select_related("provider").order_by("-pk").first()


# What an act works on


def lock_procedure(actor: Actor, procedure_id: int) -> Procedure:
    """Raises OutOfScope."""
    found = Procedure.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


def procedure(actor: Actor, procedure_id: int) -> Procedure:
    """Raises OutOfScope."""
    found = Procedure.objects.visible_to(actor).select_related("purchaser", "agency").filter(pk=procedure_id).first()
    if found is None:
        raise OutOfScope(f"procurement.Procedure:{procedure_id}")
    return found


def lock(actor: Actor, committee_id: int) -> Committee:
    """The committee in scope, held until the act ends. Raises OutOfScope."""
    rows = Committee.objects.visible_to(actor).select_related("procedure").select_for_update(of=("self",))
    found = rows.filter(pk=committee_id).first()
    if found is None:
        raise OutOfScope(f"award.Committee:{committee_id}")
    return found


def of_procedure(actor: Actor, procedure_id: int) -> Committee:
    """The committee of a procedure, for those who may know of it. Raises OutOfScope."""
    rows = Committee.objects.visible_to(actor).select_related("procedure", "purchaser", "office")
    found = rows.filter(procedure_id=procedure_id).first()
    if found is None:
        raise OutOfScope(f"award.Committee of {procedure_id}")
    return found


def lock_award(actor: Actor, procedure_id: int) -> Award:
    """The decision that holds for a procedure. Raises OutOfScope."""
    rows = Award.objects.visible_to(actor).standing().select_related("committee", "procedure", "provider")
    found = rows.select_for_update(of=("self",)).filter(procedure_id=procedure_id).first()
    if found is None:
        raise OutOfScope(f"award.Award of {procedure_id}")
    return found


def award_in_scope(actor: Actor, procedure_id: int) -> Award | None:
    return Award.objects.visible_to(actor).standing().select_related("provider").filter(procedure_id=procedure_id).first()


# Who may sit


def kind_of(procedure: Procedure) -> CommitteeKind:
    return CommitteeKind.TENDER if procedure.method == Method.OPEN_TENDER else CommitteeKind.CONSULTATION


def experts(actor: Actor) -> QuerySet[ExpertProfile]:
    return ExpertProfile.objects.visible_to(actor).select_related("person")


def candidates(field: str = "", on: dt.date | None = None) -> list[ExpertProfile]:
    """The pool on the day: those admitted who hold the role of an expert and can sign in."""
    day = on or clock.today()
    experts = Membership.objects.filter(role=Role.EXPERT).open_on(day).values("person_id")
    rows = ExpertProfile.objects.open_on(day).filter(person__is_active=True, person_id__in=experts)
    return list((rows.filter(field=field) if field else rows).select_related("person"))


def desks(person_ids: Iterable[int], role: str = Role.EXPERT) -> dict[int, int]:
    """person -> the organisation on whose desk the person's tasks lie."""
    held = Membership.objects.filter(person_id__in=list(person_ids), role=role).open_on(clock.today())
    return dict(held.order_by("-organisation_id").values_list("person_id", "organisation_id"))


def pool(procedure: Procedure, person_ids: Iterable[int]) -> Pool:
    """What the law asks about these people with regard to this procedure; ties only once the bidders are known."""
    wanted = list(person_ids)
    day = clock.today()
    bodies = {procedure.purchaser_id, procedure.handler_id}
    held = list(Membership.objects.filter(organisation_id__in=bodies).open_on(day).values_list("person_id", "organisation_id", "role"))
    bidders = list(Bid.objects.opened().filter(procedure=procedure).values_list("provider_id", flat=True))
    ties = people.tied_people(wanted, [b for b in bidders if b is not None], day)
    runs = (Role.PROCUREMENT_OFFICER, Role.PURCHASER_HEAD)
    clerks = {person for person, body, role in held if body == procedure.purchaser_id and role == Role.PURCHASER_CLERK}
    return Pool(
        tied={person: min(bodies_tied) for person, bodies_tied in ties.items()},
        own_staff=frozenset(person for person, _body, _role in held),
        officers=frozenset(person for person, _body, role in held if role in runs),
        clerks=frozenset(clerks),
    )


def representatives(procedure: Procedure) -> list[Membership]:
    """The purchaser's clerks who may be named as its representatives."""
    found = people.members(procedure.purchaser_id)
    barred = {m.person_id for m in found if m.role in (Role.PROCUREMENT_OFFICER, Role.PURCHASER_HEAD)}
    return [m for m in found if m.role == Role.PURCHASER_CLERK and m.person_id not in barred]


def seats(committee: Committee) -> Seats:
    kinds = list(committee.members.sitting().values_list("kind", flat=True))
    return Seats(committee.kind, kinds.count(MemberKind.EXPERT), kinds.count(MemberKind.PURCHASER), committee.budget)


def seat(committee: Committee, actor: Actor) -> Member | None:
    """The actor's own seat, if there is one."""
    if actor.user_id is None:
        return None
    return committee.members.sitting().select_related("person").filter(person_id=actor.user_id).first()


# What is judged


def law_of(committee: Committee) -> Regime:
    return regime(committee.regime_on)


def least_bids(committee: Committee) -> Param:
    """How many valid bids the review needs."""
    tender = committee.kind == CommitteeKind.TENDER
    return law_of(committee)["procurement.min_suppliers" if tender else "procurement.min_suppliers_consultation"]


def bids(committee: Committee) -> list[Bid]:
    """The opened bids that were not invalid already at the opening. No scope: only after a policy."""
    rows = Bid.objects.filter(procedure_id=committee.procedure_id, state=BidState.OPENED)
    return list(rows.select_related("provider").order_by("pk"))


def checks(committee: Committee) -> dict[int, BidCheck]:
    return {check.bid_id: check for check in committee.checks.all()}


def valid_bids(committee: Committee) -> list[Bid]:
    """Those that have passed the check."""
    passed = {bid for bid, check in checks(committee).items() if check.passed}
    return [bid for bid in bids(committee) if bid.pk in passed]


def criteria(procedure: Procedure) -> list[Criterion]:
    """What members score themselves: everything but the price."""
    rows = [c for c in procedure.criteria if c["kind"] != CriterionKind.PRICE]
    return [Criterion(c["code"], c["title"], Decimal(str(c["max"]))) for c in rows]


def points_of(member: Member) -> dict[tuple[int, str], Decimal]:
    return {(bid, code): points for bid, code, points in member.scores.values_list("bid_id", "criterion", "points")}


def prices(rows: Iterable[Bid]) -> dict[int, Decimal]:
    return {bid.pk: bid.price for bid in rows if bid.price is not None}


def small_enterprise(bid: Bid) -> bool:
    """What the bidder declared of itself in the bid."""
    return bool((bid.content or {}).get("small_enterprise"))


def sums(committee: Committee) -> dict[int, dict[int, Decimal]]:
    """bid -> member -> the sum of that member's points; only for after everybody has signed."""
    found: dict[int, dict[int, Decimal]] = {}
    rows = Score.objects.filter(member__in=committee.members.filter(state=MemberState.SIGNED))
    for bid, member, points in rows.values_list("bid_id", "member_id", "points"):
        of_bid = found.setdefault(bid, {})
        of_bid[member] = of_bid.get(member, Decimal(0)) + points
    return found


# What follows


def ranked(committee: Committee) -> list[Result]:
    return list(committee.results.select_related("provider").order_by("rank"))


def declined(procedure_id: int) -> set[int]:
    """The bids whose bidders have withdrawn after the decision."""
    rows = Award.objects.filter(procedure_id=procedure_id).exclude(pk__in=Award.objects.standing())
    return set(rows.values_list("bid_id", flat=True))
