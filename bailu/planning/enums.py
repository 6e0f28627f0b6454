"""Words of this room: whom the pilot serves, in which fields, what a project is made of, where it stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Population(models.TextChoices):
    """The eight groups clause 2 names. A further group ("等") is admitted by the leading group's office."""

    POP01 = "POP01", _("问题青少年")
    POP02 = "POP02", _("寄养孤儿")
    POP03 = "POP03", _("社区服刑人员")
    POP04 = "POP04", _("刑满释放人员")
    POP05 = "POP05", _("单亲家庭")
    POP06 = "POP06", _("失独家庭")
    POP07 = "POP07", _("残疾人")
    POP08 = "POP08", _("孤寡空巢老人")


class ServiceField(models.TextChoices):
    """The eleven fields clause 2 names."""

    FLD01 = "FLD01", _("社会福利")
    FLD02 = "FLD02", _("社会救助")
    FLD03 = "FLD03", _("社区建设")
    FLD04 = "FLD04", _("婚姻家庭")
    FLD05 = "FLD05", _("收养评估")
    FLD06 = "FLD06", _("社区矫正")
    FLD07 = "FLD07", _("安置帮教")
    FLD08 = "FLD08", _("人民调解")
    FLD09 = "FLD09", _("人口计生")
    FLD10 = "FLD10", _("医疗卫生")
    FLD11 = "FLD11", _("残疾人服务")


class AdmissionKind(models.TextChoices):
    POPULATION = "POPULATION", _("服务人群")
    FIELD = "FIELD", _("服务领域")


class AdmissionState(models.TextChoices):
    REQUESTED = "REQUESTED", _("待审批")
    ADMITTED = "ADMITTED", _("已纳入")
    REFUSED = "REFUSED", _("不予纳入")


class NeedState(models.TextChoices):
    DRAFT = "DRAFT", _("待调查")
    SURVEYED = "SURVEYED", _("待评估")
    ASSESSED = "ASSESSED", _("已评估")
    RETURNED = "RETURNED", _("已退回")
    CLOSED = "CLOSED", _("已关闭")


class NeedCriterion(models.TextChoices):
    """By what needs are ranked; the weights are a parameter."""

    SEVERITY = "SEVERITY", _("严重程度")
    URGENCY = "URGENCY", _("紧迫程度")
    REACH = "REACH", _("涉及人数")
    GAP = "GAP", _("服务缺口")
    SUPPORT = "SUPPORT", _("群众意愿")


class Rating(models.TextChoices):
    HIGHEST = "5", _("很高")
    HIGH = "4", _("较高")
    MIDDLE = "3", _("中等")
    LOW = "2", _("较低")
    LOWEST = "1", _("很低")


class SurveyMethod(models.TextChoices):
    HOUSEHOLD = "HOUSEHOLD", _("入户走访")
    QUESTIONNAIRE = "QUESTIONNAIRE", _("问卷调查")
    INTERVIEW = "INTERVIEW", _("访谈座谈")
    RECORDS = "RECORDS", _("台账与档案分析")
    MIXED = "MIXED", _("多种方法结合")


class QuestionnaireState(models.TextChoices):
    DRAFT = "DRAFT", _("设计中")
    OPEN = "OPEN", _("调查中")
    CLOSED = "CLOSED", _("已结束")


class QuestionKind(models.TextChoices):
    CHOICE = "CHOICE", _("单选")
    SEVERAL = "SEVERAL", _("多选")
    NUMBER = "NUMBER", _("整数")
    TEXT = "TEXT", _("文字")
    SCALE = "SCALE", _("一至五分")


class AnswerSource(models.TextChoices):
    VISIT = "VISIT", _("现场填写")
    SHEET = "SHEET", _("表格导入")


class ConsultationChannel(models.TextChoices):
    MEETING = "MEETING", _("居民议事会")
    NOTICE = "NOTICE", _("公告征集")
    ONLINE = "ONLINE", _("网上征集")
    HEARING = "HEARING", _("听证会")


class CallState(models.TextChoices):
    OPEN = "OPEN", _("征求意见中")
    SUMMED = "SUMMED", _("已汇总")


class Stance(models.TextChoices):
    FOR = "FOR", _("赞成")
    AGAINST = "AGAINST", _("不赞成")
    OTHER = "OTHER", _("有其他建议")


class ProjectForm(models.TextChoices):
    """How it is bought (clause 3.3): today by the project; pilot sites may find other forms."""

    PROJECT = "PROJECT", _("项目购买")


class ProjectKind(models.TextChoices):
    COMPREHENSIVE_CENTRE = "COMPREHENSIVE_CENTRE", _("街道（镇）综合服务中心")
    COMPREHENSIVE_STATION = "COMPREHENSIVE_STATION", _("社区工作站")
    SPECIAL = "SPECIAL", _("专项服务项目")


class Channel(models.TextChoices):
    """Municipal bodies declare to the civil affairs bureau, districts through their pilot sites (clause 4.1)."""

    MUNICIPAL = "MUNICIPAL", _("市直部门申报")
    DISTRICT = "DISTRICT", _("区试点申报")


class PeopleUnit(models.TextChoices):
    PERSON = "PERSON", _("人")
    HOUSEHOLD = "HOUSEHOLD", _("户")


class ProjectState(models.TextChoices):
    DRAFT = "DRAFT", _("编制中")
    SUBMITTED = "SUBMITTED", _("待预算审批")
    BUDGETED = "BUDGETED", _("预算已批准")
    DECLARED = "DECLARED", _("申报待受理")
    ACCEPTED = "ACCEPTED", _("已受理")
    PROCURING = "PROCURING", _("采购中")
    CONTRACTED = "CONTRACTED", _("履约中")
    SETTLED = "SETTLED", _("已结清")
    RETURNED = "RETURNED", _("已退回")
    CANCELLED = "CANCELLED", _("已取消")


class Station(models.TextChoices):
    """The nine stations of the way; stored so that every list can say where a purchase is."""

    NEED = "NEED", _("需求")
    PROJECT = "PROJECT", _("立项")
    BUDGET = "BUDGET", _("预算")
    NOTICE = "NOTICE", _("公告")
    OPENING = "OPENING", _("开标")
    AWARD = "AWARD", _("定标")
    CONTRACT = "CONTRACT", _("合同")
    SERVICE = "SERVICE", _("服务与评估")
    SETTLED = "SETTLED", _("结清")


class CostHead(models.TextChoices):
    """The lines of a costing; the evaluation fee is none of them, it is reserved beside (clause 3.7)."""

    STAFF = "STAFF", _("人员薪酬和福利")
    SUPERVISION = "SUPERVISION", _("专业督导及人员培训")
    ACTIVITY = "ACTIVITY", _("服务活动经费")
    PUBLICITY = "PUBLICITY", _("宣传")
    OFFICE = "OFFICE", _("办公")
    MANAGEMENT = "MANAGEMENT", _("项目管理费")
    TAX = "TAX", _("税费")
    OTHER = "OTHER", _("其他")


class StaffLevel(models.TextChoices):
    """At which professional level staff is costed."""

    ASSISTANT = "ASSISTANT", _("助理社会工作师")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("社会工作师")
    SENIOR = "SENIOR", _("高级社会工作师")
    OTHER = "OTHER", _("其他人员")


class TargetKind(models.TextChoices):
    """The four classes clause 3.4 asks for: number, scale, quality, effect."""

    QUANTITY = "QUANTITY", _("数量")
    SCALE = "SCALE", _("规模")
    QUALITY = "QUALITY", _("质量")
    EFFECT = "EFFECT", _("效果")


class TargetCode(models.TextChoices):
    """What is counted; service records are counted against the target of the same code."""

    PEOPLE = "PEOPLE", _("服务人数")
    CASE = "CASE", _("个案")
    GROUP = "GROUP", _("小组")
    ACTIVITY = "ACTIVITY", _("社区活动")
    VISIT = "VISIT", _("探访")
    TRAINING = "TRAINING", _("培训")
    HOURS = "HOURS", _("服务工时")
    SATISFACTION = "SATISFACTION", _("满意度")
    CLOSING_RATE = "CLOSING_RATE", _("结案率")
    TIMELINESS = "TIMELINESS", _("建档及时率")
    CHANGE = "CHANGE", _("改善程度")
    OTHER = "OTHER", _("其他")
