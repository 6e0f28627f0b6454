"""News from below that the contract listens to."""

from __future__ import annotations

from bailu.award.events import AwardPublished
from bailu.award.models import Award
from bailu.contracts.tasks import DRAFT
from bailu.inbox.commands import ask
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.planning import queries as plans


@step
def when_award_published(actor: Actor, event: AwardPublished) -> None:
    """The notice of award is out: the purchaser has thirty days to sign (PL2014:46)."""
    award = Award.objects.get(pk=event.award_id)
    project = plans.project(award.project_no)
    ask(actor, DRAFT, project, due=award.contract_due)
