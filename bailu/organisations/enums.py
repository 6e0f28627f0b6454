"""Words of this room: kinds of organisations, functions of bodies, states, conditions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionLevel(models.TextChoices):
    CITY = "CITY", _("市")
    DISTRICT = "DISTRICT", _("区")
    STREET = "STREET", _("街道")
    TOWN = "TOWN", _("镇")
    COMMUNITY = "COMMUNITY", _("社区（村）")


class OrganisationKind(models.TextChoices):
    """What an organisation is in law: clause 3.1 names the purchasers, clause 3.2 the providers."""

    GOVERNMENT = "GOVERNMENT", _("人民政府")
    STREET = "STREET", _("街道办事处")
    DEPARTMENT = "DEPARTMENT", _("行政部门")
    PUBLIC_INSTITUTION_ADMIN = "PUBLIC_INSTITUTION_ADMIN", _("参公管理事业单位")
    GROUP_BODY = "GROUP_BODY", _("群团组织")
    SOCIAL_ASSOCIATION = "SOCIAL_ASSOCIATION", _("社会团体")
    PRIVATE_NON_ENTERPRISE = "PRIVATE_NON_ENTERPRISE", _("民办非企业单位")
    FOUNDATION = "FOUNDATION", _("基金会")
    ENTERPRISE = "ENTERPRISE", _("企业")
    INSTITUTION = "INSTITUTION", _("事业单位")
    EVALUATION_BODY = "EVALUATION_BODY", _("评估机构")
    PROCUREMENT_AGENCY = "PROCUREMENT_AGENCY", _("采购代理机构")
    PARTY_BODY = "PARTY_BODY", _("党委部门")


#: Clause 3.1, in its order: governments, streets, departments, institutions under the civil-service law, group bodies.
PURCHASER_KINDS: frozenset[str] = frozenset(
    {
        OrganisationKind.GOVERNMENT,
        OrganisationKind.STREET,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.PUBLIC_INSTITUTION_ADMIN,
        OrganisationKind.GROUP_BODY,
    }
)
#: Purchaser kinds of which clause 3.1 asks a quality that only a document shows (civil-service law, administrative establishment).
EVIDENCED_PURCHASER_KINDS: frozenset[str] = frozenset({OrganisationKind.PUBLIC_INSTITUTION_ADMIN, OrganisationKind.GROUP_BODY})
#: Clause 3.2: social organisations, and capable enterprises and institutions.
PROVIDER_KINDS: frozenset[str] = frozenset(
    {
        OrganisationKind.SOCIAL_ASSOCIATION,
        OrganisationKind.PRIVATE_NON_ENTERPRISE,
        OrganisationKind.FOUNDATION,
        OrganisationKind.ENTERPRISE,
        OrganisationKind.INSTITUTION,
    }
)


class OrganisationFunction(models.TextChoices):
    """What a body is charged with; it decides which offices its people may hold."""

    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", _("民政")
    FINANCE = "FINANCE", _("财政")
    AUDIT = "AUDIT", _("审计")
    SUPERVISION = "SUPERVISION", _("监察")
    JUSTICE = "JUSTICE", _("司法行政")
    HEALTH = "HEALTH", _("卫生计生")
    YOUTH_LEAGUE = "YOUTH_LEAGUE", _("共青团")
    WOMEN = "WOMEN", _("妇联")
    DISABLED = "DISABLED", _("残联")
    AGEING = "AGEING", _("老龄")
    OTHER = "OTHER", _("其他")


class OrganisationState(models.TextChoices):
    """Where an organisation stands. Providers are qualified (clause 3.2); all others are listed."""

    LISTED = "LISTED", _("在册")
    DRAFT = "DRAFT", _("资料准备中")
    SUBMITTED = "SUBMITTED", _("待审核")
    RETURNED = "RETURNED", _("已退回")
    QUALIFIED = "QUALIFIED", _("资格有效")
    EXPIRED = "EXPIRED", _("资格到期")
    SUSPENDED = "SUSPENDED", _("暂停资格")
    BARRED = "BARRED", _("禁止参加")


class Standing(models.TextChoices):
    """The three answers to "may it take part at all"; read from the state, never stored beside it."""

    GOOD = "GOOD", _("信誉良好")
    SUSPENDED = "SUSPENDED", _("暂停")
    BARRED = "BARRED", _("禁止")


class ConditionKind(models.TextChoices):
    """The six conditions of clause 3.2, in its order."""

    LEGAL_PERSONALITY = "LEGAL_PERSONALITY", _("独立法人资格")
    TEAM = "TEAM", _("专业团队")
    GOVERNANCE = "GOVERNANCE", _("内部治理结构")
    RULES = "RULES", _("规章制度")
    CREDIBILITY = "CREDIBILITY", _("社会公信力")
    CAPACITY = "CAPACITY", _("运营管理和专业服务能力")


class Decision(models.TextChoices):
    PENDING = "PENDING", _("待审核")
    ACCEPTED = "ACCEPTED", _("通过")
    RETURNED = "RETURNED", _("退回")


class RecordKind(models.TextChoices):
    MID = "MID", _("中期评估")
    FINAL = "FINAL", _("末期评估")


class AffiliationKind(models.TextChoices):
    """Ties between a person and an organisation that bar the person from judging it (IR2015:9)."""

    EMPLOYEE = "EMPLOYEE", _("劳动关系")
    ADVISOR = "ADVISOR", _("顾问、理事或监事")
    SHAREHOLDER = "SHAREHOLDER", _("出资人或实际控制人")
    RELATIVE = "RELATIVE", _("与负责人有亲属关系")
