"""From the signed points to the report on the purchaser's desk, or to the failure of the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bailu.audit.commands import record
from bailu.award import papers, policies, queries, tasks
from bailu.award.commands.review import is_enterprise
from bailu.award.commands.seating import ask_member
from bailu.award.enums import MemberState
from bailu.award.events import ReviewFailed
from bailu.award.models import Committee, Member, Result
from bailu.award.rules import composition, deciding, pricing, scoring
from bailu.award.rules.scoring import Standing
from bailu.documents import commands as documents
from bailu.documents.models import Document
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.events import publish
from bailu.kernel.verdict import require
from bailu.planning import progress as purchases
from bailu.planning.enums import Station
from bailu.procurement import progress as procedures
from bailu.procurement.enums import FailureKind
from bailu.procurement.models import Bid


@act
def finish_review(actor: Actor, *, committee_id: int) -> Committee:
    """All have signed: the members' sums are averaged, the price score added, the bids ranked, the report drafted (IR2015:41).

    Refused while a bid is unchecked or a member has not signed, when too few bids are valid, when a seat is empty.
    The report is due at the purchaser within the working days of the regime (IR2015:43).
    """
    committee = queries.lock(actor, committee_id)
    require(policies.may_finish(actor, committee))
    bids, valid = queries.bids(committee), queries.valid_bids(committee)
    require(scoring.all_checked([b.pk for b in bids], queries.checks(committee).keys()))
    require(scoring.enough_qualified(committee.kind, len(valid), queries.least_bids(committee)))
    require(composition.composed(queries.seats(committee), queries.law_of(committee)))
    unsigned = committee.members.sitting().exclude(state=MemberState.SIGNED)
    require(scoring.all_signed(list(unsigned.values_list("person__name", flat=True))))
    _rank(committee, valid)
    term = deciding.term(clock.today(), queries.law_of(committee)["award.report_days"])
    committee.move("finish")
    committee.finished_at, committee.report_due = clock.now(), term.due
    committee.save(update_fields=["state", "finished_at", "report_due"])
    committee.report_document_id = papers.draft_report(actor, committee).pk
    committee.save(update_fields=["report_document_id"])
    procedures.move(actor, committee.procedure_id, "finish_review")
    purchases.advance(actor, committee.project_no, Station.AWARD, due_at=term.due_at, what=papers.REPORT_WHAT)
    _ask_after_review(actor, committee, term)
    record(
        actor,
        "award.review_finished",
        committee,
        basis="IR2015:41",
        data={"valid": len(valid), "invalid": len(bids) - len(valid), "report_due": term.due},
    )
    return committee


@act
def fail_review(actor: Actor, *, committee_id: int, reason: str = "") -> Committee:
    """Fewer valid bids than the law asks: the tender is void, the consultation ends (PL2014:36, CK214:34). Refused otherwise."""
    committee = queries.lock(actor, committee_id)
    require(policies.may_fail(actor, committee))
    bids, valid = queries.bids(committee), queries.valid_bids(committee)
    least = queries.least_bids(committee)
    require(scoring.all_checked([b.pk for b in bids], queries.checks(committee).keys()))
    require(scoring.must_fail(committee.kind, len(valid), least))
    committee.move("fail")
    committee.failure = f"{papers.failure(committee, len(valid))}{reason.strip()}"
    committee.save(update_fields=["state", "failure"])
    for kind in (tasks.DECLARE, tasks.SCORE):
        for member in committee.members.all():
            settle(actor, kind, committee, ref=str(member.pk))
    settle(actor, tasks.FINISH, committee)
    procedures.fail(actor, committee.procedure_id, kind=FailureKind.TOO_FEW, reason=committee.failure)
    record(
        actor,
        "award.review_failed",
        committee,
        basis=least.clause,
        reason=committee.failure,
        data={"valid": len(valid)},
    )
    publish(actor, ReviewFailed(committee.pk))
    return committee


@act
def sign_report(actor: Actor, *, committee_id: int, agrees: bool = True, dissent: str = "") -> Member:
    """A member signs the report, or signs a different opinion with its reasons (IR2015:41)."""
    committee = queries.lock(actor, committee_id)
    member = queries.seat(committee, actor)
    require(policies.may_sign_report(committee, member))
    assert member is not None
    require(deciding.dissent_has_reason(agrees, dissent))
    member.report_signed_at, member.dissent = clock.now(), "" if agrees else dissent.strip()
    member.save(update_fields=["report_signed_at", "dissent"])
    settle(actor, tasks.SIGN_REPORT, committee, ref=str(member.pk))
    verb = "award.report_signed" if agrees else "award.dissent"
    record(actor, verb, member, stream=committee.project_no, basis="IR2015:41", data={"kind": member.kind})
    return member


@act
def receive_report(actor: Actor, *, committee_id: int) -> Committee:
    """The purchaser receives the report, which is issued with the signatures; who signed nothing counts as agreeing (IR2015:41).

    The term to decide begins (IR2015:43). Late is recorded, not refused.
    """
    committee = queries.lock(actor, committee_id)
    require(policies.may_receive(actor, committee))
    silent = committee.members.filter(state=MemberState.SIGNED, report_signed_at=None)
    deemed = silent.update(deemed_agreed=True)
    term = deciding.term(clock.today(), queries.law_of(committee)["award.decide_days"])
    late = committee.report_due is not None and clock.today() > committee.report_due
    committee.move("receive")
    committee.received_at, committee.decide_due = clock.now(), term.due
    committee.save(update_fields=["state", "received_at", "decide_due"])
    report = Document.objects.get(pk=committee.report_document_id or 0)
    documents.issue(actor, documents.revise(actor, report, data=papers.report(committee)))
    for member in silent:
        settle(actor, tasks.SIGN_REPORT, committee, ref=str(member.pk))
    settle(actor, tasks.RECEIVE, committee)
    purchases.advance(actor, committee.project_no, Station.AWARD, due_at=term.due_at, what=papers.DECIDE_WHAT)
    ask(actor, tasks.DECIDE, committee, due=term.due, basis=term.clause, counted=term.counted)
    record(
        actor,
        "award.report_received",
        committee,
        basis="IR2015:43",
        data={"deemed_agreed": deemed, "decide_due": term.due},
        late=late,
    )
    return committee


@step
def _rank(committee: Committee, valid: Sequence[Bid]) -> None:
    deduction = queries.law_of(committee)["award.sme_deduction"]
    prices = {
        bid.pk: pricing.evaluated(
            bid.price or Decimal(0),
            enterprise=bid.provider is not None and is_enterprise(bid.provider.kind),
            small=queries.small_enterprise(bid),
            deduction=deduction,
        )
        for bid in valid
    }
    price_scores = pricing.scores(prices, committee.procedure.price_weight or Decimal(0))
    sums = queries.sums(committee)
    by_id = {bid.pk: bid for bid in valid}
    standings = [
        Standing(pk, bid.price or Decimal(0), prices[pk], scoring.mean(sums.get(pk, {}).values()), price_scores[pk])
        for pk, bid in by_id.items()
    ]
    for rank, one in enumerate(scoring.ranking(committee.kind, standings, committee.draw["seed"]), 1):
        Result.objects.create(
            committee=committee,
            bid_id=one.bid_id,
            provider_id=by_id[one.bid_id].provider_id or 0,
            price=one.price,
            evaluated_price=one.evaluated,
            technical=one.technical,
            price_score=one.price_score,
            total=one.total,
            rank=rank,
        )


@step
def _ask_after_review(actor: Actor, committee: Committee, term: deciding.Term) -> None:
    settle(actor, tasks.FINISH, committee)
    settle(actor, tasks.FILL_SEAT, committee)
    for member in committee.members.sitting():
        ask_member(actor, committee, member, tasks.SIGN_REPORT)
    ask(actor, tasks.RECEIVE, committee, due=term.due, basis=term.clause, counted=term.counted)
