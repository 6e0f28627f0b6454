"""What makes a service record believable. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.delivery.enums import RecordKind
from bailu.kernel import clock
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse

FULL_POST = 100
LONGEST = 12 * 60


def staff_share(others: Sequence[int], share: int) -> Verdict:
    """Nobody works more than one full post over all contracts (RULEBOOK 3.8)."""
    total = sum(others) + share
    if total <= FULL_POST:
        return ALLOWED
    return refuse(_("此人在各合同上的工作量合计为 %(n)s%%，超过一个全职岗位。") % {"n": total}, "RB:3.8", code="share")


def of_staff(person_id: int, people: Sequence[int]) -> Verdict:
    """Who serves belongs to the agency that signed."""
    if person_id in people:
        return ALLOWED
    return refuse(_("此人不是本机构人员，请先在机构人员中登记。"), "XM2015:3.2", code="member")


def assigned_once(there: bool) -> Verdict:
    return refuse(_("此人已安排在这份合同上。"), "XM2015:3.2", code="twice") if there else ALLOWED


def ends_after_start(since: dt.date, until: dt.date) -> Verdict:
    if until >= since:
        return ALLOWED
    return refuse(_("结束日早于开始日 %(since)s。") % {"since": since.isoformat()}, "XM2015:3.2", code="dates")


def within_service(on: dt.date, started: dt.date | None, term_to: dt.date, today: dt.date) -> Verdict:
    """A service is recorded on a day of the running contract, and not in the future."""
    if started is None or on < started or on > term_to:
        return refuse(_("服务日期不在合同服务期内。"), "XM2015:3.4", code="term")
    if on > today:
        return refuse(_("服务日期晚于今天。"), "XM2015:3.4", code="future")
    return ALLOWED


def sensible(kind: str, minutes: int, clients: Sequence[str], people: int) -> Verdict:
    """A visit names the client; a group or an activity says how many came; no service lasts longer than twelve hours."""
    whole = refuse(_("时长应在 1 至 %(n)s 分钟之间。") % {"n": LONGEST}, "RB:4.1", code="minutes")
    single = {
        RecordKind.VISIT,
        RecordKind.CASE_OPENED,
        RecordKind.CASE_SESSION,
        RecordKind.CASE_CLOSED,
        RecordKind.FILE,
        RecordKind.COUNSEL,
    }
    return all_of(
        ALLOWED if 1 <= minutes <= LONGEST else whole,
        refuse(_("请选择服务对象。"), "RB:4.1", code="client") if kind in single and not clients else ALLOWED,
        refuse(_("请填写参加人数。"), "RB:4.2", code="people")
        if kind in {RecordKind.GROUP_SESSION, RecordKind.ACTIVITY} and people < 1 and not clients
        else ALLOWED,
    )


def worker_is_free(start: dt.datetime, minutes: int, others: Sequence[tuple[dt.datetime, int]]) -> Verdict:
    """Nobody is in two places: a worker's services do not overlap."""
    end = start + dt.timedelta(minutes=minutes)
    for other, length in others:
        if start < other + dt.timedelta(minutes=length) and other < end:
            reason = _("与 %(t)s 起的另一条服务记录时间重叠。") % {"t": f"{other.astimezone(clock.ZONE):%H:%M}"}
            return refuse(reason, "RB:4.4", code="overlap")
    return ALLOWED


def rate(done: Decimal | None, goal: Decimal, base: Decimal | None = None, *, lower_is_better: bool = False) -> Decimal:
    """How far a target is, in percent, two places. A target that falls is measured on the way from its base to its goal."""
    if done is None:
        return Decimal(0)
    if lower_is_better:
        if done <= goal:
            return Decimal(100)
        way = (base or 0) - goal
        return max(((base or 0) - done) * 100 / way, Decimal(0)).quantize(Decimal("0.01")) if way > 0 else Decimal(0)
    if goal == 0:
        return Decimal(100)
    return (done * 100 / goal).quantize(Decimal("0.01"))


def clients_known(asked: Sequence[str], known: Sequence[str]) -> Verdict:
    """Every code is a client of this contract."""
    unknown = sorted(set(asked) - set(known))
    if not unknown:
        return ALLOWED
    return refuse(_("没有编号为 %(codes)s 的服务对象。") % {"codes": "、".join(unknown)}, "RB:4.1", code="client")


def not_struck(struck: bool) -> Verdict:
    return refuse(_("这条记录已经作废。"), "XM2015:3.5", code="struck") if struck else ALLOWED
