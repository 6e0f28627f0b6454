"""What our own rulebook and the law say of a costing (RULEBOOK 4.11), and what a unit of service cost before: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel.money import yuan
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.kernel.words import Words
from bailu.law import rules as law
from bailu.law.params import Param, Regime
from bailu.law.wording import valued
from bailu.planning.enums import CostHead, TargetCode
from bailu.planning.rules import PROGRAMME, shares

#: What a unit of service is counted by, in the order it is shown.
UNITS = (TargetCode.PEOPLE, TargetCode.CASE, TargetCode.GROUP, TargetCode.ACTIVITY, TargetCode.VISIT, TargetCode.HOURS)
UNIT_NAMES: tuple[Words, ...] = (
    gettext_lazy("每人（户）"),
    gettext_lazy("每个个案"),
    gettext_lazy("每个小组"),
    gettext_lazy("每场活动"),
    gettext_lazy("每次探访"),
    gettext_lazy("每个工时"),
)
#: head, parameter, is it a floor, does a breach refuse
_LIMITS = (
    (CostHead.STAFF, "costing.labour_min_ratio", True, True),
    (CostHead.MANAGEMENT, "costing.management_cap", False, True),
    (CostHead.SUPERVISION, "costing.supervision_cap", False, False),
    (CostHead.ACTIVITY, "costing.activity_min", True, False),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One head against its cap or floor. ``binding``: a breach refuses the submission, else it is a warning."""

    head: CostHead
    param: Param
    percent: Decimal
    verdict: Verdict
    binding: bool

    @property
    def tone(self) -> str:
        return "ok" if self.verdict.allowed else "stop" if self.binding else "warn"

    @property
    def said(self) -> Words:
        """How it stands, in a word."""
        if self.param.off:
            return _("当时无此规定")
        return _("符合") if self.verdict.allowed else _("不符合") if self.binding else _("提醒")


def checks(amounts: Sequence[tuple[str, Decimal]], regime: Regime) -> tuple[Check, ...]:
    """Every head with a limit in the regime of the day, kept or not; nothing while nothing is costed."""
    if not amounts:
        return ()
    of = {share.head: share for share in shares(amounts)}
    whole = sum((amount for _head, amount in amounts), Decimal("0.00"))
    found = []
    for head, key, floor, binding in _LIMITS:
        share, param = of.get(head), regime[key]
        amount = share.amount if share else Decimal("0.00")
        verdict = (law.at_least if floor else law.at_most)(amount, whole, param, head.label)
        found.append(Check(head, param, share.percent if share else Decimal(0), verdict, binding))
    return tuple(found)


def warnings(amounts: Sequence[tuple[str, Decimal]], regime: Regime) -> tuple[Verdict, ...]:
    """What is unusual but forbidden by nobody: our own rulebook's defaults on supervision and activities."""
    return tuple(check.verdict for check in checks(amounts, regime) if not check.verdict.allowed and not check.binding)


@dataclass(frozen=True, slots=True)
class Post:
    """Staff as costed: yuan for one person a month, for so many months."""

    title: str
    monthly: Decimal
    months: int


def paid_enough(posts: Iterable[Post], regime: Regime) -> Verdict:
    """Nobody is costed below the yearly pay the regime asks for (nothing in 2015). Only what is paid by the month is compared."""
    floor, a_year = regime["costing.wage_floor"], 12
    if floor.off:
        return ALLOWED
    for post in posts:
        if post.months > 1 and post.monthly * a_year < floor.amount:
            words = {"title": post.title, "paid": valued(yuan(post.monthly * a_year), "yuan"), "least": valued(floor.value, "yuan")}
            reason = _("“%(title)s”每人每年 %(paid)s，低于人均薪酬基准 %(least)s。") % words
            return refuse(reason, floor.clause, code="below_wage")
    return ALLOWED


def levels_of_staff(rows: Iterable[tuple[str, str]]) -> Verdict:
    """A professional level is said of staff alone. ``rows``: head and level."""
    if any(level and head != CostHead.STAFF for head, level in rows):
        return refuse(_("只有“人员薪酬和福利”才填专业等级。"), PROGRAMME, code="level")
    return ALLOWED


# ── Unit costs ───────────────────────────────────────────────────────────────────────────────────────────────


def unit_cost(amount: Decimal, count: Decimal | None) -> Decimal | None:
    """The whole price for one unit; nothing where nothing of it was done. One purchase's units share one price: figures of several
    kinds are not to be added."""
    return yuan(amount / count) if count and count > 0 else None


def unit_costs(amount: Decimal, counts: Mapping[str, Decimal]) -> list[Decimal | None]:
    """In the order of ``UNITS``."""
    return [unit_cost(amount, counts.get(code)) for code in UNITS]


def middle(values: Iterable[Decimal | None]) -> Decimal | None:
    """The median: one outlier does not move what is usual."""
    found = sorted(value for value in values if value is not None)
    if not found:
        return None
    half = len(found) // 2
    return found[half] if len(found) % 2 else yuan((found[half - 1] + found[half]) / 2)
