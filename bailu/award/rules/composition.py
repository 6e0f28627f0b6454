"""How many sit, who of them are experts, and who may not sit at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from bailu.award.enums import AvoidKind, CommitteeKind
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse
from bailu.law.params import Param

AVOIDANCE = "IR2015:9"
Regime = Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Seats:
    """A committee as it would sit. Budget in yuan, of which the size asked depends."""

    kind: str
    experts: int
    representatives: int
    budget: Decimal = Decimal(0)

    @property
    def size(self) -> int:
        return self.experts + self.representatives


@dataclass(frozen=True, slots=True)
class Pool:
    """What is known of the people who could sit: who is tied to which bidder, who serves the purchaser or its agency,
    who runs the procedure or will decide it, who may speak for the purchaser. Before the opening nobody knows the bidders."""

    tied: Mapping[int, int] = field(default_factory=dict)
    own_staff: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    clerks: frozenset[int] = frozenset()


def least(seats: Seats, regime: Regime) -> Param:
    """The parameter that sets the smallest size."""
    if seats.kind == CommitteeKind.CONSULTATION:
        return _for_size(seats, regime, "procurement.open_tender_threshold", "award.group_min_large", "award.group_min")
    return _for_size(seats, regime, "award.large_amount", "award.committee_min_large", "award.committee_min")


def _for_size(seats: Seats, regime: Regime, limit: str, large: str, ordinary: str) -> Param:
    amount = regime[limit]
    reached = not amount.off and not regime[large].off and seats.budget >= amount.amount
    return regime[large if reached else ordinary]


def composed(seats: Seats, regime: Regime) -> Verdict:
    """Odd, not too small, two thirds experts."""
    return all_of(_odd(seats, regime), _large_enough(seats, regime), _expert_share(seats, regime))


def _odd(seats: Seats, regime: Regime) -> Verdict:
    if seats.size % 2:
        return ALLOWED
    reason = _("评审成员应为单数，现在是%(size)d人（专家%(experts)d人，采购人代表%(representatives)d人）。")
    words = {"size": seats.size, "experts": seats.experts, "representatives": seats.representatives}
    return refuse(reason % words, least(seats, regime).clause, code="even")


def _large_enough(seats: Seats, regime: Regime) -> Verdict:
    asked = least(seats, regime)
    if asked.off or seats.size >= asked.number:
        return ALLOWED
    name = CommitteeKind(seats.kind).label
    words = {"name": name, "least": asked.number, "size": seats.size}
    return refuse(_("%(name)s应有%(least)d人以上，现在是%(size)d人。") % words, asked.clause, code="small")


def _expert_share(seats: Seats, regime: Regime) -> Verdict:
    share = regime["award.expert_share"]
    if share.off or Fraction(seats.experts, seats.size) >= share.share:
        return ALLOWED
    words = {"experts": seats.experts, "size": seats.size}
    return refuse(_("专家不得少于成员总数的三分之二，现在是%(size)d人中的%(experts)d人。") % words, share.clause, code="experts")


def avoids(person_id: int, pool: Pool, *, expert: bool) -> AvoidKind | None:
    """Why the person may not sit, if so. A purchaser's own people sit only as its representatives."""
    if person_id in pool.tied:
        return AvoidKind.TIE
    if person_id in pool.officers:
        return AvoidKind.OFFICER
    if expert and person_id in pool.own_staff:
        return AvoidKind.OWN_STAFF
    return None


def avoided(candidates: Iterable[int], pool: Pool) -> dict[int, AvoidKind]:
    """Every candidate for an expert's seat who must stand aside, with the reason."""
    return {person: kind for person in candidates if (kind := avoids(person, pool, expert=True)) is not None}


def may_sit(name: str, person_id: int, pool: Pool, *, expert: bool) -> Verdict:
    """One person who is to sit or sits already; asked again when the review begins, for bids came after the drawing."""
    kind = avoids(person_id, pool, expert=expert)
    if kind is None:
        return ALLOWED
    clause = AVOIDANCE if kind == AvoidKind.TIE else "RB:2.6"
    return refuse(_("%(name)s应当回避：%(reason)s。") % {"name": name, "reason": kind.label}, clause, code="avoid")


def represents(name: str, person_id: int, pool: Pool) -> Verdict:
    """A representative is a clerk of the purchaser who neither runs the procedure nor decides."""
    if person_id in pool.clerks:
        return may_sit(name, person_id, pool, expert=False)
    return refuse(_("%(name)s不是采购人的经办人员，不能作采购人代表。") % {"name": name}, "RB:2.6", code="representative")
