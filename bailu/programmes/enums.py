"""Words of this room: the two batches, and where a district's list of sites stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Batch(models.TextChoices):
    FIRST = "FIRST", _("第一批")
    SECOND = "SECOND", _("第二批")


class ApplicationState(models.TextChoices):
    SUBMITTED = "SUBMITTED", _("待审批")
    APPROVED = "APPROVED", _("已批准")
    RETURNED = "RETURNED", _("已退回")
    REFUSED = "REFUSED", _("不予批准")


class Whose(models.TextChoices):
    """Who owes what a phase asks for."""

    ALL = "ALL", _("市、区、试点街道（镇）")
    BUREAU = "BUREAU", _("市民政局")
    MUNICIPAL = "MUNICIPAL", _("市直试点部门")
    DISTRICT = "DISTRICT", _("各区")
    SITE = "SITE", _("试点街道（镇）和市直试点部门")


class AssignmentState(models.TextChoices):
    ASSIGNED = "ASSIGNED", _("待报告")
    REPORTED = "REPORTED", _("待确认")
    RETURNED = "RETURNED", _("退回补充")
    DONE = "DONE", _("已完成")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
