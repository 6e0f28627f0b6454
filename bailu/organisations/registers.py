"""What the lists of the rooms above say of organisations: who buys, who serves, and the choice among those the list holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from bailu.kernel.actor import Actor
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.ui.registers import Column, Filter

PURCHASER = Column("purchaser", _("购买主体"), look="org")
PROVIDER = Column("provider", _("承接主体"), look="org")
_LABELS = {"purchaser": _("购买主体"), "provider": _("承接主体"), "organisation": _("机构")}


def by_purchaser(model: type[Model], *, field: str = "purchaser_id") -> Filter:
    """Among those of the whole table."""
    return Filter("purchaser", _LABELS["purchaser"], partial(_all, model), field=field)


def within(side: str, rows: Callable[[Actor], QuerySet[Any]]) -> Filter:
    """Among those of the rows in the reader's scope: who else there is, is not told."""
    return Filter(side, _LABELS[side], lambda actor: _names(rows(actor), side), field=f"{side}_id", scoped=True)


def _all(model: type[Model]) -> list[tuple[int, Words]]:
    return _names(model._default_manager.all(), "purchaser")


def _names(rows: QuerySet[Any], side: str) -> list[tuple[int, Words]]:
    found = Organisation.objects.filter(pk__in=rows.values(f"{side}_id")).order_by("sort_key")
    return [(pk, name) for pk, name in found.values_list("pk", "name")]
