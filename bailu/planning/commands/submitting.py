"""Handing a project in for its budget: here everything clause 3.4 asks for must be there."""

from __future__ import annotations

from bailu.audit.commands import record
from bailu.funds.models import BudgetLine
from bailu.inbox.commands import ask, settle
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.organisations.enums import OrganisationFunction
from bailu.planning import policies, queries, rules
from bailu.planning.enums import Channel, Station
from bailu.planning.models import Project
from bailu.planning.progress import advance
from bailu.planning.tasks import BUDGET, MEND
from bailu.programmes.commands import pilot_begun


@act
def submit_project(actor: Actor, *, project_id: int, line_id: int | None = None) -> Project:
    """Hand the project in for its budget, on a named budget line when the purchaser has one.

    Refused without assessed needs, a costing that keeps the law's shares, targets of all four classes (XM2015:3.4), outside the
    pilot (XM2015:2), by a body that may not purchase (XM2015:3.1); and when the line named is not approved, for another purpose,
    another year or too small for the service with its evaluation fee (PL2014:6, XM2015:3.6, 3.7).
    """
    project = queries.lock(actor, project_id)
    require(policies.may_submit_project(actor, project))
    require(queries.submittable(project))
    line = BudgetLine.objects.visible_to(actor).filter(pk=line_id).first() if line_id else None
    if line_id and line is None:
        raise OutOfScope
    if line is not None:
        require(queries.fits_line(project, line))
    plan = queries.fee_plan(project.amount)
    project.move("submit")
    project.budget_line, project.fee, project.note = line, plan.fee, ""
    project.save(update_fields=["state", "budget_line", "fee", "note"])
    advance(actor, project.no, Station.BUDGET)
    settle(actor, MEND, project)
    if project.channel == Channel.DISTRICT:
        pilot_begun(actor, division=project.division_id or project.purchaser.division_id)
    _ask_treasury(actor, project)
    data = {"amount": project.amount, "fee": plan.fee, "line": line.no if line else ""}
    record(actor, "planning.project_submitted", project, basis=rules.PROGRAMME, data=data)
    return Project.objects.get(pk=project.pk)


@step
def _ask_treasury(actor: Actor, project: Project) -> None:
    """The treasury of the line named, else that of the purchaser's district, else the city's."""
    line = project.budget_line
    treasury = line.treasury if line else queries.office_of(OrganisationFunction.FINANCE, project.county)
    if treasury is not None:
        ask(actor, BUDGET, project, organisation_id=treasury.pk)
