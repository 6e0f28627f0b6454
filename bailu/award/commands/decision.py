"""The purchaser decides in rank order; notice and result go out together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.award import papers, policies, queries, tasks
from bailu.award.events import AwardDeclined, AwardPublished, Decided
from bailu.award.models import Award, Committee, Result
from bailu.award.rules import deciding
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.events import publish
from bailu.kernel.verdict import refuse, require
from bailu.organisations import queries as people
from bailu.planning import progress as purchases
from bailu.planning.enums import Station
from bailu.procurement import progress as procedures


@act
def decide(actor: Actor, *, procedure_id: int, bid_id: int, reason: str = "") -> Award:
    """The purchaser's head decides for the first in rank (IR2015:43), within the term that began with the report.

    Refused for any other bid, before the report, for a provider that no longer meets the conditions (XM2015:3.2). Late is recorded.
    """
    committee = _committee(actor, procedure_id)
    require(policies.may_decide(actor, committee))
    award = _decide(actor, committee, bid_id, reason)
    late = committee.decide_due is not None and clock.today() > committee.decide_due
    procedures.move(actor, procedure_id, "decide")
    settle(actor, tasks.DECIDE, committee)
    _record_decision(actor, award, "IR2015:43", late)
    return award


@act
def decide_next(actor: Actor, *, procedure_id: int, bid_id: int, refusal: str, reason: str) -> Award:
    """The winner will not sign (``refusal`` says why and what shows it): the next in rank, with the reason (IR2015:49).

    Refused for any bid but the next, without reasons, and once the contract is signed. The old decision stands as declined.
    """
    committee = _committee(actor, procedure_id)
    award = queries.lock_award(actor, procedure_id)
    require(policies.may_decide_next(actor, award))
    require(deciding.refusal_has_reason(refusal))
    award.move("decline")
    award.declined_at, award.declined_reason = clock.now(), refusal.strip()
    award.save(update_fields=["state", "declined_at", "declined_reason"])
    record(actor, "award.declined", award, basis="IR2015:49", reason=award.declined_reason, data={"rank": award.rank})
    successor = _decide(actor, committee, bid_id, reason)
    procedures.move(actor, procedure_id, "decide_next")
    publish(actor, AwardDeclined(award.pk))
    _record_decision(actor, successor, "IR2015:49", late=False)
    return successor


@act
def publish_award(actor: Actor, *, procedure_id: int) -> Award:
    """Send the notice to the winner and publish the result with the experts' names, together (IR2015:43).

    The term for the contract begins (PL2014:46). Late is recorded, not refused.
    """
    award = queries.lock_award(actor, procedure_id)
    require(policies.may_publish(actor, award))
    committee = award.committee
    term = deciding.term(clock.today(), queries.law_of(committee)["contract.sign_days"])
    award.move("publish")
    award.noticed_at, award.noticed_by_id, award.contract_due = clock.now(), actor.user_id, term.due
    award.save(update_fields=["state", "noticed_at", "noticed_by", "contract_due"])
    award.notice_document_id = papers.issue_notice(actor, award).pk
    award.save(update_fields=["notice_document_id"])
    procedures.move(actor, procedure_id, "award")
    settle(actor, tasks.PUBLISH, award)
    purchases.advance(actor, award.project_no, Station.CONTRACT, due_at=term.due_at, what=papers.CONTRACT_WHAT)
    late = award.publish_due is not None and clock.today() > award.publish_due
    record(
        actor,
        "award.published",
        award,
        basis="IR2015:43",
        data={"provider": award.provider_id, "amount": award.amount, "contract_due": term.due},
        late=late,
    )
    publish(actor, AwardPublished(award.pk))
    return award


def _committee(actor: Actor, procedure_id: int) -> Committee:
    return queries.lock(actor, queries.of_procedure(actor, procedure_id).pk)


@step
def _decide(actor: Actor, committee: Committee, bid_id: int, reason: str) -> Award:
    results = {result.bid_id: result for result in queries.ranked(committee)}
    declined = queries.declined(committee.procedure_id)
    if deciding.next_in_rank(list(results), declined) is None:
        require(refuse(_("候选人都已放弃，应当重新开展采购。"), "IR2015:49", code="nobody"))
    require(deciding.in_rank_order(bid_id, list(results), declined))
    require(deciding.next_needs_reason(declined, reason))
    require(people.eligibility(results[bid_id].provider_id, clock.today()))
    return _new_award(actor, committee, results[bid_id], reason)


@step
def _new_award(actor: Actor, committee: Committee, result: Result, reason: str) -> Award:
    term = deciding.term(clock.today(), queries.law_of(committee)["award.notice_days"])
    award = Award.objects.create(
        procedure_id=committee.procedure_id,
        committee=committee,
        project_no=committee.project_no,
        bid_id=result.bid_id,
        provider_id=result.provider_id,
        amount=result.price,
        rank=result.rank,
        reason=reason.strip(),
        decided_at=clock.now(),
        decided_by_id=policies.person(actor),
        publish_due=term.due,
    )
    purchases.advance(actor, committee.project_no, Station.AWARD, due_at=term.due_at, what=papers.PUBLISH_WHAT)
    ask(actor, tasks.PUBLISH, committee, due=term.due, basis=term.clause, counted=term.counted)
    return award


@step
def _record_decision(actor: Actor, award: Award, basis: str, late: bool) -> None:
    record(
        actor,
        "award.decided",
        award,
        basis=basis,
        reason=award.reason,
        data={"rank": award.rank, "provider": award.provider_id, "amount": award.amount, "publish_due": award.publish_due},
        late=late,
    )
    publish(actor, Decided(award.pk))
