"""What social workers record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bailu.planning.enums import TargetCode


class RecordKind(models.TextChoices):
    """Kinds of service records (RULEBOOK 4.1–4.4)."""

    FILE = "FILE", _("建档")
    VISIT = "VISIT", _("探访")
    COUNSEL = "COUNSEL", _("咨询面谈")
    CASE_OPENED = "CASE_OPENED", _("个案接案")
    CASE_SESSION = "CASE_SESSION", _("个案面谈")
    CASE_CLOSED = "CASE_CLOSED", _("个案结案")
    GROUP_SESSION = "GROUP_SESSION", _("小组活动")
    GROUP_CLOSED = "GROUP_CLOSED", _("小组结束")
    ACTIVITY = "ACTIVITY", _("社区活动")
    MEASURE = "MEASURE", _("测量")


class RecordState(models.TextChoices):
    VALID = "VALID", _("有效")
    STRUCK = "STRUCK", _("已更正作废")


# Which target a record of a kind counts against, by the target's code.
COUNTS = {
    RecordKind.VISIT: TargetCode.VISIT,
    RecordKind.CASE_CLOSED: TargetCode.CASE,
    RecordKind.GROUP_CLOSED: TargetCode.GROUP,
    RecordKind.ACTIVITY: TargetCode.ACTIVITY,
}
# Targets that are counted from records; the others are measured.
COUNTED = frozenset({*COUNTS.values(), TargetCode.PEOPLE, TargetCode.HOURS})
# Kinds in which a person met for the first time counts as one more reached.
REACHES = {RecordKind.FILE, RecordKind.VISIT, RecordKind.COUNSEL, RecordKind.CASE_OPENED, RecordKind.GROUP_SESSION, RecordKind.ACTIVITY}
