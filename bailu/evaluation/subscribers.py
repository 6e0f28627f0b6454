"""News from below: the signed contract brings its two evaluations."""

from __future__ import annotations

from bailu.contracts.events import ServiceStarted, Signed
from bailu.contracts.models import Contract
from bailu.evaluation.commands import lapse_reply, plan
from bailu.evaluation.models import Evaluation
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.organisations.roles import Role


def when_signed(actor: Actor, event: Signed) -> None:
    plan(actor, Contract.objects.get(pk=event.contract_id))


def when_service_started(actor: Actor, event: ServiceStarted) -> None:
    """Both self-reports are on the agency's desk from the start, with their days."""
    for evaluation in Evaluation.objects.filter(contract_id=event.contract_id).select_related("contract"):
        ask(
            actor,
            kind="evaluation.self_report",
            stream=evaluation.contract.project_no,
            ref=evaluation.kind,
            subject_title=evaluation.contract.title,
            url=f"/evaluations/{evaluation.pk}/self-report/",
            organisation_id=evaluation.contract.provider_id,
            role=Role.PROVIDER_CLERK,
            due_at=clock.at_day(evaluation.due_on, 23, 59),
            basis="XM2015:5.4",
        )


def lapse_overdue_replies() -> None:
    """On the tick: the reply period has passed."""
    for pk in Evaluation.objects.filter(state="DRAFTED", reply_due__lt=clock.today()).values_list("pk", flat=True)[:200]:
        lapse_reply(SYSTEM, evaluation_id=pk)
