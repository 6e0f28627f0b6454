"""Questions about the documents: asked by one, answered to all (IR2015:52)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.audit.commands import record
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import refuse, require
from bailu.law import rules as law
from bailu.procurement import policies, queries, tasks
from bailu.procurement.models import Enquiry


@act
def ask_enquiry(actor: Actor, *, procedure_id: int, question: str) -> Enquiry:
    """Ask about the documents while bidding is open. The asker's name is told to nobody: who may bid is not known before the opening.

    Answered within three working days (IR2015:52). Raises OutOfScope, Forbidden, Refused.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_ask(actor, procedure))
    require(queries.asking_open(procedure))
    if not question.strip():
        require(refuse(_("请写明要问的问题。"), "PL2014:51", code="question"))
    term = law.term(clock.today(), procedure.regime["procurement.inquiry_answer_days"])
    due_at = clock.at_day(term.due, 23, 59) if term else None
    enquiry = Enquiry.objects.create(procedure=procedure, asker_id=actor.organisation_id or 0, question=question.strip(), due_at=due_at)
    nameless = Actor(user_id=None, name=gettext_noop("询问人（不公开）"), county=procedure.county)
    record(
        nameless,
        "procurement.enquiry_asked",
        enquiry,
        stream=procedure.project_no,
        basis="IR2015:52",
        data={"due_at": due_at},
        personal={"person": actor.name, "organisation": actor.organisation_name},
    )
    ask(
        replace(nameless, organisation_id=procedure.handler_id),
        tasks.ANSWER,
        procedure,
        at=[enquiry.pk],
        ref=str(enquiry.pk),
        due=due_at,
        basis=term.clause if term else "",
        counted=term.counted if term else "",
    )
    return enquiry


@act
def answer_enquiry(actor: Actor, *, enquiry_id: int, answer: str) -> Enquiry:
    """Answer to all alike, on the page of the procedure and on the public site. A late answer is recorded as late, not refused.

    Raises OutOfScope, Forbidden, Refused.
    """
    enquiry = queries.lock_enquiry(actor, enquiry_id)
    require(policies.may_answer(actor, enquiry))
    if not answer.strip():
        require(refuse(_("请写明答复内容。"), "IR2015:52", code="answer"))
    enquiry.move("answer")
    enquiry.answer, enquiry.answered_at, enquiry.answered_by_name = answer.strip(), clock.now(), actor.name
    enquiry.save(update_fields=["state", "answer", "answered_at", "answered_by_name"])
    late = enquiry.due_at is not None and enquiry.answered_at > enquiry.due_at
    record(
        actor,
        "procurement.enquiry_answered",
        enquiry,
        stream=enquiry.procedure.project_no,
        basis="IR2015:52",
        data={"asked_at": enquiry.asked_at, "due_at": enquiry.due_at},
        late=late,
    )
    settle(actor, tasks.ANSWER, enquiry.procedure, ref=str(enquiry.pk))
    return enquiry
