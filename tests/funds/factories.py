"""Budget lines and payments as the offices make them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from bailu.funds import appropriations, commands
from bailu.funds.enums import BudgetLevel, FundingSource, LinePurpose
from bailu.funds.models import BudgetLine, LineImport
from bailu.kernel.actor import Actor
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_organisation, make_purchaser


@dataclass(frozen=True)
class Offices:
    """A purchaser and a treasury with their people, as one purchase needs them."""

    purchaser: Organisation
    treasury: Organisation
    clerk: Actor
    head: Actor
    finance_officer: Actor
    finance_chief: Actor


def make_treasury(division: str = "350200") -> Organisation:
    return make_organisation(function=OrganisationFunction.FINANCE, division=division)


def make_offices(division: str = "350200", *, purchaser: Organisation | None = None, treasury: Organisation | None = None) -> Offices:
    purchaser = purchaser or make_purchaser(division=division)
    treasury = treasury or make_treasury(division)
    return Offices(
        purchaser=purchaser,
        treasury=treasury,
        clerk=make_actor(Role.PURCHASER_CLERK, purchaser),
        head=make_actor(Role.PURCHASER_HEAD, purchaser),
        finance_officer=make_actor(Role.FINANCE_OFFICER, treasury),
        finance_chief=make_actor(Role.FINANCE_CHIEF, treasury),
    )


def line_facts(offices: Offices, **changes: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "year": 2015,
        "level": BudgetLevel.CITY,
        "treasury_id": offices.treasury.pk,
        "source": FundingSource.FISCAL,
        "purpose": LinePurpose.SERVICE,
        "title": "2015年购买社会工作服务经费",
        "amount": Decimal("2000000.00"),
    }
    return facts | changes


def make_line(offices: Offices | None = None, **changes: object) -> BudgetLine:
    """A draft."""
    offices = offices or make_offices()
    return commands.propose_line(offices.clerk, **line_facts(offices, **changes))


def make_submitted_line(offices: Offices | None = None, **changes: object) -> BudgetLine:
    offices = offices or make_offices()
    line = make_line(offices, **changes)
    return commands.submit_line(offices.clerk, line_id=line.pk)


def make_approved_line(offices: Offices | None = None, **changes: object) -> BudgetLine:
    """Approved, its whole amount available."""
    offices = offices or make_offices()
    line = make_submitted_line(offices, **changes)
    return commands.approve_line(offices.finance_chief, line_id=line.pk)


def make_import(offices: Offices, title: str = "2016年经费") -> LineImport:
    """A table of one appropriation, read without a fault."""
    row = ("2016", offices.purchaser.name, "市级", "财政预算", "", "购买服务", title, "500000")
    table = "\n".join(",".join(cells) for cells in (appropriations.COLUMNS, row))
    found = appropriations.read(offices.finance_officer, SimpleUploadedFile("拨款.csv", table.encode()))
    facts = {"title": "拨款.csv", "digest": "0" * 64, "rows": found.rows(), "total": found.total}
    return commands.keep_import(offices.finance_officer, **facts)


def day(month: int, number: int, year: int = 2015) -> dt.date:
    return dt.date(year, month, number)
