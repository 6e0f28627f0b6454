"""Tables of appropriations that were handed in."""

from __future__ import annotations

from django.db.models import QuerySet

from bailu.funds.enums import LineState
from bailu.funds.models import BudgetLine, LineImport
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope


def imports(actor: Actor) -> QuerySet[LineImport]:
    return LineImport.objects.visible_to(actor).select_related("treasury", "read_by", "approved_by").defer("rows")


def import_of(actor: Actor, import_id: int) -> LineImport:
    """Raises OutOfScope."""
    found = LineImport.objects.visible_to(actor).select_related("treasury", "read_by", "approved_by").filter(pk=import_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock_import(actor: Actor, import_id: int) -> LineImport:
    """The table in scope, held until the act ends. Raises OutOfScope."""
    found = LineImport.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=import_id).first()
    if found is None:
        raise OutOfScope
    return found


def lock_imported(kept: LineImport) -> list[BudgetLine]:
    """The lines of a table that still wait for approval, held in the order of their keys."""
    waiting = BudgetLine.objects.select_for_update(of=("self",)).filter(imported=kept, state=LineState.SUBMITTED)
    return list(waiting.defer("search").order_by("pk"))
