"""Acceptance: every standard judged, the users' opinion taken, by somebody who did not buy (IR2015:45, PL2014:61)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bailu.audit.commands import record
from bailu.contracts import progress as contracts_progress
from bailu.contracts import queries as contracts
from bailu.evaluation import events, papers, policies, queries, rows, rules
from bailu.evaluation.enums import EvaluationKind
from bailu.evaluation.models import Acceptance
from bailu.evaluation.tasks import ACCEPT
from bailu.inbox.commands import settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.events import publish as tell
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.law import rules as law


@act
def accept(
    actor: Actor,
    *,
    contract_id: int,
    on: dt.date,
    standards: Sequence[Mapping[str, Any]],
    opinions: Sequence[Mapping[str, Any]],
    conclusion: str,
) -> Acceptance:
    """Accept the service after its published final evaluation; opens the last instalment.

    ``standards``: rows {kind, standard, required, actual, passed}; ``opinions``: rows {who, opinion}, never a client's name.
    """
    contract = contracts.lock(actor, contract_id)
    require(policies.may_accept(actor, contract))
    final = queries.published(contract.pk, EvaluationKind.FINAL)
    heard = rows.opinions(opinions)
    require(rules.may_accept(final.grade if final else "", len(heard)))
    assert final is not None and final.published_at is not None
    require(rules.accepted_on(on, final.published_at.astimezone(clock.ZONE).date(), clock.today()))
    require(rules.every_standard_passed(standards))
    publication = law.term(clock.today(), params.regime(contract.regime_on)["contract.acceptance_publish_days"])
    acceptance = Acceptance.objects.create(
        contract=contract,
        on=on,
        standards=rows.standards(standards),
        opinions=heard,
        conclusion=conclusion,
        accepted_by_id=actor.user_id,
        accepted_by_name=actor.name,
        publish_due=publication.due if publication else None,
    )
    acceptance.document_id = papers.issue_certificate(actor, acceptance)
    acceptance.save(update_fields=["document_id"])
    data = {"on": on, "standards": len(standards), "opinions": len(opinions)}
    record(actor, "evaluation.accepted", acceptance, stream=contract.project_no, basis="IR2015:45", reason=conclusion, data=data)
    settle(actor, ACCEPT, contract)
    contracts_progress.record_acceptance(actor, contract, on=on)
    tell(actor, events.Accepted(contract.pk))
    return acceptance
