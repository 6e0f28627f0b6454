"""Words of the document library."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    OPINIONS = "OPINIONS", _("实施意见")
    GUIDE = "GUIDE", _("服务指南")
    SUPPORTING = "SUPPORTING", _("配套文件")
    MEASURES = "MEASURES", _("区级办法")


class PaperLevel(models.TextChoices):
    """Who issues it: for everybody in the city, in a district, in a street or town."""

    CITY = "CITY", _("市级")
    DISTRICT = "DISTRICT", _("区级")
    STREET = "STREET", _("街道（镇）级")


class PaperState(models.TextChoices):
    DRAFT = "DRAFT", _("待印发")
    RETURNED = "RETURNED", _("退回修改")
    ISSUED = "ISSUED", _("已印发")
    SUPERSEDED = "SUPERSEDED", _("已有新版")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
