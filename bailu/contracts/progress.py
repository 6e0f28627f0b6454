"""Steps for the rooms above: an evaluation opens an instalment, acceptance is recorded, the last payment settles."""

from __future__ import annotations

import datetime as dt

from bailu.audit.commands import record
from bailu.contracts import queries, rules
from bailu.contracts.enums import MilestoneKind
from bailu.contracts.events import Paid
from bailu.contracts.models import Claim, Contract, Milestone
from bailu.contracts.tasks import CLAIM
from bailu.funds import ledger
from bailu.inbox.commands import ask, settle_all
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.events import publish
from bailu.planning import progress as planning
from bailu.planning.enums import Station


@step
def open_milestone(actor: Actor, contract: Contract, kind: MilestoneKind) -> Milestone:
    """The event of an instalment has come: the provider is asked to claim it. Idempotent."""
    milestone = Milestone.objects.select_for_update().get(contract=contract, kind=kind)
    if milestone.opened_at is None:
        milestone.opened_at = clock.now()
        milestone.save(update_fields=["opened_at"])
        record(
            actor,
            "contracts.instalment_opened",
            milestone,
            stream=contract.project_no,
            basis="XM2015:3.4",
            data={"kind": kind, "amount": milestone.amount},
        )
        ask(actor, CLAIM, contract, at=[contract.pk, milestone.no], ref=str(milestone.no))
    return milestone


@step
def record_acceptance(actor: Actor, contract: Contract, *, on: dt.date) -> None:
    """The service was accepted (judged in evaluation): the last instalment opens."""
    contract.move("accept")
    contract.accepted_on = on
    contract.save(update_fields=["state", "accepted_on"])
    open_milestone(actor, contract, MilestoneKind.FINAL)
    settle_if_done(actor, contract)


@step
def mark_paid(actor: Actor, claim: Claim) -> None:
    """The treasury has paid a claim."""
    claim.move("pay")
    claim.paid_at = clock.now()
    claim.save(update_fields=["state", "paid_at"])
    Milestone.objects.filter(pk=claim.milestone_id).update(paid_at=claim.paid_at)
    publish(actor, Paid(claim.contract_id, claim.pk))
    settle_if_done(actor, claim.contract)


@step
def settle_if_done(actor: Actor, contract: Contract) -> bool:
    """Settle once everything is paid, the evaluator's fee too: what is left of the money is released, the line is free of it."""
    contract.refresh_from_db()
    unpaid = Milestone.objects.filter(contract=contract, paid_at=None).count()
    if contract.state != "ACCEPTED" or not rules.ready_to_settle(unpaid, queries.fee_left(contract.project_no)).allowed:
        return False
    released = ledger.release_all(actor, project_no=contract.project_no)
    contract.move("settle")
    contract.settled_at = clock.now()
    contract.save(update_fields=["state", "settled_at"])
    record(actor, "contracts.settled", contract, basis="XM2015:3.6", data={"released": released})
    planning.move(actor, contract.project_no, "settle")
    planning.advance(actor, contract.project_no, Station.SETTLED)
    settle_all(actor, stream=contract.project_no)
    return True
