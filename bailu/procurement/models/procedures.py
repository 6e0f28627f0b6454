"""The procedure: one way of buying one purchase, from the choice of the method to the contract."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.law import params
from bailu.organisations.models import Organisation
from bailu.organisations.roles import PURCHASER_ROLES, Role
from bailu.planning.models import Project
from bailu.procurement.enums import DEAD_STATES, OPEN_STATES, FailureKind, Method, ProcedureState
from bailu.procurement.lifecycle import PROCEDURE


class Procedures(models.QuerySet["Procedure"]):
    def visible_to(self, actor: Actor) -> Procedures:
        """Once published a procedure is public; before that the buyer's side, treasury, bureau and oversight see it."""
        if actor.is_system or actor.has(Role.FINANCE_CHIEF, Role.FINANCE_OFFICER, Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR):
            return self
        if not actor.signed_in:
            return self.none()
        public = Q(published_at__isnull=False)
        if actor.organisation_id is None or not actor.has(*PURCHASER_ROLES, Role.PROCUREMENT_OFFICER):
            return self.filter(public)
        return self.filter(public | Q(purchaser_id=actor.organisation_id) | Q(agency_id=actor.organisation_id))

    def live(self) -> Procedures:
        return self.exclude(state__in=DEAD_STATES)

    def public(self) -> Procedures:
        return self.filter(published_at__isnull=False)

    def open_for_bidding(self) -> Procedures:
        return self.filter(state=ProcedureState.PUBLISHED, deadline__gt=clock.now())


class Procedure(StatefulModel):
    """Weights, conditions, dates and the regime are frozen when the notice is published.

    ``criteria`` is a list of ``{"code", "title", "max", "kind", "standard"}``; ``conditions`` and ``method_reasons`` lists of sentences.
    """

    LIFECYCLE = PROCEDURE

    project_no = models.CharField(_("项目编号"), max_length=20, db_index=True)
    project = models.ForeignKey(Project, models.PROTECT, related_name="procedures", verbose_name=_("项目"))
    number = models.CharField(_("采购编号"), max_length=40, unique=True)
    title = models.CharField(_("项目名称"), max_length=200)
    county = models.CharField(max_length=6)
    search = SearchVectorField(null=True, editable=False)
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="procedures", verbose_name=_("购买主体"))
    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="agency_procedures", verbose_name=_("采购代理机构")
    )
    demand = models.TextField(_("采购需求"), default="", blank=True)

    method = models.CharField(_("采购方式"), max_length=16, choices=Method.choices)
    recommended = models.CharField(_("建议方式"), max_length=16, choices=Method.choices)
    method_reasons = models.JSONField(_("建议理由"), default=list)
    approval_reason = models.TextField(_("申请理由"), default="", blank=True)
    approval_asked_at = models.DateTimeField(null=True)
    method_approved_at = models.DateTimeField(_("批准时间"), null=True)
    method_approved_by_id = models.BigIntegerField(null=True)
    approval_opinion = models.TextField(_("批准意见"), default="", blank=True)

    budget_amount = MoneyField(_("预算金额"))
    ceiling = MoneyField(_("最高限价"), null=True, blank=True)
    bid_bond = MoneyField(_("投标保证金"), null=True, blank=True)
    price_weight = models.DecimalField(_("价格权重"), max_digits=5, decimal_places=2, null=True)
    criteria = models.JSONField(_("评分标准"), default=list)
    conditions = models.JSONField(_("供应商条件"), default=list)
    documents_set_at = models.DateTimeField(null=True)

    regime_on = models.DateField(_("适用规定之日"), null=True)
    published_at = models.DateTimeField(_("公告时间"), null=True)
    documents_from = models.DateField(_("文件提供开始"), null=True)
    documents_until = models.DateField(_("文件提供截止"), null=True)
    deadline = models.DateTimeField(_("投标截止时间"), null=True)
    opens_at = models.DateTimeField(_("开标时间"), null=True)
    place = models.CharField(_("开标地点"), max_length=200, default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    opening_begun_at = models.DateTimeField(null=True)
    opening_begun_by_id = models.BigIntegerField(null=True)
    opening_begun_by_name = models.CharField(max_length=120, default="")
    opened_at = models.DateTimeField(_("开标完成时间"), null=True)
    opening_confirmed_by_id = models.BigIntegerField(null=True)
    opening_confirmed_by_name = models.CharField(max_length=120, default="")
    review_begun_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    awarded_at = models.DateTimeField(null=True)
    contracted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("终止时间"), null=True)
    failure_kind = models.CharField(_("废标原因"), max_length=16, choices=FailureKind.choices, default="", blank=True)
    end_reason = models.TextField(_("终止说明"), default="", blank=True)
    successor_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors", verbose_name=_("重新采购"))

    seal_recipient = models.CharField(max_length=100, default="")
    seal_secret = models.BinaryField(null=True)
    notice_document_id = models.BigIntegerField(null=True)
    minutes_document_id = models.BigIntegerField(null=True)

    state = models.CharField(_("状态"), max_length=20, choices=ProcedureState.choices, default=ProcedureState.DRAFT)

    objects = Procedures.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("采购程序")
        triggers = [PROCEDURE.trigger()]
        constraints = [
            models.UniqueConstraint(
                fields=("project_no",),
                condition=~Q(state__in=sorted(DEAD_STATES)),
                name="procedure_live_once",
                violation_error_message=_("这个项目已有进行中的采购程序。"),
            ),
            models.CheckConstraint(
                name="procedure_published_is_complete",
                condition=Q(published_at__isnull=True)
                | Q(
                    regime_on__isnull=False,
                    deadline__isnull=False,
                    opens_at__isnull=False,
                    price_weight__isnull=False,
                    seal_secret__isnull=False,
                ),
                violation_error_message=_("公告须有截止时间、开标时间、评分标准并确定适用规定。"),
            ),
            models.CheckConstraint(
                name="procedure_opens_after_deadline",
                condition=Q(deadline__isnull=True) | Q(opens_at__gte=F("deadline")),
                violation_error_message=_("开标不得早于投标截止。"),
            ),
            models.CheckConstraint(
                name="procedure_opened_by_two",
                condition=Q(opened_at__isnull=True) | ~Q(opening_begun_by_id=F("opening_confirmed_by_id")),
                violation_error_message=_("开标须由两人办理。"),
            ),
            models.CheckConstraint(
                name="procedure_ceiling_within_budget",
                condition=Q(ceiling__isnull=True) | Q(ceiling__lte=F("budget_amount")),
                violation_error_message=_("最高限价不得超过预算金额。"),
            ),
        ]
        indexes = [
            models.Index("state", "deadline", name="procedure_state_deadline"),
            models.Index("county", name="procedure_county"),
            GinIndex(fields=["search"], name="procedure_search"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def regime(self) -> params.Regime:
        """The numbers of the law: those of the day of the notice; before it, of today."""
        return params.regime(self.regime_on or clock.today())

    @property
    def begun_on(self) -> dt.date:
        """The day the procedure was started: the method was recommended by the rules of that day."""
        return self.created_at.astimezone(clock.ZONE).date()

    @property
    def opened(self) -> bool:
        return self.state in OPEN_STATES or (self.state == ProcedureState.FAILED and self.opened_at is not None)

    @property
    def limit(self) -> Decimal:
        """The most a bid may ask: the ceiling, else the budget."""
        return Decimal(self.budget_amount if self.ceiling is None else self.ceiling)

    @property
    def bidding_open(self) -> bool:
        return self.state == ProcedureState.PUBLISHED and self.deadline is not None and clock.now() < self.deadline

    @property
    def published_on(self) -> dt.date | None:
        return self.published_at.astimezone(clock.ZONE).date() if self.published_at else None

    @property
    def handler_id(self) -> int:
        """The organisation whose procurement officer handles it: the agency, else the purchaser itself."""
        return self.agency_id or self.purchaser_id

    def get_absolute_url(self) -> str:
        return reverse("procurement:procedure", args=[self.pk])

    @property
    def scored(self) -> list[dict[str, Any]]:
        """The criteria members score themselves: all but the price."""
        return [c for c in self.criteria if c["kind"] != "PRICE"]
