"""Work is assigned down and reported up: city, district, street (clause 5.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bailu.audit.commands import record
from bailu.funds.numbering import next_no
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.organisations.models import Organisation
from bailu.programmes import assigned, calendar, policies, rules
from bailu.programmes.enums import AssignmentState
from bailu.programmes.models import WorkItem
from bailu.programmes.tasks import CONFIRM, REPORT


@act
def assign(
    actor: Actor, *, phase: str, title: str, detail: str, assignee_ids: Sequence[int], due_on: dt.date, parent_id: int | None = None
) -> WorkItem:
    """Give the same piece of work to several bodies of the level below, each its own; gives the first of them.

    Refused to bodies that are not of the level below, with a day that is past, after the phase (XM2015:4.x) or later than the work it
    is a part of (XM2015:5.1).
    """
    require(policies.may_assign(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    bodies = {body.pk: body for body in assigned.below(actor)}
    require(rules.within_reach(assignee_ids, bodies))
    parent = assigned.given(actor).select_for_update().filter(pk=parent_id).first() if parent_id else None
    if parent_id and parent is None:
        raise OutOfScope
    today = clock.today()
    wanted = next((each for each in calendar.phases(today) if each.id == phase), None)
    require(rules.phase_known(wanted is not None))
    assert wanted is not None
    require(rules.due_within(due_on, today, wanted.last, wanted.clause, parent.due_on if parent else None))
    made = [_give(actor, bodies[pk], phase, title.strip(), detail.strip(), due_on, parent) for pk in dict.fromkeys(assignee_ids)]
    return made[0]


@step
def _give(actor: Actor, body: Organisation, phase: str, title: str, detail: str, due_on: dt.date, parent: WorkItem | None) -> WorkItem:
    assert actor.organisation_id is not None and actor.user_id is not None
    work = WorkItem.objects.create(
        no=next_no("T", clock.today().year), phase=phase, title=title, detail=detail, due_on=due_on, parent=parent,
        assigner_id=actor.organisation_id, assignee=body, assigned_by_id=actor.user_id,
    )  # fmt: skip
    ask(actor, REPORT, work, due=due_on, role=assigned.reporter(body))
    data = {"to": body.name, "due_on": due_on, "phase": phase, "part_of": parent.no if parent else ""}
    record(actor, "programmes.assigned", work, basis=rules.LINKED, data=data)
    return work


@act
def report_assignment(actor: Actor, *, assignment_id: int, report: str) -> WorkItem:
    """The body says what was done; its level above confirms. Refused while a part it assigned on is open (XM2015:5.1)."""
    work = assigned.lock(actor, assignment_id)
    require(policies.may_report(actor, work))
    require(rules.words_given(report))
    require(rules.parts_done(assigned.open_parts(work)))
    work.move("report")
    work.report, work.reported_by_id, work.reported_at = report.strip(), actor.user_id, clock.now()
    work.save(update_fields=["state", "report", "reported_by", "reported_at"])
    settle(actor, REPORT, work)
    ask(actor, CONFIRM, work, role=assigned.assigner_role(work))
    record(actor, "programmes.reported", work, basis=rules.LINKED, reason=work.report, late=clock.today() > work.due_on)
    return work


@act
def confirm_assignment(actor: Actor, *, assignment_id: int, remark: str = "") -> WorkItem:
    """The level above takes the report."""
    work = assigned.lock(actor, assignment_id)
    require(policies.may_confirm(actor, work))
    return _decide(actor, work, "confirm", remark)


@act
def give_back_assignment(actor: Actor, *, assignment_id: int, remark: str) -> WorkItem:
    """The level above wants more, and says what; the term stays."""
    work = assigned.lock(actor, assignment_id)
    require(policies.may_give_back(actor, work))
    require(rules.words_given(remark))
    _decide(actor, work, "give_back", remark)
    ask(actor, REPORT, work, due=work.due_on, role=assigned.reporter(work.assignee))
    return work


@act
def withdraw_assignment(actor: Actor, *, assignment_id: int, remark: str) -> WorkItem:
    """It is not wanted any more, and why. Refused while a part of it is open below."""
    work = assigned.lock(actor, assignment_id)
    require(policies.may_withdraw(actor, work))
    require(rules.words_given(remark))
    require(rules.parts_done(assigned.open_parts(work)))
    return _decide(actor, work, "withdraw", remark)


_VERBS = {"confirm": "programmes.confirmed", "give_back": "programmes.given_back", "withdraw": "programmes.withdrawn"}


@step
def _decide(actor: Actor, work: WorkItem, move: str, remark: str) -> WorkItem:
    work.move(move)
    work.remark, work.decided_by_id, work.decided_at = remark.strip(), actor.user_id, clock.now()
    work.save(update_fields=["state", "remark", "decided_by", "decided_at"])
    settle(actor, REPORT if work.state == AssignmentState.WITHDRAWN else CONFIRM, work)
    record(actor, _VERBS[move], work, basis=rules.LINKED, reason=work.remark)
    return work
