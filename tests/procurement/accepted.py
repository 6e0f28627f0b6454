"""An accepted project of any amount, on the factories of planning and funds."""

from __future__ import annotations

from decimal import Decimal

from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.planning.enums import CostHead
from bailu.planning.models import Project
from tests.funds.factories import make_approved_line, make_offices, make_treasury
from tests.planning import factories as planning

AMOUNT = Decimal("508000.00")


def treasury() -> Organisation:
    """The city's: one for all purchases of a test."""
    return Organisation.objects.filter(function=OrganisationFunction.FINANCE, division_id=CITY).first() or make_treasury()


def make_accepted_project(
    *, amount: Decimal = AMOUNT, purchaser: Organisation | None = None, title: str = "温馨夕阳暖空巢", upto: str = "accepted"
) -> Project:
    """``upto`` stops earlier: submitted, budgeted."""
    offices = make_offices(purchaser=purchaser, treasury=treasury())
    line = make_approved_line(offices, amount=amount * 2)
    item = {"head": CostHead.STAFF, "title": "社工", "unit": "项", "unit_price": amount, "quantity": Decimal(1), "months": 1}
    steps = {
        "submitted": planning.make_submitted_project,
        "budgeted": planning.make_budgeted_project,
        "accepted": planning.make_accepted_project,
    }
    made = steps[upto](offices, line=line, title=title, items=[item])
    return Project.objects.select_related("purchaser").get(pk=made.pk)
