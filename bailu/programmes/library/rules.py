"""What a paper of the library has to say of itself, and how a version follows another. Facts in, Verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.programmes.library.enums import PaperState
from bailu.programmes.library.lifecycle import BASIS

REVISED = "XM2015:4.4"


def whole(title: str, body: str, summary: str, has_file: bool) -> Verdict:
    """Who issued what, what it says in our own words, and the text itself."""
    if title.strip() and body.strip() and summary.strip() and has_file:
        return ALLOWED
    return refuse(_("文件须有名称、发文机关、内容提要和正文文件。"), BASIS, code="paper")


def carries_out(clauses: Collection[str], known: Collection[str]) -> Verdict:
    """A paper of the pilot carries out clauses of the opinions; ``known`` are those there are."""
    if clauses and set(clauses) <= set(known):
        return ALLOWED
    return refuse(_("请选择文件落实的条款。"), BASIS, code="clauses")


def term_runs(first: dt.date, last: dt.date | None) -> Verdict:
    if last is None or first <= last:
        return ALLOWED
    return refuse(_("失效日期不能早于生效日期。"), BASIS, code="term")


def readers_known(roles: Collection[str], kinds: Collection[str], known_roles: Collection[str], known_kinds: Collection[str]) -> Verdict:
    """Those who must read are named by role, by kind of body, or both; nobody must when neither is."""
    if set(roles) <= set(known_roles) and set(kinds) <= set(known_kinds):
        return ALLOWED
    return refuse(_("阅读对象只能按岗位和机构类别确定。"), BASIS, code="readers")


def readable_by(read_by: dt.date | None, anybody: bool, today: dt.date) -> Verdict:
    """A term for reading is for somebody, and not past when the paper goes out."""
    if read_by is None:
        return ALLOWED
    if not anybody:
        return refuse(_("规定了阅读期限，就要选择阅读对象。"), BASIS, code="readers")
    if read_by < today:
        return refuse(_("阅读期限已经过去，请修改草稿。"), BASIS, code="read_by")
    return ALLOWED


def follows(new_first: dt.date, old_first: dt.date | None) -> Verdict:
    """A version begins after the one it takes the place of; ``old_first`` is none where it takes nobody's."""
    if old_first is None or new_first > old_first:
        return ALLOWED
    reason = _("新版须在原版生效（%(day)s）以后生效。")
    return refuse(reason % {"day": old_first.isoformat()}, REVISED, code="follows")


def one_revision(open_no: str) -> Verdict:
    """A paper is being revised once at a time."""
    if not open_no:
        return ALLOWED
    return refuse(_("这份文件的新版正在起草：%(no)s。") % {"no": open_no}, REVISED, code="twice")


def reason_given(reason: str) -> Verdict:
    return ALLOWED if reason.strip() else refuse(_("请写明理由。"), BASIS, code="reason")


def to_be_read(state: str, read: bool) -> Verdict:
    """What is issued and has no newer version is read, by each once."""
    if state != PaperState.ISSUED:
        return refuse(_("这一版已经不用阅读：%(state)s。") % {"state": PaperState(state).label}, BASIS, code="state")
    return refuse(_("您已经阅过这份文件。"), BASIS, code="done") if read else ALLOWED
