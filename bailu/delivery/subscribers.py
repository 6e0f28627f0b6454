"""News from below that the service listens to."""

from __future__ import annotations

from bailu.contracts import queries as contracts
from bailu.contracts.events import Signed
from bailu.delivery.tasks import ASSIGN
from bailu.inbox.commands import ask
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import step


@step
def when_signed(actor: Actor, event: Signed) -> None:
    """The contract is made: the agency names its staff before the service begins (XM2015:3.2)."""
    contract = contracts.get(SYSTEM, event.contract_id)
    ask(actor, ASSIGN, contract, due=contract.term_from)
