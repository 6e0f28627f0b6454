"""The lists of districts, and the streets and towns on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bailu.programmes import policies, queries
from bailu.programmes.enums import ApplicationState, Batch
from bailu.ui.registers import NO, PAGE, STATE, Column, Filter, Register, by_state, due, moment, named

DISTRICT = Column("district", _("区"), "district.name")
IN_DISTRICT = Filter("district", _("区"), queries.districts, field="district_id")


class ApplicationRegister(Register):
    title = _("试点申请")
    intro = _("各区申报的试点街道（镇）名单和配套方案，由领导小组办公室审批。市直部门的项目在“项目”中申报。")
    columns = (
        NO,
        named(_("名称"), sub=Column("plan_title", _("配套方案"))),
        DISTRICT,
        Column("batch", _("试点批次"), "get_batch_display"),
        moment("submitted_at", _("提交时间"), sort=False),
        due("decide_by", _("审批期限"), sort=False),
        STATE,
    )
    filters = (by_state(ApplicationState), IN_DISTRICT, Filter("batch", _("试点批次"), Batch.choices))
    search_hint = _("编号、街道（镇）、方案名称")
    default_sort = "-no"
    empty = (_("还没有试点申请"), _("从区申报试点街道（镇）名单开始。"))
    rows = queries.applications
    policy = policies.may_see_pilot
    begins = (_("申报试点街道（镇）"), "programmes:name_sites", policies.may_apply)


def _in_district(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(division__code__startswith=value)


class SiteRegister(Register):
    title = _("试点街道（镇）")
    intro = _("每个街道（镇）由哪份名单申报、是否批准。只有批准的才能通过区申报项目。")
    columns = (
        Column("code", _("区划代码"), "division_id", sort="division_id"),
        Column("title", _("街道（镇）"), "division.name", link=PAGE, lead=True),
        Column("district", _("区"), "division.parent.name"),
        Column("batch", _("试点批次"), "application.get_batch_display"),
        Column("reason", _("试点理由")),
        Column("no", _("编号"), "application.no"),
        Column("state", _("状态"), "application.state_label", look="tag", tone="application.state_tone"),
    )
    filters = (
        Filter("state", _("状态"), ApplicationState.choices, field="application__state"),
        Filter("district", _("区"), queries.districts, apply=_in_district),
        Filter("batch", _("试点批次"), Batch.choices, field="application__batch"),
    )
    default_sort = "division_id"
    empty = (_("还没有试点街道（镇）"), _("区申报名单以后在这里看到。"))
    rows = queries.sites
    policy = policies.may_see_pilot
