"""Procedures to review, on the factories of the room below, with the bidders a test asks for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bailu.kernel import clock
from bailu.organisations.enums import OrganisationKind
from bailu.procurement import commands
from bailu.procurement.models import Procedure
from tests.factories import make_provider
from tests.procurement import factories as bought

PRICES = ("508000", "500000", "505000", "507000")


def make_procedure(
    prices: tuple[str, ...] = PRICES,
    *,
    method: str = "",
    small: tuple[bool, ...] = (),
    kinds: tuple[str, ...] = (),
    upto: str = "opened",
    notice: dt.datetime = bought.NOTICE,
    deadline: dt.datetime = bought.DEADLINE,
) -> Procedure:
    """Opened as published 2015-03-03 and opened 03-24 09:30; ``upto`` stops at "draft" or "published"."""
    if upto == "draft":
        return bought.make_prepared().refresh()
    buying = bought.make_published(at=notice, deadline=deadline, method=method)
    with clock.at(deadline - dt.timedelta(days=1)):
        for place, price in enumerate(prices):
            kind = kinds[place] if place < len(kinds) else OrganisationKind.PRIVATE_NON_ENTERPRISE
            bidder = bought.make_bidder(organisation=make_provider(kind=kind))
            bought.submit(buying, bidder, Decimal(price), small_enterprise=place < len(small) and small[place])
    if upto == "published":
        return buying.refresh()
    with clock.at(deadline):
        commands.close_due()
        commands.begin_opening(buying.officer, procedure_id=buying.procedure.pk)
        commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk)
    return buying.refresh()
