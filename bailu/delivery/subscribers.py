"""News from below that the service listens to."""

from __future__ import annotations

from bailu.contracts import queries as contracts
from bailu.contracts.events import Signed
from bailu.inbox.commands import ask
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role


@step
def when_signed(actor: Actor, event: Signed) -> None:
    """The contract is made: the agency names its staff before the service begins (XM2015:3.2)."""
    contract = contracts.get(SYSTEM, event.contract_id)
    ask(
        actor,
        kind="delivery.assign_staff",
        stream=contract.project_no,
        subject_title=contract.title,
        url=f"/contracts/{contract.pk}/staff/new/",
        organisation_id=contract.provider_id,
        role=Role.PROVIDER_CLERK,
        due_at=clock.at_day(contract.term_from, 23, 59),
        basis="XM2015:3.2",
    )
