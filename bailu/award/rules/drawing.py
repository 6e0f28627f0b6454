"""Drawing by lot so that anyone can draw again: the order follows from a published text and nothing else (IR2015:39)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, refuse

CLAUSE = "IR2015:39"


def seed_text(number: str, day: dt.date, entropy: str, head: str) -> str:
    """What is hashed: the procedure, the day, words given at the drawing and noted in the minutes, and the head of the purchase's
    chain of acts at that moment, which the person who draws cannot choose."""
    return "|".join((number, day.isoformat(), entropy.strip(), head))


def seed_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def lot(seed: str, number: int) -> str:
    """The lot of one person (or one bid) under this seed; the lowest comes first."""
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()


def order(seed: str, candidates: Iterable[int]) -> list[int]:
    """All candidates in the order of their lots, whatever order they were listed in."""
    return sorted(set(candidates), key=lambda number: (lot(seed, number), number))


def draw(seed: str, candidates: Iterable[int], avoided: Collection[int], n: int) -> list[int]:
    """The first ``n`` in order who need not stand aside; fewer when the pool does not suffice."""
    return [person for person in order(seed, candidates) if person not in avoided][:n]


def passed_over(seed: str, candidates: Iterable[int], avoided: Collection[int], drawn: Collection[int]) -> list[int]:
    """Those avoided whose lot came before the last one drawn: they are named in the minutes. All of them when the pool ran out."""
    ordered = order(seed, candidates)
    last = max((ordered.index(person) for person in drawn), default=len(ordered) - 1)
    return [person for person in ordered[: last + 1] if person in avoided]


def has_entropy(entropy: str) -> Verdict:
    if entropy.strip():
        return ALLOWED
    return refuse(_("请写明抽取时当场取得的随机文字（如当日公开的开奖号码），并记入抽取记录。"), CLAUSE, code="entropy")


def suffices(drawn: Collection[int], wanted: int) -> Verdict:
    """The pool must give as many as are wanted."""
    if len(drawn) >= wanted:
        return ALLOWED
    reason = _("专家库中可参加的专家只有%(found)d名，需要%(wanted)d名。请放宽专业范围，或请财政、民政部门增补专家。")
    return refuse(reason % {"found": len(drawn), "wanted": wanted}, CLAUSE, code="pool")
