"""Divisions, and the organisations that take part."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel
from bailu.organisations.enums import (
    PROVIDER_KINDS,
    PURCHASER_KINDS,
    DivisionLevel,
    OrganisationFunction,
    OrganisationKind,
    OrganisationState,
    Standing,
)
from bailu.organisations.lifecycle import ORGANISATION
from bailu.organisations.roles import Role

CITY = "350200"
_DRAFTS = (OrganisationState.DRAFT, OrganisationState.SUBMITTED, OrganisationState.RETURNED)


class Division(models.Model):
    """An administrative division as of January 2015. ``code`` is the statistical code without trailing zeros
    (city and district 6 digits, street and town 9, community 12), so a subtree is a prefix of the code."""

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True, validators=[RegexValidator(r"^\d{6}(\d{3}){0,2}$")])
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("层级"), max_length=12, choices=DivisionLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级区划"))
    in_2015 = models.BooleanField(_("2015年存在"), default=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("行政区划")

    def __str__(self) -> str:
        return self.name

    @property
    def county(self) -> str:
        """The six-digit code of the district, or of the city itself."""
        return self.code[:6]


class Organisations(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> Organisations:
        """The register is open to whoever is signed in; a provider that is not yet admitted only to itself,
        to those who admit it, and to those who watch. A district's clerk admits within the district (clause 5.1)."""
        if actor.is_system:
            return self
        if not actor.signed_in:
            return self.none()
        settled = ~Q(state__in=_DRAFTS)
        own = Q(pk=actor.organisation_id)
        if actor.has(Role.AUDITOR, Role.ADMIN, Role.OFFICE_CLERK, Role.FINANCE_CHIEF, Role.FINANCE_OFFICER):
            return self
        if actor.has(Role.BUREAU_CLERK):
            return self if actor.county == CITY else self.filter(settled | own | Q(division__code__startswith=actor.county))
        return self.filter(settled | own)

    def purchasers(self) -> Organisations:
        return self.filter(kind__in=PURCHASER_KINDS)

    def providers(self) -> Organisations:
        return self.filter(kind__in=PROVIDER_KINDS)


class Organisation(StatefulModel):
    """A body that takes part: purchaser (3.1), provider (3.2), evaluator, agency, watcher.

    Credit codes came only in October 2015: until then the registration number and the nine-digit organisation code stand.
    """

    LIFECYCLE = ORGANISATION

    name = models.CharField(_("全称"), max_length=120, unique=True)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    search = SearchVectorField(null=True, editable=False)
    kind = models.CharField(_("机构类别"), max_length=32, choices=OrganisationKind.choices)
    function = models.CharField(_("职能"), max_length=20, choices=OrganisationFunction.choices, default=OrganisationFunction.OTHER)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    registration_no = models.CharField(_("登记证号"), max_length=60, blank=True)
    organisation_code = models.CharField(_("组织机构代码"), max_length=10, blank=True)
    establishment_evidence = models.TextField(_("编制或参公依据"), blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    telephone = models.CharField(_("电话"), max_length=40, blank=True)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name=_("所在区划"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级机构"))
    leading_group = models.BooleanField(_("领导小组成员单位"), default=False)
    lead_unit = models.BooleanField(_("市直试点单位"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=OrganisationState.choices, default=OrganisationState.LISTED)
    valid_to = models.DateField(_("资格有效期至"), null=True, blank=True)
    standing_until = models.DateField(_("限制期至"), null=True, blank=True)
    standing_reason = models.TextField(_("限制原因"), blank=True)
    assumed = models.BooleanField(_("部分信息为推定"), default=False)

    objects = Organisations.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("机构")
        triggers = [ORGANISATION.trigger()]
        indexes = [GinIndex(fields=["search"], name="organisation_search")]
        constraints = [
            models.CheckConstraint(
                name="organisation_state_fits_kind",
                condition=Q(kind__in=sorted(PROVIDER_KINDS)) & ~Q(state=OrganisationState.LISTED)
                | ~Q(kind__in=sorted(PROVIDER_KINDS))
                & Q(state__in=(OrganisationState.LISTED, OrganisationState.SUSPENDED, OrganisationState.BARRED)),
                violation_error_message=_("承接主体须经资格审核，其他机构直接在册。"),
            ),
            models.CheckConstraint(
                name="organisation_restriction_has_reason",
                condition=~Q(state__in=(OrganisationState.SUSPENDED, OrganisationState.BARRED)) | ~Q(standing_reason=""),
                violation_error_message=_("暂停或禁止须写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:page", args=[self.pk])

    @property
    def stream(self) -> str:
        return f"O-{self.pk}"

    @property
    def is_provider(self) -> bool:
        return self.kind in PROVIDER_KINDS

    @property
    def is_purchaser(self) -> bool:
        return self.kind in PURCHASER_KINDS

    def standing_on(self, day: dt.date) -> Standing:
        """A restriction with an end is over the day after it."""
        restricted = {OrganisationState.SUSPENDED: Standing.SUSPENDED, OrganisationState.BARRED: Standing.BARRED}
        standing = restricted.get(OrganisationState(self.state), Standing.GOOD)
        over = self.standing_until is not None and self.standing_until < day
        return Standing.GOOD if over else standing

    @property
    def standing(self) -> Standing:
        return self.standing_on(clock.today())
