"""Who may do what in a review: role, organisation, seat, state. Who proposes does not decide."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.award.enums import AwardState, CommitteeState, MemberState
from bailu.award.lifecycle import AWARD, COMMITTEE, MEMBER
from bailu.award.models import Award, Committee, Member
from bailu.award.queries import reading as queries
from bailu.funds.rules import another_person
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse, require
from bailu.organisations import queries as people
from bailu.organisations.roles import Role
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Bid, Procedure

_KEEPERS = (Role.BUREAU_CLERK, Role.FINANCE_OFFICER)
DRAWABLE = (ProcedureState.PUBLISHED, ProcedureState.CLOSED, ProcedureState.OPENING, ProcedureState.OPENED)
_REPLACEABLE = (CommitteeState.DRAWN, CommitteeState.CONFIRMED, CommitteeState.REVIEWING)


def may_keep_pool(actor: Actor) -> Verdict:
    """The pool is kept by the treasury and the bureau, never by those who buy."""
    if actor.has(*_KEEPERS):
        return ALLOWED
    return forbid(_("专家库由民政、财政部门经办人管理。"), "IR2015:62", code="role")


def person(actor: Actor) -> int:
    """The person whose hand an act bears; an act of this room is never the system's."""
    if actor.user_id is None:
        require(forbid(_("请先登录。"), code="role"))
    return int(actor.user_id or 0)


def may_read_pool(actor: Actor) -> Verdict:
    if actor.has(*_KEEPERS, Role.FINANCE_CHIEF, Role.AUDITOR, Role.EXPERT):
        return ALLOWED
    return forbid(_("专家库只供管理和监督人员查看，抽取前不向采购人公开。"), "IR2015:39", code="role")


def runs(actor: Actor, procedure: Procedure) -> Verdict:
    """The procurement officer of the office that handles the procedure."""
    if actor.has(Role.PROCUREMENT_OFFICER) and actor.organisation_id == procedure.handler_id:
        return ALLOWED
    return forbid(_("由承办本次采购的采购经办人办理。"), "IR2015:39", code="role")


def may_draw(actor: Actor, procedure: Procedure) -> Verdict:
    right = runs(actor, procedure)
    if not right.allowed:
        return right
    if Committee.objects.filter(procedure_id=procedure.pk).exists():
        reason = _("本次采购已抽取过评审专家，不能重新抽取；有人回避时依次补抽。")
        page = reverse("award:committee", args=[procedure.pk])
        return refuse(reason, "IR2015:39", fix=page, fix_label=_("查看评审成员"), code="drawn")
    if procedure.state not in DRAWABLE:
        return refuse(_("公告发布之后、评审开始之前才能抽取专家。"), "IR2015:39", code="state")
    return ALLOWED


def _officer(actor: Actor, committee: Committee, move: str) -> Verdict:
    return all_of(runs(actor, committee.procedure), not_a_member(actor, committee), COMMITTEE.check(committee.state, move))


def not_a_member(actor: Actor, committee: Committee) -> Verdict:
    """Whoever runs or decides does not judge."""
    if queries.seat(committee, actor) is None:
        return ALLOWED
    return forbid(_("您是评审成员，不能同时经办或决定本次采购。"), "RB:8.2", code="member")


def may_confirm(actor: Actor, committee: Committee) -> Verdict:
    """Only after the opening: before it nobody knows from whom to stand aside."""
    return all_of(_officer(actor, committee, "confirm"), _opened(committee))


def _opened(committee: Committee) -> Verdict:
    if committee.procedure.state == ProcedureState.OPENED:
        return ALLOWED
    return refuse(_("开标以后才知道投标人，才能核查回避并确定成员。"), "IR2015:9", code="unopened")


def may_replace(actor: Actor, committee: Committee) -> Verdict:
    right = all_of(runs(actor, committee.procedure), not_a_member(actor, committee))
    if not right.allowed or committee.state in _REPLACEABLE:
        return right
    return refuse(_("评审已结束，不能再更换成员。"), "IR2015:44", code="state")


def may_begin(actor: Actor, committee: Committee) -> Verdict:
    return all_of(_officer(actor, committee, "begin"), _opened(committee))


def may_finish(actor: Actor, committee: Committee) -> Verdict:
    return _officer(actor, committee, "finish")


def may_fail(actor: Actor, committee: Committee) -> Verdict:
    return _officer(actor, committee, "fail")


# Members


def has_seat(member: Member | None) -> Verdict:
    if member is not None:
        return ALLOWED
    return forbid(_("只有评审成员可以办理。"), "IR2015:41", code="seat")


def may_declare(committee: Committee, member: Member | None) -> Verdict:
    return all_of(_judging(committee, member), MEMBER.check(member.state, "declare") if member else ALLOWED)


def may_judge(committee: Committee, member: Member | None) -> Verdict:
    """Check and score: while the review runs, after declaring no tie, until signed."""
    right = _judging(committee, member)
    if not right.allowed or member is None:
        return right
    if member.state == MemberState.CONFIRMED:
        fix = reverse("award:declare", args=[committee.procedure_id])
        return refuse(
            _("先声明与投标人没有利害关系，才能查看投标文件和评分。"), "IR2015:9", fix=fix, fix_label=_("去声明"), code="undeclared"
        )
    if member.state == MemberState.SIGNED:
        return refuse(_("您已签署评分，不能再改。"), "IR2015:41", code="signed")
    return ALLOWED


def may_read_bids(committee: Committee, member: Member | None) -> Verdict:
    """Members read the bids once they have declared, also after signing."""
    if member is not None and member.state == MemberState.SIGNED:
        return ALLOWED
    return may_judge(committee, member)


def _judging(committee: Committee, member: Member | None) -> Verdict:
    seat = has_seat(member)
    if not seat.allowed or committee.state == CommitteeState.REVIEWING:
        return seat
    return refuse(_("评审没有开始或者已经结束。"), "IR2015:41", code="state")


def may_sign_report(committee: Committee, member: Member | None) -> Verdict:
    seat = has_seat(member)
    if not seat.allowed or member is None:
        return seat
    if committee.state != CommitteeState.RANKED:
        return refuse(_("评审结束之后、报告送达之前签署评审报告。"), "IR2015:41", code="state")
    if member.report_signed_at is not None:
        return refuse(_("您已签署评审报告。"), "IR2015:41", code="signed")
    return ALLOWED


# The purchaser


def may_receive(actor: Actor, committee: Committee) -> Verdict:
    own = actor.organisation_id == committee.purchaser_id and actor.has(Role.PURCHASER_CLERK, Role.PURCHASER_HEAD)
    right = ALLOWED if own else forbid(_("评审报告由采购人接收。"), "IR2015:43", code="role")
    return all_of(right, COMMITTEE.check(committee.state, "receive"))


def decides(actor: Actor, committee: Committee) -> Verdict:
    """The purchaser's head, who has no seat and did not draw those who judge."""
    own = actor.organisation_id == committee.purchaser_id and actor.has(Role.PURCHASER_HEAD)
    right = ALLOWED if own else forbid(_("中标（成交）供应商由采购人负责人确定。"), "IR2015:43", code="role")
    drew = another_person(committee.drawn_by_id, actor.user_id, _("经办评审的人不得确定中标（成交）供应商。"))
    return all_of(right, not_a_member(actor, committee), drew)


def may_decide(actor: Actor, committee: Committee) -> Verdict:
    right = decides(actor, committee)
    if not right.allowed:
        return right
    if committee.state != CommitteeState.REPORTED:
        return refuse(_("收到评审报告之后才能确定。"), "IR2015:43", code="state")
    if Award.objects.standing().filter(procedure_id=committee.procedure_id).exists():
        return refuse(_("供应商已经确定；供应商放弃时，按顺序确定下一候选人。"), "IR2015:43", code="decided")
    return _no_bidders_man(actor, committee.procedure_id)


def _no_bidders_man(actor: Actor, procedure_id: int) -> Verdict:
    """Whoever worked for a bidder does not choose among the bids."""
    bidders = Bid.objects.filter(procedure_id=procedure_id, provider__isnull=False).values_list("provider_id", flat=True)
    return people.stays_out(actor, list(bidders))


def may_decide_next(actor: Actor, award: Award) -> Verdict:
    right = all_of(decides(actor, award.committee), AWARD.check(award.state, "decline"))
    if not right.allowed:
        return right
    if award.procedure.state in (ProcedureState.DECIDED, ProcedureState.AWARDED):
        return _no_bidders_man(actor, award.procedure_id)
    return refuse(_("合同已经签订，不能改定下一候选人。"), "IR2015:49", code="contracted")


def may_publish(actor: Actor, award: Award) -> Verdict:
    return all_of(runs(actor, award.procedure), AWARD.check(award.state, "publish"))


# Who sees what


def may_see_members(actor: Actor, committee: Committee, published: bool) -> Verdict:
    """Secret until the result is published: before that only who runs the review, its members, and oversight."""
    if published or actor.has(Role.AUDITOR) or runs(actor, committee.procedure).allowed or queries.seat(committee, actor) is not None:
        return ALLOWED
    return forbid(_("评审成员名单在结果公告前保密。"), "RB:2.6", code="secret")


def may_see_ranking(actor: Actor, committee: Committee) -> Verdict:
    """The members and the office once all have signed; the purchaser's people with them."""
    if committee.state in (CommitteeState.RANKED, CommitteeState.REPORTED):
        return ALLOWED
    return refuse(_("全部成员签署评分、评审结束后才有排序。"), "IR2015:41", code="state")


def published(award: Award | None) -> bool:
    return award is not None and award.state == AwardState.PUBLISHED
