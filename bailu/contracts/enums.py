"""States and kinds of the contract and its money."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractState(models.TextChoices):
    DRAFT = "DRAFT", _("起草中")
    OFFERED = "OFFERED", _("待承接主体签署")
    SIGNED = "SIGNED", _("已签订")
    IN_SERVICE = "IN_SERVICE", _("服务中")
    ACCEPTED = "ACCEPTED", _("已验收")
    SETTLED = "SETTLED", _("已结清")


class MilestoneKind(models.TextChoices):
    """The events that open an instalment (RULEBOOK 4.10)."""

    SIGNING = "SIGNING", _("合同签订后")
    MID = "MID", _("中期评估合格后")
    FINAL = "FINAL", _("末期评估合格并验收后")


class ClaimState(models.TextChoices):
    SUBMITTED = "SUBMITTED", _("待购买主体审核")
    APPROVED = "APPROVED", _("已审核，待支付")
    PAID = "PAID", _("已支付")
    RETURNED = "RETURNED", _("已退回")


# The six terms that clause 3.4 names, with the words of the form.
SIX_TERMS = {
    "scope": _("服务范围"),
    "quantity": _("服务数量"),
    "quality": _("服务质量"),
    "term": _("服务期限"),
    "payment": _("资金支付方式"),
    "breach": _("违约责任"),
}
