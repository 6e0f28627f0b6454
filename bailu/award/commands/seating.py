"""What the acts on a committee are made of: taking a seat, standing aside, catching up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from bailu.award import queries, tasks
from bailu.award.enums import AvoidKind, MemberKind, MemberState
from bailu.award.models import Committee, ExpertProfile, Member
from bailu.award.rules import composition, drawing
from bailu.award.rules.composition import Pool
from bailu.inbox.commands import ask
from bailu.inbox.kinds import Kind
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.verdict import Verdict, first_refusal, refuse, require
from bailu.organisations.models import Person
from bailu.organisations.roles import Role


@step
def stand_aside(member: Member, kind: str, note: str = "", organisation_id: int | None = None) -> None:
    member.move("avoid")
    member.avoid_kind, member.avoid_note, member.avoid_with_id = kind, note, organisation_id
    member.save(update_fields=["state", "avoid_kind", "avoid_note", "avoid_with"])


@step
def fill_seat(committee: Committee) -> list[Member]:
    """The next by lot who has not been drawn yet and need not stand aside; those passed over are written down. Empty: no one left."""
    people: list[int] = committee.draw["pool"]
    seen = set(committee.members.values_list("person_id", flat=True))
    pool = queries.pool(committee.procedure, people)
    avoided = composition.avoided(people, pool)
    open_now = {profile.person_id for profile in queries.candidates(committee.field)}
    ordered = drawing.order(committee.draw["seed"], people)
    drawn = [p for p in ordered if p not in seen and p not in avoided and p in open_now][:1]
    found = list(ExpertProfile.objects.filter(person_id__in=people).select_related("person").order_by("pk"))
    last = ordered.index(drawn[0]) if drawn else len(ordered)
    seat_avoided(committee, [p for p in ordered[:last] if p in avoided and p not in seen], avoided, pool, found)
    return seat_experts(committee, drawn, found)


@step
def avoid_the_tied(committee: Committee) -> int:
    """Experts tied to a bidder leave their seats to the next by lot, who is looked at in the same way."""
    replaced = 0
    pool = queries.pool(committee.procedure, committee.members.sitting().values_list("person_id", flat=True))
    for member in committee.members.sitting().filter(kind=MemberKind.EXPERT):
        kind = composition.avoids(member.person_id, pool, expert=True)
        if kind is not None:
            stand_aside(member, kind, organisation_id=pool.tied.get(member.person_id))
            require(drawing.suffices([m.pk for m in fill_seat(committee)], 1))
            replaced += 1
    return replaced


@step
def catch_up(actor: Actor, committee: Committee) -> None:
    if committee.confirmed_at is None:
        return
    for member in committee.members.filter(state=MemberState.DRAWN):
        member.move("confirm")
        member.save(update_fields=["state"])
        if committee.begun_at is not None:
            ask_member(actor, committee, member, tasks.DECLARE)


@step
def ask_member(actor: Actor, committee: Committee, member: Member, kind: Kind) -> None:
    """Put a task on one member's desk and nobody else's."""
    role = Role.EXPERT if member.kind == MemberKind.EXPERT else Role.PURCHASER_CLERK
    ask(actor, kind, committee, ref=str(member.pk), role=role, organisation_id=member.desk_id, person_id=member.person_id)


def sound(committee: Committee) -> Verdict:
    sitting = list(committee.members.sitting().select_related("person"))
    pool = queries.pool(committee.procedure, [m.person_id for m in sitting])
    ties = (composition.may_sit(m.person.name, m.person_id, pool, expert=m.kind == MemberKind.EXPERT) for m in sitting)
    return first_refusal([composition.composed(queries.seats(committee), queries.law_of(committee)), *ties])


def may_represent(person_ids: Iterable[int], pool: Pool, wanted: int = 0) -> Verdict:
    named = Person.objects.in_bulk(list(person_ids))
    if len(named) < wanted:
        return refuse(_("请指定另一名采购人代表。"), "RB:2.6", code="representative")
    return first_refusal(composition.represents(person.name, pk, pool) for pk, person in named.items())


@step
def seat_experts(committee: Committee, people: Sequence[int], found: Iterable[ExpertProfile]) -> list[Member]:
    employers = {profile.person_id: profile.employer for profile in found}
    desks = queries.desks(people)
    order = drawing.order(committee.draw["seed"], committee.draw["pool"])
    return [
        Member.objects.create(
            committee=committee,
            person_id=person,
            kind=MemberKind.EXPERT,
            position=order.index(person) + 1,
            desk_id=desks[person],
            employer=employers[person],
        )
        for person in people
    ]


@step
def seat_avoided(
    committee: Committee, people: Sequence[int], kinds: Mapping[int, AvoidKind], pool: Pool, found: Iterable[ExpertProfile]
) -> None:
    employers = {profile.person_id: profile.employer for profile in found}
    desks = queries.desks(people)
    order = drawing.order(committee.draw["seed"], committee.draw["pool"])
    for person in people:
        Member.objects.create(
            committee=committee,
            person_id=person,
            kind=MemberKind.EXPERT,
            position=order.index(person) + 1,
            desk_id=desks.get(person, committee.office_id),
            employer=employers[person],
            state=MemberState.AVOIDED,
            avoid_kind=kinds[person],
            avoid_with_id=pool.tied.get(person),
        )


@step
def seat_representatives(committee: Committee, people: Iterable[int]) -> None:
    for number, person in enumerate(dict.fromkeys(people), 1 + committee.members.filter(kind=MemberKind.PURCHASER).count()):
        Member.objects.create(
            committee=committee,
            person_id=person,
            kind=MemberKind.PURCHASER,
            position=number,
            desk_id=committee.purchaser_id,
            employer=committee.purchaser.name,
        )
