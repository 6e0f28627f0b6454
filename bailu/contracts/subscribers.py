"""News from below that the contract listens to."""

from __future__ import annotations

from bailu.award.events import AwardPublished
from bailu.award.models import Award
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role
from bailu.planning import queries as plans


@step
def when_award_published(actor: Actor, event: AwardPublished) -> None:
    """The notice of award is out: the purchaser has thirty days to sign (PL2014:46)."""
    award = Award.objects.get(pk=event.award_id)
    project = plans.project(award.project_no)
    ask(
        actor,
        kind="contracts.draft",
        stream=project.no,
        subject_title=project.title,
        url=f"/contracts/draft/{project.no}/",
        organisation_id=project.purchaser_id,
        role=Role.PURCHASER_CLERK,
        due_at=clock.at_day(award.contract_due, 23, 59) if award.contract_due else None,
        basis="PL2014:46",
    )
