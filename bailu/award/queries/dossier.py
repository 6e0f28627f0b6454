"""What the dossier of a purchase shows of this station: how far it is, and the steps on offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.award import policies
from bailu.award.enums import AwardState, CommitteeState, MemberState
from bailu.award.models import Award, Committee, Member, Result
from bailu.award.queries import reading
from bailu.award.rules.deciding import Term, term
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.procurement.enums import DEAD_STATES, ProcedureState
from bailu.procurement.models import Procedure
from bailu.ui.steps import Step


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """The station in figures; without scope: the dossier shows names of members only once published."""

    procedure_id: int
    state: str
    state_label: str
    size: int = 0
    experts: int = 0
    drawn_at: dt.datetime | None = None
    seed_text: str = ""
    seed: str = ""
    finished_at: dt.datetime | None = None
    report_due: dt.date | None = None
    received_at: dt.datetime | None = None
    decide_due: dt.date | None = None
    report_document_id: int | None = None
    award: Award | None = None
    expert_names: tuple[str, ...] = ()
    ranking: tuple[Result, ...] = ()

    @property
    def published(self) -> bool:
        return self.award is not None and self.award.state == AwardState.PUBLISHED

    @property
    def amount(self) -> Decimal | None:
        return self.award.amount if self.award else None


def facts(project_no: str) -> AwardFacts | None:
    """The committee and the decision of the purchase's last procedure; None before anything was drawn."""
    committee = Committee.objects.filter(project_no=project_no).order_by("-pk").first()
    if committee is None:
        return None
    award = Award.objects.standing().filter(committee=committee).select_related("provider").first()
    members = [m for m in committee.members.select_related("person") if m.sits]
    experts = [m for m in members if m.kind == "EXPERT"]
    published = award is not None and award.state == AwardState.PUBLISHED
    return AwardFacts(
        procedure_id=committee.procedure_id,
        state=committee.state,
        state_label=committee.state_label,
        size=len(members),
        experts=len(experts),
        drawn_at=committee.drawn_at,
        seed_text=committee.draw["text"],
        seed=committee.draw["seed"],
        finished_at=committee.finished_at,
        report_due=committee.report_due,
        received_at=committee.received_at,
        decide_due=committee.decide_due,
        report_document_id=committee.report_document_id,
        award=award,
        expert_names=tuple(m.person.name for m in experts) if published else (),
        ranking=tuple(reading.ranked(committee)),
    )


def steps(actor: Actor, project_no: str) -> list[Step]:
    """What this station offers now: the next step first, greyed with its reason for whom it is not."""
    live = Procedure.objects.filter(project_no=project_no).exclude(state__in=DEAD_STATES).select_related("purchaser", "agency")
    procedure = live.order_by("-pk").first()
    if procedure is None or procedure.state == ProcedureState.CONTRACTED:
        return []
    committee = Committee.objects.visible_to(actor).select_related("procedure", "purchaser", "office").filter(procedure=procedure).first()
    if committee is None:
        return _before(actor, procedure)
    award = reading.award_in_scope(actor, procedure.pk)
    if award is not None:
        return _decided(actor, award)
    stage = _STAGES.get(CommitteeState(committee.state))
    return stage(actor, committee) if stage else []


def _before(actor: Actor, procedure: Procedure) -> list[Step]:
    verdict = policies.may_draw(actor, procedure)
    return (
        [] if verdict.forbidden or procedure.state not in policies.DRAWABLE else [_step(_("抽取评审专家"), "draw", procedure.pk, verdict)]
    )


def _drawn(actor: Actor, committee: Committee) -> list[Step]:
    return [_step(_("确定评审成员"), "confirm", committee.procedure_id, policies.may_confirm(actor, committee), whose=_("采购经办人"))]


def _confirmed(actor: Actor, committee: Committee) -> list[Step]:
    return [_step(_("开始评审"), "begin", committee.procedure_id, policies.may_begin(actor, committee), whose=_("采购经办人"))]


def _reviewing(actor: Actor, committee: Committee) -> list[Step]:
    seat = reading.seat(committee, actor)
    if seat is not None:
        return _of_member(committee, seat)
    waiting = committee.members.sitting().exclude(state=MemberState.SIGNED).count()
    whose = _("还有%(count)d名成员没有签署评分") % {"count": waiting} if waiting else _("采购经办人")
    return [
        _step(_("结束评审"), "finish", committee.procedure_id, policies.may_finish(actor, committee), whose=whose, primary=not waiting),
        _step(_("终止评审"), "fail", committee.procedure_id, policies.may_fail(actor, committee), primary=False),
    ]


def _of_member(committee: Committee, seat: Member) -> list[Step]:
    if seat.state == MemberState.CONFIRMED:
        return [_step(_("声明有无利害关系"), "declare", committee.procedure_id, policies.may_declare(committee, seat))]
    return [_step(_("审查并评分"), "score", committee.procedure_id, policies.may_read_bids(committee, seat))]


def _ranked(actor: Actor, committee: Committee) -> list[Step]:
    seat = reading.seat(committee, actor)
    if seat is not None:
        return [_step(_("签署评审报告"), "sign_report", committee.procedure_id, policies.may_sign_report(committee, seat))]
    due = _term(committee.finished_at, committee, "award.report_days")
    return [
        _step(_("接收评审报告"), "receive_report", committee.procedure_id, policies.may_receive(actor, committee), due, _("采购人")),
    ]


def _reported(actor: Actor, committee: Committee) -> list[Step]:
    due = _term(committee.received_at, committee, "award.decide_days")
    label = _("确定中标（成交）供应商")
    return [_step(label, "decide", committee.procedure_id, policies.may_decide(actor, committee), due, _("采购人负责人"))]


def _decided(actor: Actor, award: Award) -> list[Step]:
    offered = []
    if award.state == AwardState.DECIDED:
        due = _term(award.decided_at, award.committee, "award.notice_days")
        verdict = policies.may_publish(actor, award)
        offered.append(_step(_("发通知书并公告结果"), "publish", award.procedure_id, verdict, due, _("采购经办人")))
    again = policies.may_decide_next(actor, award)
    if again.allowed:
        offered.append(_step(_("供应商放弃，确定下一候选人"), "decide_next", award.procedure_id, again, primary=False))
    return offered


_STAGES: dict[CommitteeState, Callable[[Actor, Committee], list[Step]]] = {
    CommitteeState.DRAWN: _drawn,
    CommitteeState.CONFIRMED: _confirmed,
    CommitteeState.REVIEWING: _reviewing,
    CommitteeState.RANKED: _ranked,
    CommitteeState.REPORTED: _reported,
}


def _term(start: dt.datetime | None, committee: Committee, key: str) -> Term | None:
    return None if start is None else term(start.astimezone(clock.ZONE).date(), reading.law_of(committee)[key])


def _step(
    label: Words, page: str, procedure_id: int, verdict: Verdict, due: Term | None = None, whose: Words = "", primary: bool = True
) -> Step:
    return Step(
        label,
        reverse(f"award:{page}", args=[procedure_id]),
        verdict,
        due_at=due.due_at if due else None,
        basis=due.clause if due else "",
        counted=due.counted if due else "",
        whose="" if verdict.allowed else whose,
        primary=primary,
    )
