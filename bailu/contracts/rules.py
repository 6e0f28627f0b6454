"""What the law says of the contract and its payments. Pure: facts in, verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.contracts.enums import SIX_TERMS, MilestoneKind
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse
from bailu.law.rules import months_after


@dataclass(frozen=True, slots=True)
class Goal:
    measure: str
    unit: str
    goal: Decimal
    lower_is_better: bool = False


def six_terms(terms: Mapping[str, str]) -> Verdict:
    """Clause 3.4: scope, quantity, quality, term, payment and breach must all be written."""
    missing = [str(label) for key, label in SIX_TERMS.items() if not str(terms.get(key, "")).strip()]
    if not missing:
        return ALLOWED
    return refuse(_("合同还缺：%(terms)s。") % {"terms": "、".join(missing)}, "XM2015:3.4", code="six_terms")


def agrees_with_award(amount: Decimal, awarded: Decimal) -> Verdict:
    """PL2014:46: the contract follows the notice and the winning bid; its amount is the award's."""
    if amount == awarded:
        return ALLOWED
    reason = _("合同金额 %(amount)s 元与中标（成交）金额 %(awarded)s 元不一致。") % {"amount": amount, "awarded": awarded}
    return refuse(reason, "PL2014:46", code="amount")


def agrees_with_notice(promised: Sequence[Goal], written: Sequence[Goal]) -> Verdict:
    """PL2014:46: no target of the notice is left out or lowered."""
    found = {(g.measure, g.unit): g.goal for g in written}
    for goal in promised:
        got = found.get((goal.measure, goal.unit))
        if got is None:
            return refuse(_("采购公告的目标“%(m)s”没有写入合同。") % {"m": goal.measure}, "PL2014:46", code="target")
        if got > goal.goal if goal.lower_is_better else got < goal.goal:
            reason = _("目标“%(m)s”由 %(a)s 改为 %(b)s，违背采购公告。") % {"m": goal.measure, "a": goal.goal, "b": got}
            return refuse(reason, "PL2014:46", code="target")
    return ALLOWED


def term_fits(term_from: dt.date, term_to: dt.date, months: int, max_months: int) -> Verdict:
    """The term is that of the notice and no longer than the regime allows (RULEBOOK 2.11)."""
    if term_to < term_from:
        return refuse(_("服务期限的结束日早于开始日。"), "XM2015:3.4", code="term")
    if term_to > months_after(term_from, months) - dt.timedelta(days=1):
        return refuse(_("服务期限超过采购公告的 %(n)s 个月。") % {"n": months}, "PL2014:46", code="term")
    if months > max_months:
        return refuse(_("服务期限不得超过 %(n)s 个月。") % {"n": max_months}, "RB:2.11", code="term")
    return ALLOWED


def drafted_once(there: bool) -> Verdict:
    """One award, one contract."""
    return refuse(_("这个项目的合同已经起草。"), "PL2014:46", code="twice") if there else ALLOWED


def shares(parts: Sequence[Decimal]) -> Verdict:
    """Instalments sum to the whole (RULEBOOK 4.10)."""
    total = sum(parts, Decimal(0))
    if len(parts) > len(MilestoneKind):
        return refuse(_("最多分 %(n)s 期付款。") % {"n": len(MilestoneKind)}, "RB:4.10", code="shares")
    if total == 100 and all(p > 0 for p in parts):
        return ALLOWED
    return refuse(_("各期付款比例之和应为 100%%，现为 %(total)s%%。") % {"total": f"{total.normalize():f}"}, "RB:4.10", code="shares")


def signed_in_time(noticed: dt.date, due: dt.date, signed: dt.date) -> bool:
    """Thirty days from the notice of award (PL2014:46). Late is recorded and escalated, not refused."""
    return noticed <= signed <= due


def may_claim(kind: str, *, opened: bool, final_evaluated: bool) -> Verdict:
    """No instalment before its condition; the last never before the final evaluation (XM2015:3.7, 5.4)."""
    if kind == MilestoneKind.FINAL and not final_evaluated:
        return refuse(_("末期评估和验收完成前，不得申请末期款。"), "XM2015:3.7", code="final")
    if not opened:
        return refuse(_("付款条件“%(c)s”尚未达到。") % {"c": MilestoneKind(kind).label}, "XM2015:3.4", code="condition")
    return ALLOWED


def claim_fits(amount: Decimal, deduction: Decimal, milestone: Decimal, left: Decimal) -> Verdict:
    """A claim is its instalment less deductions, and never above what is still encumbered (PL2014:6, XM2015:3.6)."""
    if deduction < 0 or deduction >= milestone:
        return refuse(_("扣减金额应在 0 元与本期金额之间。"), "XM2015:3.4", code="deduction")
    if amount != milestone - deduction:
        reason = _("请款金额应为本期金额减扣减，即 %(amount)s 元。") % {"amount": milestone - deduction}
        return refuse(reason, "XM2015:3.4", code="amount")
    if amount > left:
        reason = _("请款 %(amount)s 元超过该项目已预留未支付的 %(left)s 元。") % {"amount": amount, "left": left}
        return refuse(reason, "XM2015:3.6", code="encumbrance")
    return ALLOWED


def ready_to_settle(unpaid: int, fee_left: Decimal) -> Verdict:
    """Every instalment and the whole evaluation fee are paid."""
    return all_of(
        refuse(_("还有 %(n)s 期款未支付。") % {"n": unpaid}, "XM2015:3.6", code="unpaid") if unpaid else ALLOWED,
        refuse(_("评估费还有 %(a)s 元未支付给评估机构。") % {"a": fee_left}, "XM2015:3.7", code="fee") if fee_left else ALLOWED,
    )


def not_claimed_yet(running: bool) -> Verdict:
    """One claim runs per instalment."""
    return refuse(_("本期款已经提交请款，不能重复申请。"), "XM2015:3.4", code="twice") if running else ALLOWED


def starts_within(on: dt.date, term_from: dt.date, term_to: dt.date) -> Verdict:
    """The service starts on a day of the agreed term."""
    if term_from <= on <= term_to:
        return ALLOWED
    return refuse(_("开始服务日应在合同期限 %(a)s 至 %(b)s 之内。") % {"a": term_from, "b": term_to}, "XM2015:3.4", code="term")
