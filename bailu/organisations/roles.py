"""Roles as code: who there is, where each role may be held, and which two never meet in one person (RULEBOOK 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bailu.organisations.enums import PROVIDER_KINDS, PURCHASER_KINDS, OrganisationFunction, OrganisationKind


class Role(models.TextChoices):
    PURCHASER_CLERK = "PURCHASER_CLERK", _("购买主体经办人")
    PURCHASER_HEAD = "PURCHASER_HEAD", _("购买主体负责人")
    PROCUREMENT_OFFICER = "PROCUREMENT_OFFICER", _("采购经办人")
    BUREAU_CLERK = "BUREAU_CLERK", _("民政局经办人")
    OFFICE_CLERK = "OFFICE_CLERK", _("领导小组办公室经办人")
    DISTRICT_CLERK = "DISTRICT_CLERK", _("区试点工作经办人")
    FINANCE_OFFICER = "FINANCE_OFFICER", _("财政经办人")
    FINANCE_CHIEF = "FINANCE_CHIEF", _("财政负责人")
    PROVIDER_HEAD = "PROVIDER_HEAD", _("承接主体负责人")
    PROVIDER_CLERK = "PROVIDER_CLERK", _("承接主体经办人")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("社会工作者")
    EXPERT = "EXPERT", _("评审专家")
    EVALUATOR = "EVALUATOR", _("第三方评估人员")
    AUDITOR = "AUDITOR", _("审计监察人员")
    ADMIN = "ADMIN", _("系统管理员")


PURCHASER_ROLES: frozenset[str] = frozenset({Role.PURCHASER_CLERK, Role.PURCHASER_HEAD})
PROVIDER_ROLES: frozenset[str] = frozenset({Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.SOCIAL_WORKER})
TREASURY_ROLES: frozenset[str] = frozenset({Role.FINANCE_OFFICER, Role.FINANCE_CHIEF})
OVERSIGHT_ROLES: frozenset[str] = frozenset({Role.AUDITOR})
STAFF_ROLES: frozenset[str] = frozenset({Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.DISTRICT_CLERK})
#: Those who name the people of their own organisation.
HEAD_ROLES: frozenset[str] = frozenset({Role.PURCHASER_HEAD, Role.PROVIDER_HEAD, Role.FINANCE_CHIEF})
#: Those who move money or decide: they sign in with a second factor.
SECOND_FACTOR_ROLES: frozenset[str] = frozenset({Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.PURCHASER_HEAD})


@dataclass(frozen=True, slots=True)
class ConflictPair:
    """Two sets of roles of which one person never holds one from each at the same time, in whatever organisations."""

    one: frozenset[str]
    other: frozenset[str]
    reason: str | Promise
    clause: str


CONFLICT_PAIRS: tuple[ConflictPair, ...] = (
    ConflictPair(
        PROVIDER_ROLES,
        PURCHASER_ROLES | {Role.PROCUREMENT_OFFICER},
        _("同一人不得既在承接主体任职，又经办或决定购买。"),
        "RB:8.2",
    ),
    ConflictPair(
        PROVIDER_ROLES,
        TREASURY_ROLES | STAFF_ROLES | OVERSIGHT_ROLES,
        _("同一人不得既在承接主体任职，又审核、拨付或监督购买资金。"),
        "RB:8.2",
    ),
    ConflictPair(
        PURCHASER_ROLES | {Role.PROCUREMENT_OFFICER},
        TREASURY_ROLES,
        _("同一人不得既经办或决定购买，又审批、拨付购买资金。"),
        "RB:8.2",
    ),
    ConflictPair(
        frozenset({Role.DISTRICT_CLERK}),
        frozenset({Role.OFFICE_CLERK}),
        _("同一人不得既代表区申报试点，又在领导小组办公室审批。"),
        "XM2015:4.1",
    ),
    ConflictPair(PROVIDER_ROLES, frozenset({Role.EVALUATOR}), _("同一人不得既提供服务又评估服务。"), "RB:8.2"),
    ConflictPair(
        PURCHASER_ROLES | {Role.PROCUREMENT_OFFICER},
        frozenset({Role.EVALUATOR}),
        _("第三方评估人员不得同时是购买方人员。"),
        "XM2015:3.7",
    ),
    ConflictPair(frozenset({Role.PROCUREMENT_OFFICER}), frozenset({Role.EXPERT}), _("采购经办人不得同时担任评审专家。"), "RB:8.2"),
    ConflictPair(
        OVERSIGHT_ROLES,
        PURCHASER_ROLES | TREASURY_ROLES | {Role.PROCUREMENT_OFFICER, Role.EVALUATOR},
        _("监督者不得同时经办被监督的事项。"),
        "XM2015:5.4",
    ),
    ConflictPair(
        frozenset({Role.ADMIN}),
        PURCHASER_ROLES | TREASURY_ROLES | PROVIDER_ROLES | OVERSIGHT_ROLES | {Role.PROCUREMENT_OFFICER, Role.EXPERT, Role.EVALUATOR},
        _("系统管理员只管机构与人员，不得同时办理业务。"),
        "RB:8.2",
    ),
)

ANY_KIND: frozenset[str] = frozenset(OrganisationKind.values)
GOVERNMENT_KINDS: frozenset[str] = PURCHASER_KINDS | {OrganisationKind.PARTY_BODY}


@dataclass(frozen=True, slots=True)
class RoleHome:
    """Where a role may be held: kinds of organisation, and functions where the kind alone does not tell (empty = any)."""

    kinds: frozenset[str]
    functions: frozenset[str] = frozenset()


ROLE_HOMES: dict[str, RoleHome] = {
    Role.PURCHASER_CLERK: RoleHome(PURCHASER_KINDS),
    Role.PURCHASER_HEAD: RoleHome(PURCHASER_KINDS),
    Role.PROCUREMENT_OFFICER: RoleHome(PURCHASER_KINDS | {OrganisationKind.PROCUREMENT_AGENCY}),
    Role.BUREAU_CLERK: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.CIVIL_AFFAIRS})),
    Role.OFFICE_CLERK: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.CIVIL_AFFAIRS})),
    # Of the district's own government; a town's has the same kind, and its clerk names no streets (programmes.policies).
    Role.DISTRICT_CLERK: RoleHome(frozenset({OrganisationKind.GOVERNMENT})),
    Role.FINANCE_OFFICER: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.FINANCE})),
    Role.FINANCE_CHIEF: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.FINANCE})),
    Role.PROVIDER_HEAD: RoleHome(PROVIDER_KINDS),
    Role.PROVIDER_CLERK: RoleHome(PROVIDER_KINDS),
    Role.SOCIAL_WORKER: RoleHome(PROVIDER_KINDS),
    Role.EXPERT: RoleHome(ANY_KIND),
    Role.EVALUATOR: RoleHome(frozenset({OrganisationKind.EVALUATION_BODY})),
    Role.AUDITOR: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.AUDIT, OrganisationFunction.SUPERVISION})),
    Role.ADMIN: RoleHome(GOVERNMENT_KINDS, frozenset({OrganisationFunction.CIVIL_AFFAIRS})),
}
