"""How the rooms above move a purchase on: steps of their acts."""

from __future__ import annotations

import datetime as dt

from bailu.funds.ledger import release_all
from bailu.inbox.commands import settle, settle_all
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.kernel.verdict import require
from bailu.planning.enums import Station
from bailu.planning.models import Project
from bailu.planning.queries.intentions import intended
from bailu.planning.searching import vector_of
from bailu.planning.tasks import PROCURE


def _lock(project_no: str) -> Project:
    return Project.objects.select_for_update(of=("self",)).get(no=project_no)


@step
def advance(actor: Actor, project_no: str, station: Station, *, due_at: dt.datetime | None = None, what: str = "") -> Project:
    """The purchase stands at this station, its next term is ``due_at`` for ``what`` (nothing when there is none)."""
    project = _lock(project_no)
    project.station, project.next_due_at, project.next_due_what = Station(station), due_at, what
    project.save(update_fields=["station", "next_due_at", "next_due_what"])
    return project


@step
def move(actor: Actor, project_no: str, name: str) -> Project:
    """Make a move of the project's lifecycle: "procure", "reopen", "contract", "settle", "cancel". Raises Refused.

    "procure" is refused before the intention has been public as long as the regime asks (CK2020-10).
    Cancelling gives back what the purchase holds of its budget and clears the desks.
    """
    project = _lock(project_no)
    if name == "procure":
        require(intended(project))
    project.move(name)
    project.save(update_fields=["state"])
    if name == "procure":
        settle(actor, PROCURE, project_no)
    if name == "cancel":
        release_all(actor, project_no=project_no)
        settle_all(actor, stream=project_no)
        advance(actor, project_no, Station(project.station))
    return project


@step
def set_provider(actor: Actor, project_no: str, provider_id: int | None) -> Project:
    """Who holds the contract, and may therefore see the purchase."""
    project = _lock(project_no)
    project.provider_id = provider_id
    project.search = vector_of(project)
    project.save(update_fields=["provider", "search"])
    return project


@step
def set_evaluator(actor: Actor, project_no: str, evaluator_id: int | None) -> Project:
    """Who evaluates, and may therefore see the purchase."""
    project = _lock(project_no)
    project.evaluator_id = evaluator_id
    project.save(update_fields=["evaluator"])
    return project


@step
def set_agency(actor: Actor, project_no: str, agency_id: int | None) -> Project:
    """Which procurement agency was entrusted, and may therefore see the purchase."""
    project = _lock(project_no)
    project.agency_id = agency_id
    project.save(update_fields=["agency"])
    return project
