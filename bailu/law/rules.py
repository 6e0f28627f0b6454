"""Terms and caps, as every station asks them: pure functions over facts, each refusal with its clause.

"不得少于 N 日" is a floor: an earlier date is refused. "N 日内" is a ceiling: late is late, but the late act is still owed, so it is
counted (`due`) and reminded, not refused.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.kernel import days
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.kernel.words import Words
from bailu.law.params import Param
from bailu.law.wording import UNITS, valued


@dataclass(frozen=True)
class Term:
    """A last day with how it was counted: 自 04-02 起 2 个工作日（清明 04-04 至 04-06 放假）."""

    due: date
    counted: str
    clause: str


def earliest(start: date, number: int, unit: str) -> date:
    """The first day that leaves `number` days after `start`; a minimum period is not rolled."""
    if unit == days.WORKING_DAYS:
        return days.add_working_days(start, number)
    if unit == days.DAYS:
        return days.add_days(start, number, rolled=False)
    raise ValueError(unit)


def floor(start: date, number: int | None, unit: str, deadline: date, clause: str, what: Words) -> Verdict:
    """Refuses a `deadline` that leaves less than `number` days after `start`. `number` None: no such rule on that day."""
    if number is None:
        return ALLOWED
    first = earliest(start, number, unit)
    if deadline >= first:
        return ALLOWED
    left = days.working_days_between(start, deadline) if unit == days.WORKING_DAYS else (deadline - start).days
    words = {
        "what": what,
        "least": UNITS[unit] % {"value": number},
        "start": start.isoformat(),
        "deadline": deadline.isoformat(),
        "left": UNITS[unit] % {"value": max(left, 0)},
        "first": first.isoformat(),
    }
    reason = _("%(what)s不得少于 %(least)s：自 %(start)s 起到 %(deadline)s 只有 %(left)s，最早可定为 %(first)s。") % words
    return refuse(reason, clause, code="too_short")


def not_before(start: date, param: Param, deadline: date, what: Words) -> Verdict:
    """`floor` with a parameter of the regime."""
    return floor(start, None if param.off else param.number, param.unit, deadline, param.clause, what)


def due(start: date, param: Param) -> date:
    """The last day of a term that starts on `start` (not counted); calendar days roll off a day of rest. Raises ParameterOff."""
    if param.unit == days.WORKING_DAYS:
        return days.add_working_days(start, param.number)
    if param.unit == days.DAYS:
        return days.add_days(start, param.number)
    raise ValueError(f"{param.key} is no term in days")


def term(start: date, param: Param) -> Term | None:
    """The term with its count in words and its clause; None if there was no such rule on the day of the regime."""
    if param.off:
        return None
    last = due(start, param)
    return Term(last, days.counted(start, last, param.unit, param.number), param.clause)


def within(start: date, param: Param, on: date, what: Words) -> Verdict:
    """Refuses what comes after its term: for windows that close (a challenge), not for duties that stay owed."""
    if param.off or on <= due(start, param):
        return ALLOWED
    words = {"what": what, "term": valued(param.value, param.unit), "start": start.isoformat(), "due": due(start, param).isoformat()}
    return refuse(_("%(what)s应在 %(term)s内：自 %(start)s 起至 %(due)s，已过期限。") % words, param.clause, code="too_late")


def at_most(amount: Decimal, base: Decimal, cap: Param, what: Words) -> Verdict:
    """Refuses an amount above its share of `base`: bonds, supplements, overhead."""
    if cap.off or amount <= base * cap.amount:
        return ALLOWED
    words = {
        "what": what,
        "amount": valued(amount, "yuan"),
        "share": valued(cap.value, "ratio"),
        "base": valued(base, "yuan"),
        "most": valued(base * cap.amount, "yuan"),
    }
    reason = _("%(what)s %(amount)s超过上限：%(base)s的 %(share)s为 %(most)s。") % words
    return refuse(reason, cap.clause, code="above_cap")


def at_least(amount: Decimal, base: Decimal, least: Param, what: Words) -> Verdict:
    """Refuses an amount below its share of `base`: the staff's part of a costing."""
    if least.off or amount >= base * least.amount:
        return ALLOWED
    have = f"{(amount * 100 / base).quantize(Decimal('0.1'))}%" if base else "0%"
    words = {"what": what, "have": have, "share": valued(least.value, "ratio"), "least": valued(base * least.amount, "yuan")}
    reason = _("%(what)s占 %(have)s，不得低于 %(share)s（%(least)s）。") % words
    return refuse(reason, least.clause, code="below_share")


def months_before(d: date, months: int) -> date:
    """The same day `months` earlier, or the last day of a shorter month: a registration's renewal opens on it."""
    return months_after(d, -months)


def months_after(d: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, calendar.monthrange(year, month + 1)[1]))


def years_after(d: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28."""
    return months_after(d, years * 12)


def below_age(born: date, on: date, age: Param) -> bool:
    """True while a person is younger than the age: the birthday itself is no longer below it. False if no such rule was in force."""
    return not age.off and (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < age.number
