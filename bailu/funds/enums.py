"""Words of this room: where money comes from, what it may buy, how far it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BudgetLevel(models.TextChoices):
    """Each level's treasury budgets its own purchases (clause 3.6)."""

    CITY = "CITY", _("市级")
    DISTRICT = "DISTRICT", _("区级")
    TOWN = "TOWN", _("镇（街道）级")


class FundingSource(models.TextChoices):
    FISCAL = "FISCAL", _("财政预算")
    LOTTERY = "LOTTERY", _("福利彩票公益金")
    FOUNDATION = "FOUNDATION", _("基金会资助")
    ENTERPRISE = "ENTERPRISE", _("企业资助")


#: Sources with a giver who must be named: it has to be visible who funded what.
GIVEN: frozenset[str] = frozenset({FundingSource.FOUNDATION, FundingSource.ENTERPRISE})


class LinePurpose(models.TextChoices):
    SERVICE = "SERVICE", _("购买服务")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("基础设施建设")


class LineState(models.TextChoices):
    DRAFT = "DRAFT", _("编制中")
    SUBMITTED = "SUBMITTED", _("待财政审批")
    APPROVED = "APPROVED", _("已批准")
    RETURNED = "RETURNED", _("已退回")
    CLOSED = "CLOSED", _("已结清")


class AccountKind(models.TextChoices):
    """The four places money can be. What was appropriated is always available, encumbered or paid."""

    APPROPRIATION = "APPROPRIATION", _("已批准")
    AVAILABLE = "AVAILABLE", _("可用")
    ENCUMBERED = "ENCUMBERED", _("已占用")
    PAID = "PAID", _("已支付")


class TransactionKind(models.TextChoices):
    APPROPRIATE = "APPROPRIATE", _("批准预算")
    SUPPLEMENT = "SUPPLEMENT", _("追加预算")
    ENCUMBER = "ENCUMBER", _("占用")
    RELEASE = "RELEASE", _("释放")
    PAY = "PAY", _("支付")


class EncumbrancePurpose(models.TextChoices):
    SERVICE = "SERVICE", _("服务款")
    EVALUATION_FEE = "EVALUATION_FEE", _("评估费")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("基础设施款")


class OrderState(models.TextChoices):
    REQUESTED = "REQUESTED", _("待财政审核")
    CHECKED = "CHECKED", _("待支付")
    PAID = "PAID", _("已支付")
    REJECTED = "REJECTED", _("不予支付")
