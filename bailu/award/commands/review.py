"""What each member does alone: declare, check, score, sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.award import policies, queries, tasks
from bailu.award.commands.seating import ask_member, catch_up, fill_seat, stand_aside
from bailu.award.enums import AvoidKind, CommitteeState, MemberKind, MemberState
from bailu.award.models import BidCheck, Committee, Member, Score
from bailu.award.rules import composition, pricing, scoring
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import ALLOWED, Verdict, refuse, require
from bailu.organisations.enums import OrganisationKind
from bailu.procurement.models import Bid


@act
def declare_no_tie(actor: Actor, *, committee_id: int) -> Member:
    """A member who has read who the bidders are declares to have no tie with them (IR2015:9); only then the bids are shown."""
    committee, member = _seat(actor, committee_id)
    require(policies.may_declare(committee, member))
    assert member is not None
    pool = queries.pool(committee.procedure, [member.person_id])
    require(composition.may_sit(member.person.name, member.person_id, pool, expert=member.kind == MemberKind.EXPERT))
    member.move("declare")
    member.declared_at = clock.now()
    member.save(update_fields=["state", "declared_at"])
    settle(actor, tasks.DECLARE, committee, ref=str(member.pk))
    ask_member(actor, committee, member, tasks.SCORE)
    record(actor, "award.no_tie_declared", member, stream=committee.project_no, basis="IR2015:9", data={"kind": member.kind})
    return member


@act
def declare_tie(actor: Actor, *, committee_id: int, note: str) -> Member:
    """A member who has a tie says so and stands aside; for an expert the next by lot takes the seat, for a representative
    the office names another."""
    committee, member = _seat(actor, committee_id)
    require(policies.may_declare(committee, member))
    assert member is not None
    require(ALLOWED if note.strip() else refuse(_("请写明有什么利害关系。"), "IR2015:9", code="note"))
    stand_aside(member, AvoidKind.DECLARED, note.strip())
    settle(actor, tasks.DECLARE, committee, ref=str(member.pk))
    filled = fill_seat(committee) if member.kind == MemberKind.EXPERT else []
    catch_up(actor, committee)
    if not filled and committee.state == CommitteeState.REVIEWING:
        ask(actor, tasks.FILL_SEAT, committee)
    record(actor, "award.tie_declared", member, stream=committee.project_no, basis="IR2015:9", data={"replaced": bool(filled)})
    return member


@act
def check_bid(actor: Actor, *, committee_id: int, bid_id: int, passed: bool, reason: str = "", explanation: str = "") -> BidCheck:
    """The committee's finding on one bid's qualification and compliance, entered by a member; an invalid bid needs its reason and is
    not ranked. An abnormally low price passes only with an explanation. Stands from the first signature on."""
    committee, member = _seat(actor, committee_id)
    require(policies.may_judge(committee, member))
    assert member is not None
    bid = _bid(committee, bid_id)
    require(_nobody_has_signed(committee))
    require(scoring.with_reason(passed, reason))
    low = queries.law_of(committee)["award.low_price"]
    is_low = pricing.low(bid.price or Decimal(0), queries.prices(queries.bids(committee)), committee.procedure.limit, low)
    require(scoring.explained(is_low, passed, explanation, low.clause))
    check, _made = BidCheck.objects.update_or_create(
        committee=committee,
        bid=bid,
        defaults={
            "passed": passed,
            "reason": "" if passed else reason.strip(),
            "explanation": explanation.strip(),
            "checked_by": member,
            "checked_at": clock.now(),
        },
    )
    if not passed:
        Score.objects.filter(member__committee=committee, bid=bid).delete()
    verb = "award.bid_passed" if passed else "award.bid_invalid"
    record(actor, verb, check, stream=committee.project_no, basis="PL2014:36", reason=check.reason, data={"bid": bid.receipt})
    return check


@act
def save_scores(actor: Actor, *, committee_id: int, scores: Iterable[Mapping[str, Any]]) -> Member:
    """Keep a member's points so far. Each mapping: ``bid_id``, ``criterion``, ``points`` (None takes them back), ``comment``.

    Refused outside the range the documents give, for a bid found invalid, before declaring and after signing.
    """
    committee, member = _seat(actor, committee_id)
    require(policies.may_judge(committee, member))
    assert member is not None
    count = _keep(committee, member, scores)
    record(actor, "award.scores_saved", member, stream=committee.project_no, basis="IR2015:41", data={"count": count})
    return member


@act
def sign_scores(actor: Actor, *, committee_id: int, scores: Iterable[Mapping[str, Any]] = ()) -> Member:
    """Sign one's own points (with those given here); nothing may be missing and every bid must have been checked. They stand."""
    committee, member = _seat(actor, committee_id)
    require(policies.may_judge(committee, member))
    assert member is not None
    _keep(committee, member, scores)
    bids = [bid.pk for bid in queries.bids(committee)]
    checks = queries.checks(committee)
    require(scoring.all_checked(bids, checks.keys()))
    valid = [bid for bid in bids if checks[bid].passed]
    require(scoring.complete(queries.points_of(member), valid, queries.criteria(committee.procedure)))
    member.move("sign")
    member.scores_signed_at = clock.now()
    member.save(update_fields=["state", "scores_signed_at"])
    settle(actor, tasks.SCORE, committee, ref=str(member.pk))
    record(actor, "award.scores_signed", member, stream=committee.project_no, basis="IR2015:41", data={"bids": len(valid)})
    unsigned = committee.members.sitting().exclude(state=MemberState.SIGNED)
    if committee.state == CommitteeState.REVIEWING and not unsigned.exists():
        ask(actor, tasks.FINISH, committee)
    return member


@step
def _keep(committee: Committee, member: Member, scores: Iterable[Mapping[str, Any]]) -> int:
    criteria = {c.code: c for c in queries.criteria(committee.procedure)}
    bids = {bid.pk for bid in queries.bids(committee)}
    invalid = {bid for bid, check in queries.checks(committee).items() if not check.passed}
    count = 0
    for given in scores:
        bid_id, code, points = int(given["bid_id"]), str(given["criterion"]), given.get("points")
        if bid_id not in bids or code not in criteria:
            raise OutOfScope(f"procurement.Bid:{bid_id} {code}")
        if points is None:
            Score.objects.filter(member=member, bid_id=bid_id, criterion=code).delete()
            continue
        require(_not_invalid(bid_id, invalid))
        require(scoring.within(criteria[code], Decimal(points)))
        Score.objects.update_or_create(
            member=member, bid_id=bid_id, criterion=code, defaults={"points": Decimal(points), "comment": given.get("comment", "")}
        )
        count += 1
    return count


def _not_invalid(bid_id: int, invalid: set[int]) -> Verdict:
    if bid_id in invalid:
        return refuse(_("这份投标（响应）已判为无效，不参加评分。"), "PL2014:36", code="invalid")
    return ALLOWED


def _nobody_has_signed(committee: Committee) -> Verdict:
    if committee.members.filter(state=MemberState.SIGNED).exists():
        return refuse(_("已有成员签署评分，审查结论不能再改。"), "IR2015:44", code="signed")
    return ALLOWED


def _seat(actor: Actor, committee_id: int) -> tuple[Committee, Member | None]:
    committee = queries.lock(actor, committee_id)
    return committee, queries.seat(committee, actor)


def _bid(committee: Committee, bid_id: int) -> Bid:
    found = next((bid for bid in queries.bids(committee) if bid.pk == bid_id), None)
    if found is None:
        raise OutOfScope(f"procurement.Bid:{bid_id}")
    return found


def is_enterprise(kind: str) -> bool:
    """Only an enterprise may be a small or micro enterprise."""
    return kind == OrganisationKind.ENTERPRISE
