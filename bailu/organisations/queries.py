"""The read side: who is there, who may take part, who is tied to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law import params
from bailu.organisations import rules
from bailu.organisations.enums import ConditionKind, Decision, OrganisationState
from bailu.organisations.models import CITY, Affiliation, Condition, Membership, Organisation, Person, TrackRecord
from bailu.organisations.roles import Role


def get(actor: Actor, organisation_id: int) -> Organisation:
    """Raises OutOfScope."""
    found = Organisation.objects.visible_to(actor).select_related("division", "parent").filter(pk=organisation_id).first()
    if found is None:
        raise OutOfScope
    return found


def organisations(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(actor).select_related("division")


def lock(actor: Actor, organisation_id: int) -> Organisation:
    """The organisation in scope, held until the act ends. Raises OutOfScope."""
    found = Organisation.objects.visible_to(actor).select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise OutOfScope
    return found


def person(actor: Actor, person_id: int) -> Person:
    """Raises OutOfScope."""
    found = Person.objects.all().visible_to(actor).filter(pk=person_id).first()
    if found is None:
        raise OutOfScope
    return found


def membership(actor: Actor, membership_id: int) -> Membership:
    """Raises OutOfScope."""
    rows = Membership.objects.visible_to(actor).select_related("organisation", "person")
    found = rows.filter(pk=membership_id).first()
    if found is None:
        raise OutOfScope
    return found


def own_tie(actor: Actor, affiliation_id: int) -> Affiliation:
    """Raises OutOfScope: ties are ended by the person alone."""
    found = Affiliation.objects.select_related("organisation").filter(pk=affiliation_id, person_id=actor.user_id or 0).first()
    if found is None:
        raise OutOfScope
    return found


def lock_membership(actor: Actor, membership_id: int) -> Membership:
    """Raises OutOfScope."""
    found = (
        Membership.objects.visible_to(actor)
        .select_related("organisation", "person")
        .select_for_update(of=("self",))
        .filter(pk=membership_id)
        .first()
    )
    if found is None:
        raise OutOfScope
    return found


def lock_person(actor: Actor, person_id: int) -> Person:
    """Raises OutOfScope."""
    found = Person.objects.filter(pk=person(actor, person_id).pk).select_for_update().first()
    if found is None:
        raise OutOfScope
    return found


def sessions(actor: Actor) -> list[UserSession]:
    """Where this person is signed in now, the newest first."""
    alive = Session.objects.filter(expire_date__gt=Now()).values("session_key")
    return list(UserSession.objects.filter(user_id=actor.user_id, session_key__in=alive).order_by("-created_at"))


def roles_of(person_id: int, on: dt.date | None = None) -> frozenset[str]:
    """Every role the person holds on the day, over all organisations, with those agreed for later."""
    day = on or clock.today()
    held = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), person_id=person_id)
    return frozenset(held.values_list("role", flat=True))


def accepted_conditions(organisation_id: int, on: dt.date) -> tuple[rules.ConditionFacts, ...]:
    """The newest accepted evidence of each condition as it was known on the day."""
    rows = Condition.objects.filter(provider_id=organisation_id, decision=Decision.ACCEPTED, decided_on__lte=on).order_by("kind", "-pk")
    return tuple(rules.ConditionFacts(c.kind, c.valid_until) for c in rows.distinct("kind"))


def qualifications_over(on: dt.date | None = None) -> list[int]:
    """Providers whose qualification has run out and is not yet entered as expired: the tick's work."""
    rows = Organisation.objects.filter(state=OrganisationState.QUALIFIED, valid_to__lt=on or clock.today())
    return list(rows.values_list("pk", flat=True).order_by("pk"))


def bureau_for(provider: Organisation) -> int | None:
    """The civil affairs bureau that decides on a provider: the district's if somebody sits there, else the city's (clause 5.1)."""
    seated = Membership.objects.open_on(clock.today()).filter(role=Role.BUREAU_CLERK).select_related("organisation")
    seats = {m.organisation.division_id: m.organisation_id for m in seated.order_by("-organisation_id")}
    return seats.get(provider.division_id[:6], seats.get(CITY))


def conditions_url(organisation_id: int) -> str:
    """Where everybody sees which condition is missing, and the provider finds the way to mend it."""
    return reverse("organisations:page", args=[organisation_id]) + "#conditions"


def provider_facts(organisation: Organisation, conditions: tuple[rules.ConditionFacts, ...], on: dt.date) -> rules.ProviderFacts:
    return rules.ProviderFacts(
        kind=organisation.kind,
        state=organisation.state,
        standing=organisation.standing_on(on),
        on=on,
        standing_reason=organisation.standing_reason,
        standing_until=organisation.standing_until,
        conditions=conditions,
        fix=conditions_url(organisation.pk),
    )


def eligibility(organisation_id: int, on: dt.date | None = None) -> Verdict:
    """May this organisation serve as a provider on the day? Asked at bid, at award and at signing (clause 3.2)."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        return refuse(_("名录中没有这个机构。"), rules.PROVIDER_CLAUSE, code="unknown")
    day = on or clock.today()
    return rules.eligible_provider(provider_facts(organisation, accepted_conditions(organisation_id, day), day))


def eligibility_of(organisation: Organisation, lines: Iterable[ConditionLine]) -> Verdict:
    """The same for a page that has read the conditions already."""
    accepted = tuple(rules.ConditionFacts(line.kind, line.accepted.valid_until) for line in lines if line.accepted)
    return rules.eligible_provider(provider_facts(organisation, accepted, clock.today()))


def purchaser_eligibility(organisation_id: int, on: dt.date | None = None) -> Verdict:
    """May this organisation open a purchase on the day (clause 3.1)?"""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        return refuse(_("名录中没有这个机构。"), rules.PURCHASER_CLAUSE, code="unknown")
    return purchaser_eligibility_of(organisation, on)


def purchaser_eligibility_of(organisation: Organisation, on: dt.date | None = None) -> Verdict:
    facts = rules.PurchaserFacts(
        kind=organisation.kind,
        standing=organisation.standing_on(on or clock.today()),
        establishment_evidence=organisation.establishment_evidence,
        fix=reverse("organisations:page", args=[organisation.pk]) + "#facts",
    )
    return rules.eligible_purchaser(facts)


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One of the six conditions as a page shows it."""

    kind: ConditionKind
    accepted: Condition | None
    newest: Condition | None
    on: dt.date

    @property
    def holds(self) -> bool:
        return self.accepted is not None and (self.accepted.valid_until is None or self.accepted.valid_until >= self.on)

    @property
    def ended(self) -> bool:
        return self.accepted is not None and not self.holds

    @property
    def note(self) -> str:
        """Where the condition stands, in a line."""
        if self.pending:
            return _("材料待审核")
        if self.returned and not self.holds:
            return _("已退回：%(note)s") % {"note": self.returned.note}
        if self.holds:
            end = self.accepted.valid_until if self.accepted else None
            return _("已通过，有效期至%(date)s") % {"date": end.isoformat()} if end else _("已通过，长期有效")
        return _("已到期，须重新提交") if self.ended else _("尚未提交")

    @property
    def tone(self) -> str:
        return "ok" if self.holds else "now" if self.pending else "stop" if self.ended or self.returned else "warn"

    @property
    def pending(self) -> Condition | None:
        return self.newest if self.newest is not None and self.newest.decision == Decision.PENDING else None

    @property
    def returned(self) -> Condition | None:
        return self.newest if self.newest is not None and self.newest.decision == Decision.RETURNED else None


def condition_lines(organisation_id: int, on: dt.date | None = None) -> list[ConditionLine]:
    """All six in the order of the clause, with what counts and what is newest. One query."""
    rows = list(Condition.objects.filter(provider_id=organisation_id).select_related("attachment__file").order_by("-pk"))
    lines = []
    for kind in ConditionKind:
        of_kind = [c for c in rows if c.kind == kind]
        accepted = next((c for c in of_kind if c.decision == Decision.ACCEPTED), None)
        lines.append(ConditionLine(kind, accepted, of_kind[0] if of_kind else None, on or clock.today()))
    return lines


def track_record(organisation_id: int) -> list[TrackRecord]:
    """Newest first (clause 3.7)."""
    return list(TrackRecord.objects.filter(provider_id=organisation_id))


def tied_people(person_ids: Iterable[int], organisation_ids: Iterable[int], on: dt.date | None = None) -> dict[int, set[int]]:
    """person -> organisations to which the person is tied, now or within the years of avoidance (IR2015:9).

    A role held in an organisation is a tie like any other. Two queries.
    """
    day = on or clock.today()
    years = params.get("avoidance.years", on=day).number
    people, bodies = list(person_ids), list(organisation_ids)
    found: dict[int, set[int]] = {}
    for model in (Affiliation, Membership):
        rows = model._default_manager.filter(person_id__in=people, organisation_id__in=bodies)
        for person_id, organisation_id, since, until in rows.values_list("person_id", "organisation_id", "since", "until"):
            if rules.tied(since, until, on=day, years=years):
                found.setdefault(person_id, set()).add(organisation_id)
    return found


def tied(person_id: int, organisation_id: int, on: dt.date | None = None) -> bool:
    """Must this person keep away from a matter of this organisation?"""
    return organisation_id in tied_people([person_id], [organisation_id], on).get(person_id, set())


def stays_out(actor: Actor, organisation_ids: Iterable[int]) -> Verdict:
    """Whoever belongs, or belonged within the years of avoidance, to a side of the matter keeps out of it (IR2015:9): so no change of
    roles lets one person act on both sides. Two queries: ask it last."""
    if actor.user_id is None or not tied_people([actor.user_id], organisation_ids).get(actor.user_id):
        return ALLOWED
    return refuse(_("您与本事项的承接主体有任职等利害关系，应当回避，请由本单位其他负责人办理。"), "IR2015:9", code="tied")


def members(organisation_id: int, on: dt.date | None = None) -> list[Membership]:
    """Who holds which role in the organisation on the day, by name."""
    held = Membership.objects.filter(organisation_id=organisation_id).open_on(on or clock.today())
    return list(held.select_related("person").order_by("person__username", "role"))


def holders(role: str, organisation_id: int | None = None, on: dt.date | None = None) -> list[Person]:
    """The people who hold a role, in one organisation or anywhere."""
    held = Membership.objects.filter(role=role).open_on(on or clock.today())
    if organisation_id is not None:
        held = held.filter(organisation_id=organisation_id)
    return list(Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("username"))
