"""Drawing the committee, standing aside, beginning the review."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.audit.models import Stream
from bailu.award import policies, queries, tasks
from bailu.award.commands.seating import (
    ask_member,
    avoid_the_tied,
    catch_up,
    fill_seat,
    may_represent,
    seat_avoided,
    seat_experts,
    seat_representatives,
    sound,
    stand_aside,
)
from bailu.award.enums import AvoidKind, MemberKind, MemberState
from bailu.award.models import Committee
from bailu.award.rules import composition, drawing
from bailu.award.rules.composition import Seats
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import refuse, require
from bailu.procurement import progress as procedures
from bailu.procurement.models import Procedure


@act
def draw_committee(
    actor: Actor, *, procedure_id: int, experts: int, entropy: str, representatives: Sequence[int] = (), field: str = ""
) -> Committee:
    """Draw ``experts`` from the pool by lot and seat the purchaser's representatives (person ids); once per procedure.

    The lots follow from a text anyone can hash again (``drawing.seed_text``). Refused when the committee would be even, too small
    or short of experts (IR2015:39 with ML18:45 or PL2014:38), when a representative may not sit, when the pool does not suffice.
    """
    procedure = queries.lock_procedure(actor, procedure_id)
    require(policies.may_draw(actor, procedure))
    require(drawing.has_entropy(entropy))
    kind = queries.kind_of(procedure)
    require(composition.composed(Seats(kind, experts, len(set(representatives)), procedure.budget_amount), procedure.regime))
    found = queries.candidates(field)
    people = [profile.person_id for profile in found]
    pool = queries.pool(procedure, [*people, *representatives])
    require(may_represent(representatives, pool))
    text = drawing.seed_text(procedure.number, clock.today(), entropy, _head(procedure.project_no))
    seed = drawing.seed_of(text)
    avoided = composition.avoided(people, pool)
    drawn = drawing.draw(seed, people, avoided.keys() | set(representatives), experts)
    require(drawing.suffices(drawn, experts))
    committee = _committee(actor, procedure, experts, field, {"text": text, "seed": seed, "pool": sorted(people)})
    seat_experts(committee, drawn, found)
    seat_avoided(committee, drawing.passed_over(seed, people, avoided, drawn), avoided, pool, found)
    seat_representatives(committee, representatives)
    record(
        actor,
        "award.drawn",
        committee,
        basis="IR2015:39",
        data={"seed_text": text, "seed": seed, "pool": len(people), "experts": experts, "representatives": len(set(representatives))},
    )
    ask(actor, tasks.CONFIRM, committee)
    return committee


@act
def replace_member(actor: Actor, *, committee_id: int, member_id: int, reason: str, representative: int | None = None) -> Committee:
    """Somebody cannot come: for an expert the next in the order of the lots, for a representative another clerk of the purchaser."""
    committee = queries.lock(actor, committee_id)
    require(policies.may_replace(actor, committee))
    member = committee.members.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise OutOfScope(f"award.Member:{member_id}")
    if not reason.strip():
        require(refuse(_("更换成员须写明原因。"), "IR2015:39", code="reason"))
    pool = queries.pool(committee.procedure, [representative] if representative else [])
    if member.kind == MemberKind.PURCHASER:
        require(may_represent([representative] if representative else [], pool, wanted=1))
    if member.sits:
        stand_aside(member, AvoidKind.ABSENT, reason.strip())
    if member.kind == MemberKind.PURCHASER:
        seat_representatives(committee, [representative] if representative else [])
    else:
        require(drawing.suffices([m.pk for m in fill_seat(committee)], 1))
    catch_up(actor, committee)
    record(actor, "award.member_replaced", committee, basis="IR2015:39", data={"kind": member.kind})
    return committee


@act
def confirm_committee(actor: Actor, *, committee_id: int) -> Committee:
    """After the opening: whoever is tied to a bidder stands aside, the next by lot takes the seat, and the committee stands (IR2015:9).

    Refused when it would not be composed as the law asks, or a representative is tied.
    """
    committee = queries.lock(actor, committee_id)
    require(policies.may_confirm(actor, committee))
    replaced = avoid_the_tied(committee)
    require(sound(committee))
    for member in committee.members.filter(state=MemberState.DRAWN):
        member.move("confirm")
        member.save(update_fields=["state"])
    committee.move("confirm")
    committee.confirmed_at = clock.now()
    committee.save(update_fields=["state", "confirmed_at"])
    settle(actor, tasks.CONFIRM, committee)
    record(actor, "award.committee_confirmed", committee, basis="IR2015:39", data={"replaced": replaced})
    return committee


@act
def begin_review(actor: Actor, *, committee_id: int) -> Committee:
    """Begin the review: odd, large enough, two thirds experts, nobody tied to a bidder; each member is asked to declare."""
    committee = queries.lock(actor, committee_id)
    require(policies.may_begin(actor, committee))
    require(sound(committee))
    committee.move("begin")
    committee.begun_at = clock.now()
    committee.save(update_fields=["state", "begun_at"])
    procedures.move(actor, committee.procedure_id, "begin_review")
    for member in committee.members.sitting().select_related("person"):
        ask_member(actor, committee, member, tasks.DECLARE)
    record(
        actor,
        "award.review_begun",
        committee,
        basis="IR2015:39",
        data={"members": queries.seats(committee).size},
    )
    return committee


def _head(stream: str) -> str:
    """The last hash of the purchase's chain of acts, sealed daily and checkable by anyone."""
    return Stream.objects.filter(pk=stream).values_list("head", flat=True).first() or ""


def _committee(actor: Actor, procedure: Procedure, experts: int, field: str, draw: dict[str, object]) -> Committee:
    return Committee.objects.create(
        procedure=procedure,
        project_no=procedure.project_no,
        title=procedure.title,
        kind=queries.kind_of(procedure),
        regime_on=procedure.regime_on or clock.today(),
        budget=procedure.budget_amount,
        purchaser_id=procedure.purchaser_id,
        office_id=procedure.handler_id,
        experts=experts,
        field=field,
        draw=draw,
        drawn_by_id=policies.person(actor),
        drawn_at=clock.now(),
    )
