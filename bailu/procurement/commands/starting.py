"""How it is bought: starting a procedure, choosing the method, having it approved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.documents.chinese import in_chinese
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import refuse, require
from bailu.law import params
from bailu.organisations import queries as organisations
from bailu.planning import progress as planning
from bailu.procurement import policies, queries, rules, tasks
from bailu.procurement.enums import Method
from bailu.procurement.models import Procedure
from bailu.ui import search


@act
def start_procedure(actor: Actor, *, project_no: str, method: str = "", agency_id: int | None = None) -> Procedure:
    """Open the purchase of an accepted project with an approved budget (PL2014:6, XM2015:4.1); the method is the recommended one
    unless another is named. ``agency_id`` is the procurement agency charged with it. Raises OutOfScope, Forbidden, Refused."""
    project = queries.lock_project(actor, project_no)
    require(policies.may_start(actor, project.purchaser_id))
    require(queries.ready_to_procure(project))
    require(organisations.purchaser_eligibility(project.purchaser_id))
    agency = queries.agency(agency_id)
    advice = in_chinese(rules.recommend)(project.amount, params.regime(clock.today()))
    before = Procedure.objects.filter(project_no=project_no).order_by("pk")
    last = before.last()
    procedure = Procedure(
        project=project,
        project_no=project_no,
        number=f"{project_no}-{before.count() + 1}",
        title=project.title,
        county=project.county,
        purchaser_id=project.purchaser_id,
        agency=agency,
        demand=last.demand if last else project.content,
        method=Method(method or advice.method),
        recommended=advice.method,
        method_reasons=list(advice.reasons),
        budget_amount=project.amount,
        successor_of=last,
    )
    if last is not None:  # a second attempt starts from what the first had
        procedure.conditions, procedure.criteria, procedure.price_weight = last.conditions, last.criteria, last.price_weight
        procedure.ceiling = last.ceiling
    procedure.save(force_insert=True)
    Procedure.objects.filter(pk=procedure.pk).update(
        search=search.vector(procedure.number, project.title, project.purchaser.name, project.content)
    )
    planning.move(actor, project_no, "procure")
    if agency is not None:
        planning.set_agency(actor, project_no, agency.pk)
    record(
        actor,
        "procurement.started",
        procedure,
        stream=project_no,
        basis="PL2014:6",
        data={"number": procedure.number, "method": procedure.method, "recommended": advice.method, "budget": procedure.budget_amount},
    )
    settle(actor, tasks.RESTART, procedure)
    ask(actor, tasks.PREPARE, procedure)
    return procedure


@act
def choose_method(actor: Actor, *, procedure_id: int, method: str) -> Procedure:
    """Choose how it is bought; an approval given for another method falls. Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_prepare(actor, procedure))
    if procedure.method == Method(method):
        return procedure
    procedure.method = Method(method)
    procedure.method_approved_at = procedure.method_approved_by_id = None
    procedure.save(update_fields=["method", "method_approved_at", "method_approved_by_id"])
    record(actor, "procurement.method_chosen", procedure, basis="PL2014:26", data={"method": method})
    return procedure


@act
def request_method_approval(actor: Actor, *, procedure_id: int, reason: str) -> Procedure:
    """Ask the city's treasury to approve consultation at the open-tender threshold, before the start (PL2014:27).

    Raises OutOfScope, Forbidden, and Refused when nothing needs approval or the reason is empty.
    """
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_request_approval(actor, procedure))
    require(rules.approval_needed(procedure.method, procedure.budget_amount, queries.like_purchases(procedure), procedure.regime))
    if not reason.strip():
        require(refuse(_("请写明采用这种方式的理由。"), "IR2015:23", code="reason"))
    treasury = queries.city_treasury()
    procedure.move("request_approval")
    procedure.approval_reason, procedure.approval_asked_at = reason.strip(), clock.now()
    procedure.save(update_fields=["state", "approval_reason", "approval_asked_at"])
    record(
        actor,
        "procurement.approval_requested",
        procedure,
        basis="PL2014:27",
        reason=procedure.approval_reason,
        data={"method": procedure.method},
    )
    ask(actor, tasks.APPROVE_METHOD, procedure, organisation_id=treasury.pk)
    return procedure


@act
def approve_method(actor: Actor, *, procedure_id: int, opinion: str = "") -> Procedure:
    """The city's treasury approves the method before the start (PL2014:27, IR2015:23). Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_approve_method(actor, procedure))
    require(rules.approver(actor.county))
    procedure.move("approve_method")
    procedure.method_approved_at, procedure.method_approved_by_id = clock.now(), actor.user_id
    procedure.approval_opinion = opinion.strip()
    procedure.save(update_fields=["state", "method_approved_at", "method_approved_by_id", "approval_opinion"])
    record(
        actor,
        "procurement.method_approved",
        procedure,
        basis="IR2015:23",
        reason=procedure.approval_opinion,
        data={"method": procedure.method},
    )
    settle(actor, tasks.APPROVE_METHOD, procedure)
    return procedure


@act
def refuse_method(actor: Actor, *, procedure_id: int, opinion: str) -> Procedure:
    """The city's treasury does not approve: back to preparation, where open tender is left. Raises OutOfScope, Forbidden, Refused."""
    procedure = queries.lock(actor, procedure_id)
    require(policies.may_approve_method(actor, procedure, "refuse_method"))
    require(rules.approver(actor.county))
    if not opinion.strip():
        require(refuse(_("不予批准须写明理由。"), "IR2015:23", code="reason"))
    procedure.move("refuse_method")
    procedure.approval_opinion = opinion.strip()
    procedure.save(update_fields=["state", "approval_opinion"])
    record(
        actor,
        "procurement.method_refused",
        procedure,
        basis="IR2015:23",
        reason=procedure.approval_opinion,
        data={"method": procedure.method},
    )
    settle(actor, tasks.APPROVE_METHOD, procedure)
    return procedure
