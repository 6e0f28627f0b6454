"""The law of a procedure up to the opening: facts in, Verdict out, each with its clause. No Django models, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse
from bailu.kernel.words import Words
from bailu.law import formulas
from bailu.law import rules as law
from bailu.law.params import Param, Regime
from bailu.procurement.enums import Method
from bailu.procurement.moments import local

CITY_SUFFIX = "00"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The method the law points to, why, and which methods need the city treasury's approval."""

    method: str
    reasons: tuple[str, ...]
    needs_approval: frozenset[str] = field(default_factory=frozenset)
    clauses: tuple[str, ...] = ()


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def recommend(amount: Decimal, regime: Regime) -> Recommendation:
    """At the open-tender threshold: open tender, or consultation with approval; below it: consultation (a purchased service)."""
    threshold = regime["procurement.open_tender_threshold"].amount
    words = {"amount": _yuan(amount), "threshold": _yuan(threshold)}
    if amount >= threshold:
        return Recommendation(
            Method.OPEN_TENDER,
            (
                _("预算%(amount)s元，达到公开招标数额标准%(threshold)s元，应当公开招标。") % words,
                _("确需采用竞争性磋商的，须在采购活动开始前报经市财政部门批准。"),
            ),
            frozenset({Method.CONSULTATION}),
            ("PL2014:27", "IR2015:23"),
        )
    return Recommendation(
        Method.CONSULTATION,
        (
            _("预算%(amount)s元，未达到公开招标数额标准%(threshold)s元。") % words,
            _("政府购买服务项目可以采用竞争性磋商，也可以公开招标。"),
        ),
        frozenset(),
        ("CK214:3",),
    )


def method_allowed(method: str, amount: Decimal, *, approved: bool, regime: Regime) -> Verdict:
    """Another method than open tender at the threshold only with approval, given before the start (PL2014:27)."""
    if method not in recommend(amount, regime).needs_approval or approved:
        return ALLOWED
    threshold = _yuan(regime["procurement.open_tender_threshold"].amount)
    reason = _("预算达到公开招标数额标准%(threshold)s元，采用竞争性磋商须先经市财政部门批准。") % {"threshold": threshold}
    return refuse(reason, "PL2014:27", code="approval")


def approval_needed(method: str, amount: Decimal, others: Iterable[Decimal], regime: Regime) -> Verdict:
    """There must be something to approve: the threshold is reached by this purchase or by the sum of like ones."""
    if method == Method.OPEN_TENDER:
        return refuse(_("公开招标不需要批准。"), "PL2014:26", code="needless")
    reached = not method_allowed(method, amount, approved=False, regime=regime).allowed
    if reached or not no_splitting(method, amount, others, approved=False, regime=regime).allowed:
        return ALLOWED
    return refuse(_("预算未达到公开招标数额标准，采用竞争性磋商不需要批准。"), "PL2014:27", code="needless")


def approver(county: str) -> Verdict:
    """Only the finance department of a city with districts, or higher (PL2014:27): a district's cannot."""
    if county.endswith(CITY_SUFFIX):
        return ALLOWED
    return refuse(_("改变采购方式须由设区的市以上财政部门批准，区财政部门无权批准。"), "PL2014:27", code="level")


def no_splitting(method: str, amount: Decimal, others: Iterable[Decimal], *, approved: bool, regime: Regime) -> Verdict:
    """Like purchases of one year by other methods than tender, together above the threshold, are splitting unless approved (IR2015:28)."""
    if method == Method.OPEN_TENDER or approved:
        return ALLOWED
    return formulas.not_split([amount, *others], regime["procurement.open_tender_threshold"])


def bid_period_floor(method: str, regime: Regime) -> Param:
    return regime["procurement.tender_min_days" if method == Method.OPEN_TENDER else "procurement.consultation_min_days"]


def documents_floor(method: str, regime: Regime) -> Param:
    return regime["procurement.doc_supply_days" if method == Method.OPEN_TENDER else "procurement.doc_supply_days_consultation"]


def clarification_floor(method: str, regime: Regime) -> Param:
    tender = method == Method.OPEN_TENDER
    return regime["procurement.clarification_days_tender" if tender else "procurement.clarification_days_consultation"]


def earliest_deadline(published: dt.date, method: str, regime: Regime) -> dt.date:
    """The first day on which bidding may close: a minimum is counted in full and not rolled."""
    return _earliest(published, bid_period_floor(method, regime))


def earliest_documents_end(since: dt.date, method: str, regime: Regime) -> dt.date:
    return _earliest(since, documents_floor(method, regime))


def earliest_after_clarification(issued: dt.date, method: str, regime: Regime) -> dt.date:
    return _earliest(issued, clarification_floor(method, regime))


def _earliest(start: dt.date, floor: Param) -> dt.date:
    return start if floor.off else law.earliest(start, floor.number, floor.unit)


def bid_period(published: dt.date, deadline: dt.date, method: str, regime: Regime) -> Verdict:
    """From the issue of the documents to the deadline; the day of issue is not counted (PL2014:35, CK214:10)."""
    return law.not_before(published, bid_period_floor(method, regime), deadline, _("自发出文件至投标截止"))


def documents_offered(published: dt.date, since: dt.date, until: dt.date, deadline: dt.date, method: str, regime: Regime) -> Verdict:
    """The documents are on offer for at least five working days (IR2015:31, CK214:10), after the notice and before the deadline."""
    floor = documents_floor(method, regime)
    if since < published:
        return refuse(_("文件提供不得早于公告之日。"), floor.clause, code="documents")
    if until > deadline:
        return refuse(_("文件提供不得迟于投标截止之日。"), floor.clause, code="documents")
    return law.not_before(since, floor, until, _("文件提供期限"))


def in_future(now: dt.datetime, moment: dt.datetime) -> Verdict:
    if moment > now:
        return ALLOWED
    return refuse(_("截止时间已经过去，请填写将来的时间。"), "PL2014:35", code="past")


def opening_time(deadline: dt.datetime, opens_at: dt.datetime, method: str) -> Verdict:
    """Tenders are opened at the very moment of the deadline (ML18); responses in a consultation not before it."""
    if opens_at < deadline:
        return refuse(_("开标不得早于投标截止时间。"), "ML18", code="opening")
    if method == Method.OPEN_TENDER and opens_at != deadline:
        return refuse(_("公开招标应当在投标截止的同一时间开标。"), "ML18", code="opening")
    return ALLOWED


def bid_bond(bond: Decimal | None, budget: Decimal, regime: Regime) -> Verdict:
    """A bid bond is at most a share of the budget (IR2015:33)."""
    if bond is None:
        return ALLOWED
    cap = regime["procurement.bid_bond_cap"]
    if bond < 0:
        return refuse(_("投标保证金不得为负。"), cap.clause, code="bond")
    return law.at_most(bond, budget, cap, _("投标保证金"))


def budget_shown(budget: Decimal, ceiling: Decimal | None) -> Verdict:
    """The documents disclose the budget (IR2015:30); a ceiling lies within it."""
    if budget <= 0:
        return refuse(_("采购文件应当公开采购项目预算金额。"), "IR2015:30", code="budget")
    if ceiling is not None and not 0 < ceiling <= budget:
        return refuse(_("最高限价须大于零，不得超过预算金额%(budget)s元。") % {"budget": _yuan(budget)}, "PL2014:6", code="ceiling")
    return ALLOWED


def documents_complete(criteria: Sequence[object], conditions: Sequence[str], demand: str) -> Verdict:
    """A notice needs criteria, conditions for suppliers and the demand (IR2015:15, IR2015:32)."""
    missing = [
        str(words)
        for there, words in ((criteria, _("评分标准")), (conditions, _("供应商条件")), (demand.strip(), _("采购需求")))
        if not there
    ]
    if not missing:
        return ALLOWED
    return refuse(_("采购文件还缺：%(what)s。") % {"what": _("、").join(missing)}, "IR2015:32", code="documents_missing")


def clarification(
    issued: dt.date, deadline: dt.date, new_deadline: dt.date | None, *, affects: bool, method: str, regime: Regime
) -> Verdict:
    """A change that may affect bids comes 15 (5) days before the deadline, or the deadline moves (IR2015:31, CK214:10)."""
    floor = clarification_floor(method, regime)
    if new_deadline is not None and new_deadline < deadline:
        return refuse(_("截止时间只能顺延，不能提前。"), floor.clause, code="earlier")
    if not affects or floor.off:
        return ALLOWED
    first = earliest_after_clarification(issued, method, regime)
    if (new_deadline or deadline) >= first:
        return ALLOWED
    reason = _("澄清或修改可能影响投标文件编制，须在截止%(floor)s日前通知；现距截止不足，须把截止时间顺延至%(first)s或以后。")
    return refuse(reason % {"floor": floor.number, "first": first.isoformat()}, floor.clause, code="extend")


def least_suppliers(method: str, regime: Regime) -> Param:
    """Three; in consultation for purchased services two from 2015-06-30 on (CK2015-124)."""
    return regime["procurement.min_suppliers" if method == Method.OPEN_TENDER else "procurement.min_suppliers_consultation"]


def enough_suppliers(count: int, method: str, regime: Regime) -> Verdict:
    floor = least_suppliers(method, regime)
    if floor.off or count >= floor.number:
        return ALLOWED
    reason = _("截止时只有%(count)s家供应商，不足%(floor)s家，不得开标，应当废标并公告原因后重新采购。")
    return refuse(reason % {"count": count, "floor": floor.number}, floor.clause, code="too_few")


def before_deadline(now: dt.datetime, deadline: dt.datetime) -> Verdict:
    """A bid arrives before the deadline; at it or after it, it is late and goes back unopened."""
    if now < deadline:
        return ALLOWED
    reason = _("投标截止时间是%(deadline)s，现已截止；逾期递交的只作登记，不予接收。") % {"deadline": f"{local(deadline):%Y-%m-%d %H:%M}"}
    return refuse(reason, "ML18", code="late")


def opening_due(now: dt.datetime, opens_at: dt.datetime) -> Verdict:
    if now >= opens_at:
        return ALLOWED
    reason = _("开标时间是%(opens_at)s，未到时间任何人不得开标。") % {"opens_at": f"{local(opens_at):%Y-%m-%d %H:%M}"}
    return refuse(reason, "ML18", code="early")


def two_openers(first: int | None, second: int | None) -> Verdict:
    """Bids are opened by two different people."""
    if first is not None and first != second:
        return ALLOWED
    return refuse(_("开标须由两人共同办理，确认人不能是开始开标的人。"), "ML18", code="same_person")


def price(amount: Decimal, ceiling: Decimal | None) -> Verdict:
    """A price is positive and within the ceiling told in the notice; above it the bid would be invalid anyway."""
    if amount <= 0:
        return refuse(_("报价须大于零。"), "ML18", code="price")
    if ceiling is not None and amount > ceiling:
        return refuse(_("报价超过公告的最高限价%(ceiling)s元，投标无效。") % {"ceiling": _yuan(ceiling)}, "ML18", code="ceiling")
    return ALLOWED


def failure_ground(kind: str, count: int, prices: Sequence[Decimal], budget: Decimal, method: str, regime: Regime) -> Verdict:
    """Two of the four grounds of PL2014:36 can be counted: too few suppliers, all prices above the budget."""
    if kind == "TOO_FEW" and enough_suppliers(count, method, regime).allowed:
        return refuse(_("有效供应商有%(count)s家，没有不足法定家数。") % {"count": count}, "PL2014:36", code="ground")
    if kind == "OVER_BUDGET" and (not prices or min(prices) <= budget):
        return refuse(_("还有报价没有超过预算，不能以此废标。"), "PL2014:36", code="ground")
    return ALLOWED


@dataclass(frozen=True, slots=True)
class BidderFacts:
    """What can tie two bidders: the same person at the head, a common controller, one managing the other (IR2015:18)."""

    organisation_id: int
    name: str
    heads: frozenset[int] = frozenset()
    controllers: frozenset[int] = frozenset()
    parent_id: int | None = None


def unrelated(one: BidderFacts, other: BidderFacts) -> Verdict:
    """Suppliers under one head, or tied by holding or management, may not take part in the same procedure (IR2015:18)."""
    words: dict[str, Words] = {"one": one.name, "other": other.name}
    if one.heads & other.heads:
        return refuse(_("“%(one)s”与“%(other)s”的负责人为同一人。") % words, "IR2015:18", code="head")
    if one.controllers & other.controllers or (one.heads | other.heads) & (one.controllers & other.heads | other.controllers & one.heads):
        return refuse(_("“%(one)s”与“%(other)s”存在控股关系。") % words, "IR2015:18", code="control")
    if one.parent_id == other.organisation_id or other.parent_id == one.organisation_id:
        return refuse(_("“%(one)s”与“%(other)s”存在管理关系。") % words, "IR2015:18", code="management")
    if one.parent_id is not None and one.parent_id == other.parent_id:
        return refuse(_("“%(one)s”与“%(other)s”由同一机构管理。") % words, "IR2015:18", code="management")
    return ALLOWED


def notice(
    *, published: dt.datetime, deadline: dt.datetime, opens_at: dt.datetime, since: dt.date, until: dt.date, method: str, regime: Regime
) -> Verdict:
    """All dates of a notice at once, the first that is wrong."""
    return all_of(
        in_future(published, deadline),
        bid_period(published.date(), deadline.date(), method, regime),
        documents_offered(published.date(), since, until, deadline.date(), method, regime),
        opening_time(deadline, opens_at, method),
    )
