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
    TRANSFER_OUT = "TRANSFER_OUT", _("调出")
    TRANSFER_IN = "TRANSFER_IN", _("调入")
    CARRY_OUT = "CARRY_OUT", _("结转下年")
    CARRY_IN = "CARRY_IN", _("上年结转")
    RETURN = "RETURN", _("交回财政")


class MovementKind(models.TextChoices):
    """Why free money leaves a line for another one, or for the treasury."""

    TRANSFER = "TRANSFER", _("预算调剂")
    CARRY_OVER = "CARRY_OVER", _("年末结转")
    RETURN = "RETURN", _("结余交回")


class MovementState(models.TextChoices):
    PROPOSED = "PROPOSED", _("待财政审批")
    DONE = "DONE", _("已办理")
    REFUSED = "REFUSED", _("未批准")


class EncumbrancePurpose(models.TextChoices):
    SERVICE = "SERVICE", _("服务款")
    EVALUATION_FEE = "EVALUATION_FEE", _("评估费")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("基础设施款")


class OrderState(models.TextChoices):
    REQUESTED = "REQUESTED", _("待财政审核")
    CHECKED = "CHECKED", _("待支付")
    PAID = "PAID", _("已支付")
    REJECTED = "REJECTED", _("不予支付")


class BatchState(models.TextChoices):
    """A batch is checked when it is put together; what the bank has of it is decided when its return is recorded."""

    CHECKED = "CHECKED", _("待支付")
    RELEASED = "RELEASED", _("已交银行")
    CLOSED = "CLOSED", _("已对账")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class ImportState(models.TextChoices):
    """A table of appropriations: read and looked at, written as submitted lines, approved with all of them."""

    READ = "READ", _("待写入")
    WRITTEN = "WRITTEN", _("待财政审批")
    APPROVED = "APPROVED", _("已批准")
    DROPPED = "DROPPED", _("已放弃")
