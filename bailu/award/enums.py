"""Words of this room: who reviews, how far a review is, what became of a decision."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExpertField(models.TextChoices):
    SOCIAL_WORK = "SOCIAL_WORK", _("社会工作")
    SERVICE = "SERVICE", _("养老、儿童、助残等服务")
    PSYCHOLOGY = "PSYCHOLOGY", _("心理健康")
    ADMINISTRATION = "ADMINISTRATION", _("公共管理")
    FINANCE = "FINANCE", _("财务审计")
    LAW = "LAW", _("法律")
    OTHER = "OTHER", _("其他")


class CommitteeKind(models.TextChoices):
    """A tender is judged by a committee, a consultation by a group; the law asks different sizes of them."""

    TENDER = "TENDER", _("评标委员会")
    CONSULTATION = "CONSULTATION", _("磋商小组")


class CommitteeState(models.TextChoices):
    DRAWN = "DRAWN", _("已抽取")
    CONFIRMED = "CONFIRMED", _("已组成")
    REVIEWING = "REVIEWING", _("评审中")
    RANKED = "RANKED", _("评审结束，待送达报告")
    REPORTED = "REPORTED", _("报告已送达")
    FAILED = "FAILED", _("评审终止")


class MemberKind(models.TextChoices):
    EXPERT = "EXPERT", _("评审专家")
    PURCHASER = "PURCHASER", _("采购人代表")


class MemberState(models.TextChoices):
    DRAWN = "DRAWN", _("已抽中")
    AVOIDED = "AVOIDED", _("回避")
    CONFIRMED = "CONFIRMED", _("已确定")
    DECLARED = "DECLARED", _("已声明无利害关系")
    SIGNED = "SIGNED", _("评分已签名")


class AwardState(models.TextChoices):
    DECIDED = "DECIDED", _("已确定")
    PUBLISHED = "PUBLISHED", _("已公告")
    DECLINED = "DECLINED", _("供应商放弃")


class AvoidKind(models.TextChoices):
    """Why a person does not sit (IR2015:9 and what the house adds)."""

    TIE = "TIE", _("与参加的供应商有利害关系")
    OWN_STAFF = "OWN_STAFF", _("是采购人或代理机构的工作人员，不能以专家身份评审")
    OFFICER = "OFFICER", _("经办本次采购，或将对结果作出决定")
    DECLARED = "DECLARED", _("本人声明有利害关系")
    ABSENT = "ABSENT", _("不能到场")


#: Where a person sits, as opposed to having been drawn and having stood aside.
SITTING = (MemberState.DRAWN, MemberState.CONFIRMED, MemberState.DECLARED, MemberState.SIGNED)
