"""Points, checks and the ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from bailu.award.enums import CommitteeKind
from bailu.award.rules.drawing import lot
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law.formulas import two_places
from bailu.law.params import Param

INDEPENDENT = "IR2015:41"
Points = Mapping[tuple[int, str], Decimal]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is scored by the members (never the price); ``most`` is what it can give."""

    code: str
    title: str
    most: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One valid bid with its points. ``price`` is what was bid, ``evaluated`` what counts after a policy deduction."""

    bid_id: int
    price: Decimal
    evaluated: Decimal
    technical: Decimal
    price_score: Decimal

    @property
    def total(self) -> Decimal:
        return self.technical + self.price_score


def within(criterion: Criterion, points: Decimal) -> Verdict:
    """From nothing to the most the documents give (IR2015:34), in hundredths."""
    if points < 0 or points > criterion.most:
        words = {"title": criterion.title, "most": f"{criterion.most.normalize():f}"}
        return refuse(_("“%(title)s”的得分应在0到%(most)s之间。") % words, "IR2015:34", code="range")
    if points != points.quantize(Decimal("0.01")):
        return refuse(_("“%(title)s”的得分最多两位小数。") % {"title": criterion.title}, "IR2015:34", code="range")
    return ALLOWED


def complete(points: Points, bids: Collection[int], criteria: Collection[Criterion]) -> Verdict:
    """Every criterion of every valid bid has its points before a member signs."""
    missing = sum(1 for bid in bids for c in criteria if (bid, c.code) not in points)
    if missing == 0:
        return ALLOWED
    return refuse(_("还有%(count)d项没有打分，打完才能签名。") % {"count": missing}, INDEPENDENT, code="incomplete")


def all_checked(bids: Collection[int], checked: Collection[int]) -> Verdict:
    """The check of qualification and compliance comes before the points."""
    left = len(set(bids) - set(checked))
    if left == 0:
        return ALLOWED
    return refuse(_("还有%(count)d份投标（响应）没有审查资格和符合性。") % {"count": left}, "PL2014:36", code="unchecked")


def all_signed(unsigned: Collection[str]) -> Verdict:
    """Nobody sees a ranking, and nobody sees another's points, before all have signed."""
    if not unsigned:
        return ALLOWED
    return refuse(_("还有成员没有签署评分：%(names)s。") % {"names": _("、").join(unsigned)}, INDEPENDENT, code="unsigned")


def enough_qualified(kind: str, valid: int, least: Param) -> Verdict:
    """Three valid bids in a tender (PL2014:36); in a consultation as many as the regime asks."""
    if least.off or valid >= least.number:
        return ALLOWED
    words = {"valid": valid, "least": least.number}
    if kind == CommitteeKind.TENDER:
        reason = _("符合条件的投标只有%(valid)d份，不足%(least)d份，应予废标。") % words
    else:
        reason = _("符合条件的响应只有%(valid)d份，不足%(least)d份，应终止磋商并公告原因。") % words
    return refuse(reason, least.clause, code="too_few")


def must_fail(kind: str, valid: int, least: Param) -> Verdict:
    """A review is broken off only for the reason the law names."""
    if not enough_qualified(kind, valid, least).allowed:
        return ALLOWED
    return refuse(_("符合条件的投标（响应）有%(valid)d份，没有达到终止评审的情形。") % {"valid": valid}, least.clause, code="enough")


def explained(low: bool, passed: bool, explanation: str, clause: str) -> Verdict:
    """An abnormally low price passes only with an explanation that the committee has accepted."""
    if not low or not passed or explanation.strip():
        return ALLOWED
    return refuse(_("报价异常低：须要求供应商说明，并写明说明为何可以接受；不能说明的判为无效。"), clause, code="low_price")


def with_reason(passed: bool, reason: str) -> Verdict:
    if passed or reason.strip():
        return ALLOWED
    return refuse(_("判为无效须写明原因。"), "PL2014:36", code="reason")


def mean(sums: Iterable[Decimal]) -> Decimal:
    """The members' sums, averaged arithmetically, two places half up; nobody's points are trimmed."""
    values = list(sums)
    return two_places(Fraction(sum(values, Decimal(0))) / len(values))


def ranking(kind: str, bids: Iterable[Standing], seed: str) -> list[Standing]:
    """Best first. Tender: total, then the lower price. Consultation: total, lower price, technical (CK214:25).
    What is still equal is decided by lot under the seed of the drawing, so that the order is one and the same for everybody."""

    def key(bid: Standing) -> tuple[Decimal, Decimal, Decimal, str, int]:
        technical = -bid.technical if kind == CommitteeKind.CONSULTATION else Decimal(0)
        return (-bid.total, bid.price, technical, lot(seed, bid.bid_id), bid.bid_id)

    return sorted(bids, key=key)
