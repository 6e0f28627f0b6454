"""The recommended way of purchasing, said to who still plans the purchase."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.law import params
from bailu.planning.advice import Advice
from bailu.procurement import rules
from bailu.procurement.enums import Method


def advised(amount: Decimal, on: dt.date) -> Advice:
    """As ``rules.recommend`` on the regime of that day, in words."""
    found = rules.recommend(amount, params.regime(on))
    needing = sorted(found.needs_approval)
    approvals = tuple(_("采用%(method)s须先经市财政部门批准。") % {"method": Method(method).label} for method in needing)
    return Advice(Method(found.method).label, found.reasons, found.clauses, approvals)
