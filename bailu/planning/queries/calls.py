"""Calls for comments: everybody's to read; the comments one by one are read by the purchaser alone."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.planning import rules
from bailu.planning.enums import CallState, NeedState, Stance
from bailu.planning.models import Call, Comment, Need


def open_call(need: Need) -> Call | None:
    """The call whose comments are not summed up yet, whether or not it still runs."""
    return Call.objects.filter(need=need, state=CallState.OPEN).first()


def calls_of(need: Need) -> list[Call]:
    return list(Call.objects.filter(need=need).select_related("consultation"))


def calls(_actor: Actor | None = None) -> QuerySet[Call]:
    """All that were published, but not of needs that were given up unasked."""
    return Call.objects.select_related("need__purchaser", "consultation").exclude(state=CallState.OPEN, need__state=NeedState.CLOSED)


def call(pk: int) -> Call:
    """Raises OutOfScope."""
    found = calls().filter(pk=pk).first()
    if found is None:
        raise OutOfScope
    return found


def calls_summed_up(need: Need) -> Verdict:
    """No call is open, or the refusal with where it is summed up."""
    asking = open_call(need)
    verdict = rules.call_summed_up(asking.until if asking else None)
    return verdict.mended_at(reverse("planning:sum_up_call", args=[need.no]), _("汇总公众意见"))


def runs(call: Call) -> bool:
    """Are comments taken today?"""
    return call.state == CallState.OPEN and clock.today() <= call.until


def comments(call: Call) -> list[Comment]:
    return list(Comment.objects.filter(call=call).order_by("pk"))


def stances(said: list[Comment]) -> list[tuple[Words, int]]:
    counts = Counter(each.stance for each in said)
    return [(stance.label, counts[stance]) for stance in Stance]
