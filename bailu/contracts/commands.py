"""From the award to signing, publication, filing and the start of the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.award import queries as awards
from bailu.award.models import Award
from bailu.contracts import drafting, events, papers, policies, progress, queries, rules
from bailu.contracts.enums import MilestoneKind
from bailu.contracts.models import Contract, ContractTarget, Milestone
from bailu.contracts.tasks import DRAFT, FILE, OFFER, PUBLISH, SIGN, START
from bailu.funds import ledger
from bailu.funds import queries as funds
from bailu.inbox.commands import ask, settle
from bailu.inbox.kinds import moment
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.days import add_days
from bailu.kernel.errors import OutOfScope
from bailu.kernel.events import publish
from bailu.kernel.verdict import require
from bailu.law import formulas, params
from bailu.law.rules import Term, term
from bailu.organisations import queries as organisations
from bailu.planning import progress as planning
from bailu.planning import queries as plans
from bailu.planning.enums import Station
from bailu.planning.models import Project, Target
from bailu.procurement import progress as procurement
from bailu.ui import search


@act
def draft_contract(
    actor: Actor,
    *,
    project_no: str,
    term_from: dt.date,
    term_to: dt.date,
    scope: str,
    quantity: str,
    quality: str,
    payment: str,
    breach: str,
    amount: Decimal,
    shares: Sequence[Decimal] = (),
    targets: Sequence[Mapping[str, Any]] = (),
) -> Contract:
    """Draft the contract of an award with its six terms; targets and instalments are carried over.

    ``shares`` are the instalments in percent (by default the regime's); ``targets`` (measure, unit, goal) those of which the bid
    promised more than the notice. Raises Refused when a term is missing (XM2015:3.4), anything deviates from notice and bid
    (PL2014:46), the shares are not the whole (RB:4.10); OutOfScope before the award's notice.
    """
    project = plans.by_no(actor, project_no)
    award = awards.award_of(project_no)
    if award is None or award.noticed_at is None:
        raise OutOfScope
    require(policies.may_draft(actor, project.purchaser_id))
    regime_on = procurement.lock(award.procedure_id).regime_on or clock.today()
    regime = params.regime(regime_on)
    require(rules.drafted_once(Contract.objects.filter(project_no=project_no).exists()))
    words = {"scope": scope, "quantity": quantity, "quality": quality, "payment": payment, "breach": breach}
    parts = [Decimal(s) for s in shares] or drafting.default_shares(regime)
    require(rules.six_terms(words | {"term": f"{term_from}"}))
    require(rules.agrees_with_award(amount, award.amount))
    require(rules.term_fits(term_from, term_to, project.months, regime["contract.max_months"].number))
    require(rules.shares(parts))
    promised = plans.targets(project_no)
    written = drafting.with_goals(promised, targets)
    require(rules.agrees_with_notice(drafting.goals(promised), drafting.goals(written)))
    contract = _write(actor, project, award, words, term_from=term_from, term_to=term_to, regime_on=regime_on)
    _carry_over(contract, parts, written)
    record(actor, "contracts.drafted", contract, stream=project_no, basis="XM2015:3.4", data={"amount": amount, "shares": parts})
    settle(actor, DRAFT, project)
    ask(actor, OFFER, contract, due=contract.sign_due)
    return contract


def _write(actor: Actor, project: Project, award: Award, words: Mapping[str, str], **dates: dt.date) -> Contract:
    return Contract.objects.create(
        no=f"C-{project.no.removeprefix('P-')}",
        project_no=project.no,
        award_id=award.pk,
        title=project.title,
        purchaser_id=project.purchaser_id,
        provider_id=award.provider_id,
        amount=award.amount,
        drafted_by_id=actor.user_id,
        sign_due=award.contract_due,
        search=search.vector(project.no, project.title, project.purchaser.name, award.provider.name),
        **words,
        **dates,
    )


@act
def edit_contract(actor: Actor, *, contract_id: int, scope: str, quantity: str, quality: str, payment: str, breach: str) -> Contract:
    """Change the wording before it is signed; amount, term, targets and instalments stay those of the notice."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_edit(actor, contract))
    require(rules.six_terms({"scope": scope, "quantity": quantity, "quality": quality, "term": "x", "payment": payment, "breach": breach}))
    contract.scope, contract.quantity, contract.quality, contract.payment, contract.breach = scope, quantity, quality, payment, breach
    contract.save(update_fields=["scope", "quantity", "quality", "payment", "breach"])
    record(actor, "contracts.edited", contract, basis="PL2014:46")
    return contract


@act
def redraft_contract(actor: Actor, *, contract_id: int, reason: str) -> Contract:
    """Take it back from the provider before they sign."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_redraft(actor, contract))
    contract.move("redraft")
    contract.offered_at = None
    contract.save(update_fields=["state", "offered_at"])
    record(actor, "contracts.redrafted", contract, basis="PL2014:46", reason=reason)
    settle(actor, SIGN, contract)
    ask(actor, OFFER, contract, due=contract.sign_due)
    return contract


@act
def sign_for_purchaser(actor: Actor, *, contract_id: int) -> Contract:
    """The purchaser's head signs and offers it to the provider; who drafted does not sign."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_offer(actor, contract))
    contract.move("offer")
    contract.offered_at = clock.now()
    contract.save(update_fields=["state", "offered_at"])
    record(actor, "contracts.offered", contract, basis="PL2014:46", data={"amount": contract.amount})
    settle(actor, OFFER, contract)
    ask(actor, SIGN, contract, due=contract.sign_due)
    return contract


@act
def sign_for_provider(actor: Actor, *, contract_id: int) -> Contract:
    """The provider signs: the contract is made, its clocks start, the first instalment opens.

    Eligibility is looked at again (XM2015:3.2). After thirty days it is late: lawful, recorded, escalated (PL2014:46).
    """
    contract = queries.lock(actor, contract_id)
    require(policies.may_sign(actor, contract))
    require(organisations.eligibility(contract.provider_id, clock.today()))
    award = awards.award_of(contract.project_no)
    assert award is not None and award.noticed_at is not None
    today, regime = clock.today(), params.regime(contract.regime_on)
    noticed = award.noticed_at.astimezone(clock.ZONE).date()
    contract.move("sign")
    contract.signed_at = clock.now()
    contract.signed_late = not rules.signed_in_time(
        noticed, contract.sign_due or add_days(noticed, regime["contract.sign_days"].number), today
    )
    published, filed = term(today, regime["contract.publish_days"]), term(today, regime["contract.file_days"])
    contract.publish_due, contract.file_due = published.due if published else None, filed.due if filed else None
    contract.document_id = papers.issue_contract(actor, contract, award)
    contract.save(update_fields=["state", "signed_at", "signed_late", "publish_due", "file_due", "document_id"])
    record(
        actor,
        "contracts.signed",
        contract,
        basis="PL2014:46",
        data={"amount": contract.amount, "due": contract.sign_due},
        late=contract.signed_late,
    )
    settle(actor, SIGN, contract)
    _release_surplus(actor, contract, regime)
    procurement.move(actor, award.procedure_id, "contract")
    planning.move(actor, contract.project_no, "contract")
    planning.set_provider(actor, contract.project_no, contract.provider_id)
    planning.advance(actor, contract.project_no, Station.CONTRACT, due_at=moment(contract.publish_due or contract.file_due))
    _ask_publication(actor, contract, published, filed)
    progress.open_milestone(actor, contract, MilestoneKind.SIGNING)
    publish(actor, events.Signed(contract.pk))
    return contract


@act
def publish_contract(actor: Actor, *, contract_id: int) -> Contract:
    """Publish the contract within two working days of signing (IR2015:50); later is recorded as late."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_publish(actor, contract))
    contract.published_at = clock.now()
    contract.save(update_fields=["published_at"])
    papers.publish_contract(actor, contract)
    late = contract.publish_due is not None and clock.today() > contract.publish_due
    record(actor, "contracts.published", contract, basis="IR2015:50", data={"due": contract.publish_due}, late=late)
    settle(actor, PUBLISH, contract)
    return contract


@act
def file_contract(actor: Actor, *, contract_id: int, filing_no: str) -> Contract:
    """File a copy with the treasury within seven working days of signing (PL2014:47); later is recorded as late."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_file(actor, contract))
    contract.filed_at, contract.filing_no = clock.now(), filing_no
    contract.save(update_fields=["filed_at", "filing_no"])
    late = contract.file_due is not None and clock.today() > contract.file_due
    data = {"due": contract.file_due, "filing_no": filing_no}
    record(actor, "contracts.filed", contract, basis="PL2014:47", data=data, late=late)
    settle(actor, FILE, contract)
    return contract


@act
def start_service(actor: Actor, *, contract_id: int, on: dt.date) -> Contract:
    """The provider starts the service on a day of the term."""
    contract = queries.lock(actor, contract_id)
    require(policies.may_start(actor, contract))
    require(rules.starts_within(on, contract.term_from, contract.term_to))
    contract.move("start")
    contract.started_on = on
    contract.save(update_fields=["state", "started_on"])
    record(actor, "contracts.service_started", contract, basis="XM2015:3.4", data={"on": on})
    settle(actor, START, contract)
    planning.advance(actor, contract.project_no, Station.SERVICE, due_at=moment(contract.term_to))
    publish(actor, events.ServiceStarted(contract.pk))
    return contract


@step
def _carry_over(contract: Contract, parts: list[Decimal], written: Sequence[Target]) -> None:
    """Targets travel from the project, instalments from the shares; nobody types them again."""
    ContractTarget.objects.bulk_create(
        ContractTarget(
            contract=contract,
            kind=t.kind,
            measure=t.measure,
            code=t.code,
            unit=t.unit,
            base=t.base,
            goal=t.goal,
            lower_is_better=t.lower_is_better,
            evidence=t.evidence,
        )
        for t in written
    )
    Milestone.objects.bulk_create(
        Milestone(contract=contract, kind=i.kind, no=i.no, share=i.share, amount=i.amount)
        for i in drafting.instalments(contract.amount, parts)
    )


@step
def _release_surplus(actor: Actor, contract: Contract, regime: params.Regime) -> None:
    """Bought for less than budgeted: the difference, and its share of the evaluation fee, go back to the line."""
    keep = {"SERVICE": contract.amount, "EVALUATION_FEE": formulas.evaluation_fee(contract.amount, regime)}
    for held in funds.encumbrances(contract.project_no):
        surplus = held.left - keep[held.purpose]
        if surplus > 0:
            ledger.release(actor, encumbrance_id=held.pk, amount=surplus)


def _ask_publication(actor: Actor, contract: Contract, published: Term | None, filed: Term | None) -> None:
    for kind, term_of in ((PUBLISH, published), (FILE, filed)):
        if term_of is not None:
            ask(actor, kind, contract, due=term_of.due, counted=term_of.counted)
    ask(actor, START, contract, due=contract.term_from)
