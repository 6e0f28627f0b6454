"""What the report and the notice of this station say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.award import queries
from bailu.award.enums import CommitteeKind, MemberKind, MemberState
from bailu.award.models import Award, Committee, Member
from bailu.award.rules import scoring
from bailu.documents import commands as documents
from bailu.documents.chinese import in_chinese
from bailu.documents.enums import DocumentKind
from bailu.documents.models import Document
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.law import rules as law
from bailu.organisations.models import Organisation

# Kept with the purchase as they stand and translated when shown.
REPORT_WHAT = gettext_noop("送达评审报告")
DECIDE_WHAT = gettext_noop("确定中标（成交）供应商")
PUBLISH_WHAT = gettext_noop("发通知书并公告结果")
CONTRACT_WHAT = gettext_noop("签订合同")


@step
@in_chinese
def draft_report(actor: Actor, committee: Committee) -> Document:
    return documents.draft(
        actor,
        kind=DocumentKind.REVIEW_REPORT,
        project_no=committee.project_no,
        owner=f"award.Committee:{committee.pk}",
        organisation_id=committee.purchaser_id,
        shared_with={committee.office_id} - {committee.purchaser_id},
        title=_("%(title)s评审报告") % {"title": committee.title},
        data=report(committee),
    )


@step
@in_chinese
def issue_notice(actor: Actor, award: Award) -> Document:
    document = documents.draft(
        actor,
        kind=DocumentKind.AWARD_NOTICE,
        project_no=award.project_no,
        owner=f"award.Award:{award.pk}",
        organisation_id=award.committee.purchaser_id,
        shared_with={award.provider_id},
        title=_("%(title)s%(word)s通知书及结果公告") % {"title": award.committee.title, "word": word(award.committee)},
        data=notice(award),
    )
    return documents.issue(actor, document)


@in_chinese
def failure(committee: Committee, valid: int) -> str:
    """Why the review came to nothing, as it is published."""
    return str(scoring.enough_qualified(committee.kind, valid, queries.least_bids(committee)).reason)


def word(committee: Committee) -> str:
    """A tender is won, a consultation concluded: 中标, 成交."""
    return _("中标") if committee.kind == CommitteeKind.TENDER else _("成交")


def party(body: Organisation) -> dict[str, Any]:
    facts = {"name": body.name, "credit_code": body.credit_code, "address": body.address, "phone": body.telephone}
    return {key: value for key, value in facts.items() if value}


def common(committee: Committee) -> dict[str, Any]:
    procedure = committee.procedure
    return {
        "project_no": committee.project_no,
        "project_title": committee.title,
        "purchaser": party(committee.purchaser),
        "method": procedure.get_method_display(),
    }


@in_chinese
def report(committee: Committee) -> dict[str, Any]:
    """The review as it stands: before the signatures as a draft, after them for issue."""
    procedure, members = committee.procedure, list(committee.members.select_related("person"))
    sitting = [m for m in members if m.sits]
    bids, checks = queries.bids(committee), queries.checks(committee)
    names = {bid.pk: bid.provider.name if bid.provider else "" for bid in bids}
    sums = queries.sums(committee)
    finished = committee.finished_at or clock.now()
    return common(committee) | {
        "reviewed_on": finished.astimezone(clock.ZONE).date(),
        "place": procedure.place or committee.office.name,
        "committee": [_member(m) for m in sitting],
        "avoided": [{"name": m.person.name, "reason": _avoided(m)} for m in members if m.state == MemberState.AVOIDED],
        "drawn_on": committee.drawn_at.astimezone(clock.ZONE).date(),
        "published_on": procedure.published_on,
        "budget": committee.budget,
        "ceiling": procedure.ceiling,
        "qualification": [
            {"bidder": names[pk], "passed": check.passed, "reason": check.reason or check.explanation} for pk, check in checks.items()
        ],
        "score_items": [{"item": c["title"], "points": c["max"], "standard": c.get("standard", "")} for c in procedure.criteria],
        "scores": [
            {"bidder": names[bid], "expert": m.person.name, "points": sums[bid][m.pk]} for bid in sums for m in sitting if m.pk in sums[bid]
        ],
        "ranking": ranking(committee),
        "price_formula": _("价格分＝最低评审价÷本人评审价×%(weight)s，保留两位小数，四舍五入") % {"weight": f"{procedure.price_weight:f}"},
        "recommendation": _recommendation(committee),
        "dissent": [{"expert": m.person.name, "opinion": m.dissent} for m in sitting if m.dissent],
    }


def ranking(committee: Committee) -> list[dict[str, Any]]:
    return [
        {
            "rank": r.rank,
            "bidder": r.provider.name,
            "price": r.price,
            "evaluated_price": r.evaluated_price,
            "technical": r.technical,
            "price_score": r.price_score,
            "total": r.total,
        }
        for r in queries.ranked(committee)
    ]


@in_chinese
def notice(award: Award) -> dict[str, Any]:
    """Notice and result in one: the winner, the amount, the service, the experts' names (IR2015:43)."""
    committee, procedure = award.committee, award.procedure
    on = (award.noticed_at or clock.now()).astimezone(clock.ZONE).date()
    regime = queries.law_of(committee)
    days = regime["award.result_notice_days"]
    stands = law.term(on, days)
    challenge = law.term(stands.due, regime["challenge.window_days"]) if stands else None
    experts = committee.members.sitting().filter(kind=MemberKind.EXPERT).select_related("person")
    facts = common(committee) | {
        "award_word": word(committee),
        "winner": party(award.provider),
        "amount": award.amount,
        "awarded_on": award.decided_at.astimezone(clock.ZONE).date(),
        "decided_on": award.decided_at.astimezone(clock.ZONE).date(),
        "published_on": on,
        "experts": [m.person.name for m in experts],
        "subject": procedure.demand or procedure.title,
        "agency": party(procedure.agency) if procedure.agency else None,
        "procurement_published_on": procedure.published_on,
        "reason": award.reason,
        "ranking": ranking(committee),
        "notice_days": None if days.off else days.number,
        "sign_until": award.contract_due,
        "challenge_until": challenge.due if challenge else None,
    }
    return {key: value for key, value in facts.items() if value is not None}


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.person.name,
        "capacity": str(member.get_kind_display()),
        "organisation": member.employer,
        "statement": _("声明与投标人没有利害关系"),
        "stated_at": member.declared_at,
    }


def _avoided(member: Member) -> str:
    """The kind of the tie; with whom stays in the system."""
    return (
        _("%(kind)s：%(note)s") % {"kind": member.get_avoid_kind_display(), "note": member.avoid_note}
        if member.avoid_note
        else str(member.get_avoid_kind_display())
    )


def _recommendation(committee: Committee) -> str:
    names = [_("第%(rank)d名 %(name)s") % {"rank": r.rank, "name": r.provider.name} for r in queries.ranked(committee)]
    return _("评审结果按总分由高到低排序，推荐%(word)s候选人：%(names)s。") % {"word": word(committee), "names": _("；").join(names)}
