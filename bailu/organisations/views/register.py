"""The register of organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bailu.organisations import policies, queries
from bailu.organisations.enums import PROVIDER_KINDS, PURCHASER_KINDS, DivisionLevel, OrganisationKind, OrganisationState
from bailu.organisations.models import Division
from bailu.ui.registers import PAGE, STATE, Column, Filter, Register, by_state, day


def districts() -> list[tuple[str, str]]:
    rows = Division.objects.filter(level__in=(DivisionLevel.CITY, DivisionLevel.DISTRICT))
    return list(rows.values_list("code", "name"))


def in_district(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    """The city means its own bodies, a district everything within."""
    city = code.endswith("00")
    return rows.filter(division_id=code) if city else rows.filter(division__code__startswith=code)


def of_side(rows: QuerySet[Any], side: str) -> QuerySet[Any]:
    return rows.filter(kind__in=PROVIDER_KINDS if side == "provider" else PURCHASER_KINDS)


class OrganisationRegister(Register):
    title = _("机构名录")
    intro = _("购买主体、承接主体和其他参与机构。")
    search_hint = _("机构名称或简称")
    default_sort = "sort_key"
    empty = (_("还没有登记机构"), "")
    columns = (
        Column("name", _("机构"), sort="sort_key", link=PAGE, sub=Column("short_name", _("简称")), lead=True),
        Column("kind", _("类别"), "get_kind_display"),
        Column("division", _("区划"), "division.name"),
        STATE,
        day("valid_to", _("资格有效期至")),
        Column("credit_code", _("统一社会信用代码")),
    )
    filters = (
        Filter("side", _("范围"), (("purchaser", _("购买主体")), ("provider", _("承接主体"))), apply=of_side),
        Filter("kind", _("类别"), OrganisationKind.choices),
        by_state(OrganisationState),
        Filter("district", _("区"), districts, apply=in_district),
    )
    rows = queries.organisations
    begins = (_("登记机构"), "organisations:new", policies.may_register)
