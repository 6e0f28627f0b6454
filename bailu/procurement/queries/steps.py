"""What can be done next with a procedure, and what the public site shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict, all_of, first_refusal
from bailu.organisations import queries as organisations
from bailu.planning.models import Project
from bailu.procurement import criteria as scoring
from bailu.procurement import policies, rules
from bailu.procurement.enums import Method, ProcedureState
from bailu.procurement.models import Procedure
from bailu.procurement.queries.facts import asking_open, lateness, like_purchases, ready_to_procure
from bailu.procurement.queries.lists import by_project
from bailu.ui.steps import Step

S = ProcedureState


def steps(actor: Actor, project_no: str) -> list[Step]:
    """The next steps this actor sees; a step that the person has no right to is left out, one the law refuses is greyed."""
    procedure = by_project(actor, project_no)
    if procedure is None or procedure.state in (S.FAILED, S.CANCELLED):
        return _start(actor, project_no)
    return [step for step in steps_of(actor, procedure) if not step.verdict.forbidden]


def steps_of(actor: Actor, procedure: Procedure) -> list[Step]:
    """All steps of the state the procedure is in, with the verdict for this actor."""
    if procedure.state == S.DRAFT:
        return _preparing(actor, procedure)
    if procedure.state == S.AWAITING_APPROVAL:
        verdict = all_of(policies.may_approve_method(actor, procedure), rules.approver(actor.county))
        return [Step(_("批准采购方式"), _url("approve_method", procedure), verdict, basis="IR2015:23", whose=_("市财政局"), primary=True)]
    if procedure.state == S.PUBLISHED and procedure.bidding_open:
        return _published(actor, procedure)
    if procedure.state in (S.PUBLISHED, S.CLOSED, S.OPENING):
        return _opening(actor, procedure)
    return []


def _url(name: str, procedure: Procedure) -> str:
    return reverse(f"procurement:{name}", args=[procedure.pk])


def _start(actor: Actor, project_no: str) -> list[Step]:
    project = Project.objects.visible_to(actor).filter(no=project_no).first()
    if project is None or not policies.may_start(actor, project.purchaser_id).allowed:
        return []
    url = reverse("procurement:start", args=[project_no])
    return [Step(_("启动采购程序"), url, ready_to_procure(project), basis="PL2014:6", primary=True)]


def _preparing(actor: Actor, procedure: Procedure) -> list[Step]:
    prepare, method = policies.may_prepare(actor, procedure), method_verdict(procedure)
    found = []
    if not method.allowed:
        found.append(
            Step(
                _("申请批准采购方式"),
                _url("request_approval", procedure),
                policies.may_request_approval(actor, procedure),
                basis="PL2014:27",
                primary=True,
            )
        )
    ready = publishable(procedure, method)
    documents_first = not procedure.criteria or not procedure.conditions
    found += [
        Step(_("编制采购文件"), _url("documents", procedure), prepare, basis="IR2015:32", primary=method.allowed and documents_first),
        Step(_("选择采购方式"), _url("method", procedure), prepare, basis="PL2014:26"),
        Step(_("拟定采购公告"), _url("plan", procedure), all_of(prepare, ready), basis="PL2014:35"),
        Step(
            _("发布采购公告"),
            _url("publish", procedure),
            all_of(policies.may_publish(actor, procedure), ready),
            basis=rules.bid_period_floor(procedure.method, procedure.regime).clause,
            primary=ready.allowed,
        ),
        Step(_("撤销采购程序"), _url("cancel", procedure), policies.may_cancel(actor, procedure), basis="PL2014:42"),
    ]
    return found


def method_verdict(procedure: Procedure) -> Verdict:
    """May it be bought this way as things stand?"""
    approved = procedure.method_approved_at is not None
    amount, regime = procedure.budget_amount, procedure.regime
    others = like_purchases(procedure) if procedure.method == Method.CONSULTATION else []
    return all_of(
        rules.method_allowed(procedure.method, amount, approved=approved, regime=regime),
        rules.no_splitting(procedure.method, amount, others, approved=approved, regime=regime),
    )


def publishable(procedure: Procedure, method: Verdict) -> Verdict:
    """What must stand before a notice can go out, with where to mend it; the dates are asked on the form."""
    weight = procedure.price_weight or Decimal(0)
    documents = first_refusal(
        (
            rules.documents_complete(procedure.criteria, procedure.conditions, procedure.demand),
            scoring.lawful(scoring.parse(procedure.criteria), weight, procedure.method, procedure.regime),
        )
    )
    return all_of(
        method.mended_at(_url("request_approval", procedure), _("申请批准")),
        documents.mended_at(_url("documents", procedure), _("编制采购文件")),
    )


def _published(actor: Actor, procedure: Procedure) -> list[Step]:
    may_bid = policies.may_bid(actor, procedure)
    eligible = organisations.eligibility(actor.organisation_id or 0) if may_bid.allowed else may_bid
    open_still = lateness(procedure)
    return [
        Step(
            _("投标"),
            _url("bid", procedure),
            all_of(may_bid, open_still, eligible),
            due_at=procedure.deadline,
            basis="PL2014:35",
            primary=True,
        ),
        Step(_("询问"), _url("ask", procedure), all_of(policies.may_ask(actor, procedure), asking_open(procedure)), basis="IR2015:52"),
        Step(
            _("澄清或修改采购文件"),
            _url("clarify", procedure),
            all_of(policies.may_clarify(actor, procedure), open_still),
            basis="IR2015:31",
        ),
        Step(_("宣布废标"), _url("fail", procedure), policies.may_fail(actor, procedure), basis="PL2014:36"),
    ]


def _opening(actor: Actor, procedure: Procedure) -> list[Step]:
    now = clock.now()
    due = rules.opening_due(now, procedure.opens_at or now)
    if procedure.state != S.OPENING:
        verdict = all_of(policies.may_begin_opening(actor, procedure), due)
        first = Step(_("开始开标"), _url("begin_opening", procedure), verdict, due_at=procedure.opens_at, basis="ML18", primary=True)
    else:
        second = rules.two_openers(procedure.opening_begun_by_id, actor.user_id)
        verdict = all_of(policies.may_confirm_opening(actor, procedure), second)
        whose = _("%(name)s以外的第二人") % {"name": procedure.opening_begun_by_name}
        first = Step(_("确认开标"), _url("confirm_opening", procedure), verdict, basis="ML18", whose=whose, primary=True)
    return [first, Step(_("宣布废标"), _url("fail", procedure), policies.may_fail(actor, procedure), basis="PL2014:36")]


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    question: str
    asked_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """What anyone may read of a published procedure. Nothing about who bids is in it before the opening, nor after: see the result."""

    procedure_id: int
    number: str
    project_no: str
    title: str
    purchaser: str
    agency: str
    method: str
    method_label: str
    budget: Decimal
    ceiling: Decimal | None
    published_at: dt.datetime | None
    documents_until: dt.date | None
    deadline: dt.datetime | None
    opens_at: dt.datetime | None
    place: str
    state: str
    open_for_bidding: bool
    failed: bool
    end_reason: str
    ended_at: dt.datetime | None
    notice_document_id: int | None
    conditions: tuple[str, ...]
    criteria: tuple[dict[str, str], ...]
    answers: tuple[PublicAnswer, ...]
    clarifications: tuple[tuple[dt.datetime, str, dt.datetime | None], ...]


def public_notices(*, project_no: str = "", limit: int | None = None) -> list[PublicNotice]:
    """Published notices, newest first, with answers and clarifications. Three queries."""
    rows = Procedure.objects.public().select_related("purchaser", "agency").prefetch_related("enquiries", "clarifications")
    if project_no:
        rows = rows.filter(project_no=project_no)
    rows = rows.order_by("-published_at", "-pk")
    return [_public(p) for p in (rows if limit is None else rows[:limit])]


def _public(p: Procedure) -> PublicNotice:
    return PublicNotice(
        procedure_id=p.pk,
        number=p.number,
        project_no=p.project_no,
        title=p.title,
        purchaser=p.purchaser.name,
        agency=p.agency.name if p.agency else "",
        method=p.method,
        method_label=str(Method(p.method).label),
        budget=p.budget_amount,
        ceiling=p.ceiling,
        published_at=p.published_at,
        documents_until=p.documents_until,
        deadline=p.deadline,
        opens_at=p.opens_at,
        place=p.place,
        state=p.state,
        open_for_bidding=p.bidding_open,
        failed=p.state == S.FAILED,
        end_reason=p.end_reason,
        ended_at=p.ended_at,
        notice_document_id=p.notice_document_id,
        conditions=tuple(p.conditions),
        criteria=tuple(p.criteria),
        answers=tuple(PublicAnswer(e.question, e.asked_at, e.answer, e.answered_at) for e in p.enquiries.all() if e.answer),
        clarifications=tuple((c.issued_at, c.text, c.new_deadline) for c in p.clarifications.all()),
    )
