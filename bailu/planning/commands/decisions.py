"""What others decide on a project: the treasury its budget, the civil affairs bureau its declaration (clauses 3.6, 4.1)."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.funds import ledger
from bailu.funds.enums import EncumbrancePurpose
from bailu.funds.models import BudgetLine
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY
from bailu.planning import policies, progress, queries, rules
from bailu.planning.enums import Channel, Station
from bailu.planning.models import Project
from bailu.planning.tasks import ACCEPT, BUDGET, DECLARE, MEND, PROCURE

DECLARATION = "XM2015:4.1"


@act
def approve_budget(actor: Actor, *, project_id: int, line_id: int | None = None, note: str = "") -> Project:
    """Set aside the service and its evaluation fee on a budget line (the one handed in with the project when none is named).

    The fee is what the regime of the day says, 3 % on top (XM2015:3.7). Refused on a line that is not approved, of another
    purchaser, year or purpose (PL2014:6, XM2015:3.6), or with too little left; never by who made the project.
    """
    project = queries.lock(actor, project_id)
    require(policies.may_approve_budget(actor, project))
    line_id = line_id or project.budget_line_id
    require(rules.line_named(line_id))
    assert line_id is not None
    line = BudgetLine.objects.visible_to(actor).filter(pk=line_id).first()
    if line is None:
        raise OutOfScope
    require(policies.line_is_ours(actor, line.treasury_id))
    require(queries.fits_line(project, line))
    plan = queries.fee_plan(project.amount)
    project.move("budget")
    project.budget_line, project.amount, project.fee = line, plan.service, plan.fee
    project.budgeted_by_id, project.budgeted_at, project.note = actor.user_id, clock.now(), note
    project.save(update_fields=["state", "budget_line", "amount", "fee", "budgeted_by", "budgeted_at", "note"])
    ledger.encumber(actor, line_id=line.pk, project_no=project.no, purpose=EncumbrancePurpose.SERVICE, amount=plan.service)
    if plan.fee:
        ledger.encumber(actor, line_id=line.pk, project_no=project.no, purpose=EncumbrancePurpose.EVALUATION_FEE, amount=plan.fee)
    settle(actor, BUDGET, project)
    ask(actor, DECLARE, project)
    data = {"line": line.no, "amount": plan.service, "fee": plan.fee}
    record(actor, "planning.budget_approved", project, basis="XM2015:3.6", reason=note, data=data)
    return project


@act
def return_project(actor: Actor, *, project_id: int, reason: str) -> Project:
    """The treasury gives the project back to be put right, saying why."""
    project = queries.lock(actor, project_id)
    require(policies.may_return_project(actor, project))
    project.move("return")
    _give_back(actor, project, reason)
    settle(actor, BUDGET, project)
    record(actor, "planning.project_returned", project, basis="XM2015:3.6", reason=reason)
    return project


@act
def declare(actor: Actor, *, project_id: int) -> Project:
    """Declare the budgeted project: a municipal body to the city's civil affairs bureau, a district's to the district's."""
    project = queries.lock(actor, project_id)
    require(policies.may_declare(actor, project))
    project.move("declare")
    project.declared_at = clock.now()
    project.save(update_fields=["state", "declared_at"])
    settle(actor, DECLARE, project)
    county = CITY if project.channel == Channel.MUNICIPAL else project.county
    bureau = queries.office_of(OrganisationFunction.CIVIL_AFFAIRS, county)
    if bureau is not None:
        ask(actor, ACCEPT, project, organisation_id=bureau.pk)
    data = {"channel": project.channel, "batch": project.batch, "to": bureau.name if bureau else ""}
    record(actor, "planning.declared", project, basis=DECLARATION, data=data)
    return project


@act
def accept_declaration(actor: Actor, *, project_id: int, note: str = "") -> Project:
    """The bureau takes the declaration; the purchase may be procured."""
    project = queries.lock(actor, project_id)
    require(policies.may_accept_declaration(actor, project))
    project.move("accept")
    project.accepted_by_id, project.accepted_at, project.note = actor.user_id, clock.now(), note
    project.save(update_fields=["state", "accepted_by", "accepted_at", "note"])
    settle(actor, ACCEPT, project)
    progress.advance(actor, project.no, Station.NOTICE)
    ask(actor, PROCURE, project)
    record(actor, "planning.declaration_accepted", project, basis=DECLARATION, reason=note)
    return Project.objects.get(pk=project.pk)


@act
def return_declaration(actor: Actor, *, project_id: int, reason: str) -> Project:
    """The bureau gives the declaration back; what was set aside of the budget is free again."""
    project = queries.lock(actor, project_id)
    require(policies.may_return_declaration(actor, project))
    project.move("return_declaration")
    ledger.release_all(actor, project_no=project.no)
    _give_back(actor, project, reason)
    settle(actor, ACCEPT, project)
    record(actor, "planning.declaration_returned", project, basis=DECLARATION, reason=reason)
    return project


@act
def cancel_project(actor: Actor, *, project_id: int, reason: str) -> Project:
    """The purchaser's head gives the project up before it is procured; its budget is free again."""
    project = queries.lock(actor, project_id)
    require(policies.may_cancel_project(actor, project))
    project.note = reason
    project.save(update_fields=["note"])
    cancelled = progress.move(actor, project.no, "cancel")
    record(actor, "planning.project_cancelled", cancelled, stream=project.no, basis=rules.PROGRAMME, reason=reason)
    return cancelled


@step
def _give_back(actor: Actor, project: Project, reason: str) -> None:
    """A draft again in all but name: nothing decided, nothing set aside. Its costing is what it costs, without a fee taken out."""
    project.note, project.budgeted_by_id, project.budgeted_at, project.declared_at = reason, None, None, None
    project.amount = sum((amount for _head, amount in queries.cost_amounts(project.no)), project.amount * 0)
    project.save(update_fields=["state", "note", "budgeted_by", "budgeted_at", "declared_at", "amount"])
    progress.advance(actor, project.no, Station.PROJECT)
    ask(actor, MEND, project)
