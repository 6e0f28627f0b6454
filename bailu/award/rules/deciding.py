"""What follows the review: terms, and for whom the purchaser may decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law import rules as law
from bailu.law.params import Param

DECISION = "IR2015:43"


@dataclass(frozen=True, slots=True)
class Term:
    """The last day of a term and how it was counted. No day: on the day of the regime there was no such term."""

    due: dt.date | None
    counted: str
    clause: str

    @property
    def due_at(self) -> dt.datetime | None:
        """The end of the last day."""
        return None if self.due is None else clock.at_day(self.due, 23, 59)


def term(start: dt.date, within: Param) -> Term:
    """A term of the law that starts to run on ``start`` (which is not counted)."""
    found = law.term(start, within)
    return Term(None, "", within.clause) if found is None else Term(found.due, found.counted, found.clause)


def next_in_rank(ranked: Sequence[int], declined: Collection[int]) -> int | None:
    """The bid the purchaser decides for: the first whose bidder has not withdrawn."""
    return next((bid for bid in ranked if bid not in declined), None)


def in_rank_order(bid_id: int, ranked: Sequence[int], declined: Collection[int]) -> Verdict:
    """The purchaser decides for the first in rank and nobody else (IR2015:43); after a refusal for the next (IR2015:49)."""
    if bid_id not in ranked:
        return refuse(_("这份投标（响应）不在评审报告推荐的候选人之中。"), DECISION, code="not_ranked")
    if bid_id in declined:
        return refuse(_("该供应商已放弃，应按顺序确定下一候选人。"), "IR2015:49", code="declined")
    if bid_id != next_in_rank(ranked, declined):
        reason = _("应当按评审报告中候选人的顺序确定：现在只能确定第%(first)d名，不能确定第%(rank)d名。")
        first = ranked.index(next_in_rank(ranked, declined) or 0) + 1
        return refuse(reason % {"first": first, "rank": ranked.index(bid_id) + 1}, DECISION, code="rank")
    return ALLOWED


def next_needs_reason(declined: Collection[int], reason: str) -> Verdict:
    if not declined or reason.strip():
        return ALLOWED
    return refuse(_("第一候选人放弃后确定下一候选人，须写明理由。"), "IR2015:49", code="reason")


def refusal_has_reason(reason: str) -> Verdict:
    if reason.strip():
        return ALLOWED
    return refuse(_("请写明供应商放弃的原因和凭据。"), "IR2015:49", code="reason")


def dissent_has_reason(agrees: bool, dissent: str) -> Verdict:
    """Who disagrees signs so in writing, with reasons; else it counts as consent."""
    if agrees or dissent.strip():
        return ALLOWED
    return refuse(_("有不同意见的，须书面写明意见和理由。"), "IR2015:41", code="dissent")
