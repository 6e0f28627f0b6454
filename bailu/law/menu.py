"""What the law room hands to the layout, which lives next door: its entries in the navigation and how a clause is cited."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.law import clauses


@dataclass(frozen=True)
class Entry:
    """One line of the navigation."""

    label: Words
    url_name: str
    order: int


ENTRIES = (Entry(_("条款"), "law:index", 10), Entry(_("参数"), "law:parameters", 20))


def citation(clause_id: str) -> str:
    """政府采购法第三十五条. Raises UnknownClause."""
    return clauses.get(clause_id).label
