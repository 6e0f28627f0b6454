"""News from below: the signed contract brings its two evaluations."""

from __future__ import annotations

from bailu.contracts.events import ServiceStarted, Signed
from bailu.contracts.models import Contract
from bailu.evaluation import tasks
from bailu.evaluation.commands import lapse_reply, plan
from bailu.evaluation.models import Evaluation
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor


def when_signed(actor: Actor, event: Signed) -> None:
    plan(actor, Contract.objects.get(pk=event.contract_id))


def when_service_started(actor: Actor, event: ServiceStarted) -> None:
    """Both self-reports are on the agency's desk from the start, with their days."""
    for evaluation in Evaluation.objects.filter(contract_id=event.contract_id).select_related("contract"):
        tasks.ask_about(actor, tasks.SELF_REPORT, evaluation, due=evaluation.due_on)


def lapse_overdue_replies() -> None:
    """On the tick: the reply period has passed."""
    for pk in Evaluation.objects.filter(state="DRAFTED", reply_due__lt=clock.today()).values_list("pk", flat=True)[:200]:
        lapse_reply(SYSTEM, evaluation_id=pk)
