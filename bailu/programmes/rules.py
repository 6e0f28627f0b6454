"""The law on pilot sites (clauses 2, 4.1, 4.4): facts in, Verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.law.params import Param
from bailu.programmes.enums import ApplicationState, Batch

NAMING = "XM2015:4.1"
STREET_DIGITS = 9


def sites_named(codes: Sequence[str], least: Param) -> Verdict:
    """A list names streets, each once, and as many as a district brings at least."""
    if len(set(codes)) != len(codes):
        return refuse(_("同一街道（镇）只能列一次。"), NAMING, code="twice_named")
    if not codes or (not least.off and len(codes) < least.number):
        return refuse(_("请至少列出一个试点街道（镇）。"), NAMING, code="no_site")
    return ALLOWED


def own_streets(codes: Collection[str], district: str, streets: Mapping[str, str]) -> Verdict:
    """A district names streets and towns of its own; ``streets`` has the name of every one there is."""
    foreign = [streets.get(code, code) for code in codes if code not in streets or not code.startswith(district)]
    if not foreign:
        return ALLOWED
    reason = _("“%(names)s”不是本区的街道（镇），区只能确定本区的试点。")
    return refuse(reason % {"names": _("”“").join(foreign)}, NAMING, code="foreign_street")


def not_named_yet(taken: Mapping[str, str]) -> Verdict:
    """A street takes part once: ``taken`` are those named already, with the list they stand on."""
    if not taken:
        return ALLOWED
    lists = _("、").join(_("%(street)s（%(no)s）") % {"street": street, "no": no} for street, no in taken.items())
    return refuse(_("这些街道（镇）已经列入别的名单：%(lists)s。") % {"lists": lists}, NAMING, code="taken")


def plan_whole(title: str, summary: str, has_file: bool) -> Verdict:
    """The list comes with the district's supporting plan."""
    if title.strip() and summary.strip() and has_file:
        return ALLOWED
    return refuse(_("名单须附试点工作配套方案：名称、主要内容和方案文件。"), NAMING, code="plan")


def reason_given(reason: str) -> Verdict:
    """Who decides on a district's list says why."""
    return ALLOWED if reason.strip() else refuse(_("请写明理由。"), NAMING, code="reason")


def site_approved(street: str, batch: str, standing: tuple[str, str] | None, clause: str) -> Verdict:
    """A purchase through a district is made at a street or town approved for its batch.

    ``standing`` is the batch the street was named for and the state of that list; none when nobody has named it.
    """
    if not street:
        return refuse(_("区试点申报的项目须写明所在的试点街道（镇）。"), clause, code="no_street")
    words = {"street": street, "batch": Batch(batch).label}
    if standing is None:
        reason = _("%(street)s没有列入%(batch)s试点名单。请先由区申报，经领导小组办公室批准。")
        return refuse(reason % words, clause, code="unnamed_street")
    named_for, state = standing
    if state != ApplicationState.APPROVED:
        words["state"] = ApplicationState(state).label
        return refuse(_("%(street)s的试点申请%(state)s，批准以后才能申报项目。") % words, clause, code="site_pending")
    if named_for != batch:
        words["named"] = Batch(named_for).label
        return refuse(_("%(street)s是%(named)s试点，项目填的是%(batch)s。请改正批次。") % words, clause, code="other_batch")
    return ALLOWED


# ── Work assigned down and reported up (5.1) ──

LINKED = "XM2015:5.1"


def within_reach(wanted: Collection[int], below: Collection[int]) -> Verdict:
    """A level assigns to the one below it: the city to districts and its bodies, a district to its sites."""
    if not wanted:
        return refuse(_("请选择责任单位。"), LINKED, code="nobody")
    if set(wanted) <= set(below):
        return ALLOWED
    return refuse(_("任务只能布置给下一级的责任单位。"), LINKED, code="not_below")


def due_within(due: dt.date, today: dt.date, phase_last: dt.date, clause: str, above: dt.date | None) -> Verdict:
    """Not yet past, not after its phase is over, and in time for what it is a part of."""
    if due < today:
        return refuse(_("完成期限已经过去。"), LINKED, code="due_past")
    if due > phase_last:
        return refuse(_("这个阶段到%(day)s为止，任务须在此之前完成。") % {"day": phase_last.isoformat()}, clause, code="due_phase")
    if above is not None and due > above:
        return refuse(_("上级任务的期限是%(day)s，分解的任务不能更晚。") % {"day": above.isoformat()}, LINKED, code="due_above")
    return ALLOWED


def parts_done(open_parts: Sequence[str]) -> Verdict:
    """What was assigned on is confirmed before the whole is reported up."""
    if not open_parts:
        return ALLOWED
    return refuse(_("布置给下级的任务还没有完成：%(nos)s。") % {"nos": _("、").join(open_parts)}, LINKED, code="parts_open")


def phase_known(known: bool) -> Verdict:
    """Work belongs to one of the five phases."""
    return ALLOWED if known else refuse(_("请选择任务所属的阶段。"), LINKED, code="phase")


def words_given(words: str) -> Verdict:
    return ALLOWED if words.strip() else refuse(_("请写明情况或理由。"), LINKED, code="words")
