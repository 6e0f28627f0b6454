"""The nine stations of a purchase as a line: what is done and when, where it stands, what is to come. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from bailu.contracts.models import Contract
from bailu.dossier.queries.rows import Gathered, Waiting
from bailu.kernel.words import Words
from bailu.planning.enums import ProjectState, Station
from bailu.planning.models import Project
from bailu.procurement.models import Procedure
from bailu.ui.steps import Pace, Stop
from bailu.ui.timeleft import local_day

Dates = Mapping[Station, dt.date | dt.datetime | None]
#: Where on the page a station is told.
PLACES: Mapping[Station, str] = {
    Station.NEED: "#need",
    Station.PROJECT: "#project",
    Station.BUDGET: "#money",
    Station.NOTICE: "#procedure",
    Station.OPENING: "#procedure",
    Station.AWARD: "#award",
    Station.CONTRACT: "#contract",
    Station.SERVICE: "#service",
    Station.SETTLED: "#money",
}


def dates(project: Project, rows: Gathered, procedure: Procedure | None, contract: Contract | None) -> Dates:
    """The day on which each station was done, from the columns of its room."""
    assessed = [need.assessed_at for need in rows.needs if need.assessed_at]
    return {
        Station.NEED: max(assessed) if assessed else None,
        Station.PROJECT: project.created_at if project.state != ProjectState.DRAFT else None,
        Station.BUDGET: project.accepted_at or project.budgeted_at,
        Station.NOTICE: procedure.published_at if procedure else None,
        Station.OPENING: procedure.opened_at if procedure else None,
        Station.AWARD: rows.award.noticed_at or rows.award.decided_at if rows.award else None,
        Station.CONTRACT: contract.signed_at if contract else None,
        Station.SERVICE: contract.accepted_on if contract else None,
        Station.SETTLED: contract.settled_at if contract else None,
    }


def stops(project: Project, done_at: Dates, tasks: Sequence[Waiting]) -> list[Stop]:
    stations = list(Station)
    here = stations.index(Station(project.station))
    settled, cancelled = project.state == ProjectState.SETTLED, project.state == ProjectState.CANCELLED
    due = min((t.due_at for t in tasks if t.due_at), default=project.next_due_at)
    found = []
    for at, station in enumerate(stations):
        past = at < here or settled
        pace = Pace.DONE if past else Pace.TODO if at > here else Pace.STOPPED if cancelled else Pace.NOW
        note = _short(done_at.get(station), project.year) if past else _deadline(due) if pace is Pace.NOW else ""
        found.append(Stop(station.label, pace, note, PLACES[station] if past or at == here else ""))
    return found


def _short(moment: dt.date | dt.datetime | None, year: int = 0) -> str:
    """Month and day; with the year when it is not the year of the purchase."""
    if not moment:
        return ""
    on = local_day(moment)
    return f"{on:%m-%d}" if year in (0, on.year) else f"{on:%Y-%m-%d}"


def _deadline(due: dt.datetime | None) -> Words:
    return _("截止 %(day)s") % {"day": _short(due)} if due else ""
