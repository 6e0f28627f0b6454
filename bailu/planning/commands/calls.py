"""Asking the public on the public site: publishing the call, taking comments, summing them up (IR2015:15)."""

from __future__ import annotations

import datetime as dt

from bailu.audit.commands import record
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.planning import policies, queries, rules, surveys
from bailu.planning.enums import CallState, ConsultationChannel
from bailu.planning.models import Call, Comment, Consultation, Need
from bailu.planning.tasks import SUM_UP


@act
def publish_call(actor: Actor, *, need_id: int, question: str, until: dt.date) -> Call:
    """Ask the public on the public site until that day. Refused while another call is open and for a term that is too short."""
    need = queries.lock_need(actor, need_id)
    require(policies.may_consult(actor, need))
    assert actor.user_id is not None
    require(rules.no_call_open(queries.open_call(need) is not None))
    require(rules.call_long_enough(clock.today(), until, params.regime(clock.today())))
    call = Call.objects.create(need=need, question=question.strip(), since=clock.today(), until=until, published_by_id=actor.user_id)
    ask(actor, SUM_UP, need, due=until)
    record(actor, "planning.call_published", need, basis=rules.CONSULT, data={"since": call.since, "until": until})
    return call


@act
def comment(actor: Actor, *, call_id: int, stance: str, text: str = "") -> Comment:
    """Anybody says what he thinks, until the last day. Identity numbers and telephones are refused (RB:5.1)."""
    call = Call.objects.select_for_update(of=("self",)).select_related("need").filter(pk=call_id).first()
    if call is None:
        raise OutOfScope
    require(rules.call_open(call.state, call.until, clock.today()))
    require(rules.nothing_personal(surveys.personal(text)))
    said = Comment.objects.create(call=call, stance=stance, text=text.strip())
    record(actor, "planning.comment_received", call.need, basis=rules.CONSULT, data={"stance": stance})
    return said


@act
def sum_up_call(actor: Actor, *, need_id: int, opinions: str, response: str) -> Need:
    """After the last day: what was said, what is made of it. It becomes a consultation of the need, and public. Refused before."""
    need = queries.lock_need(actor, need_id)
    call = Call.objects.select_for_update().filter(need=need, state=CallState.OPEN).first()
    if call is None:
        raise OutOfScope
    require(policies.may_consult(actor, need))
    assert actor.user_id is not None
    require(rules.call_over(call.until, clock.today()))
    values = {"channel": ConsultationChannel.ONLINE, "since": call.since, "until": call.until, "respondents": call.comments.count()}
    call.consultation = Consultation.objects.create(
        need=need, recorded_by_id=actor.user_id, opinions=opinions.strip(), response=response.strip(), **values
    )
    call.move("sum_up")
    call.save(update_fields=["state", "consultation"])
    settle(actor, SUM_UP, need)
    record(actor, "planning.call_summed_up", need, basis=rules.CONSULT, data=values)
    return need
