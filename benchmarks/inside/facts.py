"""Which purchases the pages are measured on."""

from __future__ import annotations

import json

from django.db.models import Exists, OuterRef

from bailu.inbox.models import Task
from bailu.planning.enums import ProjectState, Station
from bailu.planning.models import Project
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure


def newest(**where: object) -> str:
    """One of the copies with every detail: those that kept their settled tasks (see benchmarks.city.copying)."""
    whole = Exists(Task.objects.filter(stream=OuterRef("no"), settled_at__isnull=False))
    return str(Project.objects.filter(whole, **where).order_by("-no").values_list("no", flat=True)[0])


closed = Procedure.objects.filter(state=ProcedureState.CLOSED, bids=None)
print(
    json.dumps(
        {
            "serving": newest(station=Station.SERVICE, state=ProjectState.CONTRACTED),
            "settled": newest(state=ProjectState.SETTLED),
            "closed": list(closed.order_by("-pk").values_list("project_no", flat=True)[:20]),
        }
    )
)
