"""Words of this room: methods, states, kinds of criteria, why a procedure failed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    """The two methods by which social work services are bought here (PL2014:26, CK214:3)."""

    OPEN_TENDER = "OPEN_TENDER", _("公开招标")
    CONSULTATION = "CONSULTATION", _("竞争性磋商")


class ProcedureState(models.TextChoices):
    DRAFT = "DRAFT", _("准备中")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("采购方式待批准")
    PUBLISHED = "PUBLISHED", _("公告中")
    CLOSED = "CLOSED", _("已截止")
    OPENING = "OPENING", _("开标中")
    OPENED = "OPENED", _("已开标")
    REVIEWING = "REVIEWING", _("评审中")
    REVIEWED = "REVIEWED", _("评审完毕")
    DECIDED = "DECIDED", _("已定标")
    AWARDED = "AWARDED", _("已公告结果")
    CONTRACTED = "CONTRACTED", _("已签合同")
    FAILED = "FAILED", _("已废标")
    CANCELLED = "CANCELLED", _("已撤销")


#: A purchase has at most one procedure that is not in one of these.
DEAD_STATES: frozenset[str] = frozenset({ProcedureState.FAILED, ProcedureState.CANCELLED})
#: States in which bids are open before those who review them.
OPEN_STATES: frozenset[str] = frozenset(
    {
        ProcedureState.OPENED,
        ProcedureState.REVIEWING,
        ProcedureState.REVIEWED,
        ProcedureState.DECIDED,
        ProcedureState.AWARDED,
        ProcedureState.CONTRACTED,
    }
)


class BidState(models.TextChoices):
    SUBMITTED = "SUBMITTED", _("已密封")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
    OPENED = "OPENED", _("已开启")
    INVALID = "INVALID", _("无效")
    LATE = "LATE", _("逾期退回")
    RETURNED = "RETURNED", _("未开启退回")


class EnquiryState(models.TextChoices):
    ASKED = "ASKED", _("待答复")
    ANSWERED = "ANSWERED", _("已答复")


class CriterionKind(models.TextChoices):
    """What a criterion scores. The last five may not be scored (IR2015:20, ML18): they are there so that the refusal can say why."""

    PRICE = "PRICE", _("价格")
    PLAN = "PLAN", _("服务方案")
    TEAM = "TEAM", _("项目团队")
    MANAGEMENT = "MANAGEMENT", _("项目管理")
    CAPACITY = "CAPACITY", _("专业服务能力")
    TRACK_RECORD = "TRACK_RECORD", _("以往绩效评价")
    COMMITMENT = "COMMITMENT", _("服务承诺")
    QUALIFICATION = "QUALIFICATION", _("资格条件")
    REGIONAL_RECORD = "REGIONAL_RECORD", _("特定区域或行业业绩")
    REGIONAL_PRIZE = "REGIONAL_PRIZE", _("特定区域或行业奖项")
    SIZE = "SIZE", _("注册资本、资产或规模")
    OWNERSHIP = "OWNERSHIP", _("所有制、组织形式或所在地")


class FailureKind(models.TextChoices):
    """The four grounds of PL2014:36."""

    TOO_FEW = "TOO_FEW", _("符合条件的供应商不足法定家数")
    ILLEGALITY = "ILLEGALITY", _("出现影响采购公正的违法、违规行为")
    OVER_BUDGET = "OVER_BUDGET", _("报价均超过采购预算，采购人不能支付")
    TASK_CANCELLED = "TASK_CANCELLED", _("因重大变故，采购任务取消")


class InvalidReason(models.TextChoices):
    """Why a bid is invalid already at the opening."""

    RELATED = "RELATED", _("与另一投标人存在关联关系")
    SEAL_BROKEN = "SEAL_BROKEN", _("封存内容与回执不符")
