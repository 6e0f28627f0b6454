"""Asking the public on the public site: who may, how long, what is refused, what is made public, what the assessment waits for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.law import params
from bailu.organisations.models import Person
from bailu.planning import commands, rules
from bailu.planning.enums import CallState, NeedState
from bailu.planning.models import Call, Comment, Consultation, Need
from tests.funds.factories import Offices, make_offices
from tests.planning.factories import make_call, make_need, make_surveyed_need

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY, NEXT = dt.date(2015, 3, 2), dt.date(2015, 3, 3)
AFTER = dt.datetime(2015, 3, 17, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def enter(client: Client, actor: Any) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (rules.no_call_open(False), ""),
        (rules.no_call_open(True), "call_open"),
        (rules.call_open(CallState.OPEN, DAY, DAY), ""),
        (rules.call_open(CallState.OPEN, DAY, NEXT), "ended"),
        (rules.call_open(CallState.SUMMED, NEXT, DAY), "ended"),
        (rules.call_over(DAY, DAY), "unfinished"),
        (rules.call_over(DAY, NEXT), ""),
        (rules.call_summed_up(None), ""),
        (rules.call_summed_up(DAY), "call_open"),
        (rules.nothing_personal(True), "personal"),
        (rules.nothing_personal(False), ""),
        (rules.call_long_enough(DAY, dt.date(2015, 3, 8), params.regime(DAY)), "too_short"),
        (rules.call_long_enough(DAY, dt.date(2015, 3, 9), params.regime(DAY)), ""),
    ],
)
def test_the_rules_of_a_call(verdict: Any, code: str) -> None:
    assert verdict.code == code


def test_a_call_too_short_or_beside_another_is_refused(offices: Offices) -> None:
    need = make_surveyed_need(offices)
    with pytest.raises(Refused) as short:
        make_call(offices, need, days=3)
    assert short.value.verdict.code == "too_short"
    call = make_call(offices, need)
    with pytest.raises(Refused) as second:
        make_call(offices, need)
    assert (second.value.verdict.code, second.value.verdict.clause) == ("call_open", "IR2015:15")
    assert list(Call.objects.values_list("pk", flat=True)) == [call.pk]


def test_the_head_and_strangers_publish_no_call(offices: Offices) -> None:
    need = make_surveyed_need(offices)
    facts = {"need_id": need.pk, "question": "？", "until": dt.date(2015, 4, 1)}
    with pytest.raises(Forbidden):
        commands.publish_call(offices.head, **facts)
    with pytest.raises(OutOfScope):
        commands.publish_call(make_offices().clerk, **facts)
    assert not Call.objects.exists()


def test_a_need_is_not_assessed_before_the_comments_are_summed_up(offices: Offices) -> None:
    call = make_call(offices)
    need = call.need
    with pytest.raises(Refused) as refused:
        commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("call_open", "IR2015:15")
    assert refused.value.verdict.fix == reverse("planning:sum_up_call", args=[need.no])
    assert Need.objects.get(pk=need.pk).state == NeedState.SURVEYED
    with clock.at(AFTER):
        with pytest.raises(Refused):
            commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3)
        commands.sum_up_call(offices.clerk, need_id=need.pk, opinions="多数赞成。", response="列入探访。")
        assert commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3).state == NeedState.ASSESSED


def test_comments_become_a_consultation_of_the_need(offices: Offices) -> None:
    call = make_call(offices)
    assert Task.objects.open().filter(kind="planning.sum_up_call", stream=call.need.no).exists()
    for stance in ("FOR", "FOR", "AGAINST"):
        commands.comment(ANONYMOUS, call_id=call.pk, stance=stance, text="好")
    with clock.at(AFTER):
        commands.sum_up_call(offices.clerk, need_id=call.need.pk, opinions="多数赞成。", response="列入探访。")
    kept = Consultation.objects.get(need=call.need)
    assert (kept.channel, kept.respondents, kept.since, kept.until) == ("ONLINE", 3, DAY, dt.date(2015, 3, 16))
    assert Call.objects.get(pk=call.pk).state == CallState.SUMMED
    assert not Task.objects.open().filter(kind="planning.sum_up_call", stream=call.need.no).exists()


def test_nothing_is_summed_up_before_the_last_day_is_over(offices: Offices) -> None:
    call = make_call(offices)
    with pytest.raises(Refused) as refused:
        commands.sum_up_call(offices.clerk, need_id=call.need.pk, opinions="无", response="无")
    assert refused.value.verdict.code == "unfinished"
    assert not Consultation.objects.exists()


def test_comments_too_late_and_telephones_are_refused(offices: Offices) -> None:
    call = make_call(offices)
    with pytest.raises(Refused) as personal:
        commands.comment(ANONYMOUS, call_id=call.pk, stance="FOR", text="打13900000000")
    assert personal.value.verdict.clause == "RB:5.1"
    with clock.at(AFTER), pytest.raises(Refused) as late:
        commands.comment(ANONYMOUS, call_id=call.pk, stance="FOR")
    assert late.value.verdict.code == "ended"
    assert not Comment.objects.exists()


def test_a_comment_leaves_no_name_and_no_word_in_the_record(client: Client, offices: Offices) -> None:
    call = make_call(offices)
    enter(client, offices.head)
    client.post(call.get_absolute_url(), {"stance": "AGAINST", "text": "不需要"})
    line = Entry.objects.get(verb="planning.comment_received")
    assert (line.actor_id, line.data) == (None, {"stance": "AGAINST"})


def test_a_visitor_reads_answers_and_later_reads_what_came_of_it(client: Client, offices: Offices) -> None:
    call = make_call(offices)
    where = call.get_absolute_url()
    assert call.need.title in client.get(reverse("planning:calls")).content.decode()
    page = client.get(where).content.decode()
    assert "打算开展上门探访" in page and "提交意见" in page
    assert client.post(where, {"stance": "", "text": ""}).status_code == 422
    sent = client.post(where, {"stance": "FOR", "text": "希望周末来"})
    assert (sent.status_code, sent["Location"]) == (303, where)
    shown = client.get(where).content.decode()
    assert "您的意见已经收到" in shown and "希望周末来" not in shown
    with clock.at(AFTER):
        assert "正在汇总" in client.get(where).content.decode()
        assert client.post(where, {"stance": "FOR", "text": ""}).status_code == 422
        enter(client, offices.clerk)
        summing = reverse("planning:sum_up_call", args=[call.need.no])
        assert "希望周末来" in client.get(summing).content.decode()
        assert client.post(summing, {"opinions": "希望周末上门。", "response": "已采纳。"}).status_code == 303
        client.logout()
        assert "希望周末上门。" in client.get(where).content.decode()
    assert Comment.objects.count() == 1


def test_the_public_list_asks_as_few_queries_for_many_calls_as_for_one(
    client: Client, offices: Offices, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        make_call(offices, make_need(offices))
    client.get(reverse("planning:calls"))
    with django_assert_max_num_queries(6):
        assert client.get(reverse("planning:calls")).status_code == 200
