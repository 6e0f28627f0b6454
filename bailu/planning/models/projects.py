"""Projects: what a purchaser wants to buy, what it costs by heads, what it must reach (clause 3.4)."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.models import BudgetLine
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import Division, Organisation, Person
from bailu.organisations.roles import PROVIDER_ROLES, Role
from bailu.planning.enums import (
    Channel,
    CostHead,
    PeopleUnit,
    ProjectForm,
    ProjectKind,
    ProjectState,
    StaffLevel,
    Station,
    TargetCode,
    TargetKind,
)
from bailu.planning.lifecycle import PROJECT
from bailu.planning.models.needs import Need, own_or_watched
from bailu.programmes.enums import Batch
from bailu.ui.addresses import named


class Projects(models.QuerySet["Project"]):
    def visible_to(self, actor: Actor) -> Projects:
        """As needs; and the provider that holds its contract, the evaluator engaged for it, the agency that procures it."""
        scope = own_or_watched(actor)
        if scope is None:
            return self
        if actor.organisation_id is not None:
            if actor.has(*PROVIDER_ROLES):
                scope |= Q(provider_id=actor.organisation_id)
            if actor.has(Role.EVALUATOR):
                scope |= Q(evaluator_id=actor.organisation_id)
            if actor.has(Role.PROCUREMENT_OFFICER):
                scope |= Q(agency_id=actor.organisation_id)
        return self.filter(scope)


class Project(StatefulModel):
    """A purchase from its planning to its settlement. Its number is the purchase's number everywhere.

    ``amount`` is the sum of the costing (yuan, without the evaluation fee), ``fee`` the fee reserved beside it.
    ``station``, ``next_due_at`` and ``provider`` are set by the rooms above through ``planning.progress``.
    """

    LIFECYCLE = PROJECT

    no = models.CharField(_("编号"), max_length=20, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年度"))
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("购买主体"))
    county = models.CharField(max_length=6)
    needs = models.ManyToManyField(Need, related_name="projects", verbose_name=_("需求"))
    populations = ArrayField(models.CharField(max_length=8), verbose_name=_("服务人群"))
    fields = ArrayField(models.CharField(max_length=8), verbose_name=_("服务领域"))
    form = models.CharField(_("购买形式"), max_length=10, choices=ProjectForm.choices, default=ProjectForm.PROJECT)
    kind = models.CharField(_("项目类型"), max_length=24, choices=ProjectKind.choices)
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区划"))
    area = models.CharField(_("服务区域"), max_length=120)
    channel = models.CharField(_("申报渠道"), max_length=10, choices=Channel.choices)
    batch = models.CharField(_("试点批次"), max_length=8, choices=Batch.choices)
    people_planned = models.PositiveIntegerField(_("计划服务数"))
    people_unit = models.CharField(_("计量单位"), max_length=10, choices=PeopleUnit.choices, default=PeopleUnit.PERSON)
    months = models.PositiveSmallIntegerField(_("服务期（月）"))
    content = models.TextField(_("服务内容"))
    amount = MoneyField(_("金额"), default=Decimal("0.00"))
    fee = MoneyField(_("评估费"), default=Decimal("0.00"))
    state = models.CharField(_("状态"), max_length=12, choices=ProjectState.choices, default=ProjectState.DRAFT)
    station = models.CharField(_("所处环节"), max_length=10, choices=Station.choices, default=Station.PROJECT)
    next_due_at = models.DateTimeField(_("下一期限"), null=True, blank=True)
    next_due_what = models.CharField(_("期限事项"), max_length=120, blank=True)
    assumed = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    search = SearchVectorField(null=True, editable=False)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+", verbose_name=_("预算项目"))
    budgeted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("预算批准人"))
    budgeted_at = models.DateTimeField(_("预算批准时间"), null=True)
    declared_at = models.DateTimeField(_("申报时间"), null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("受理人"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True)
    note = models.TextField(_("意见"), blank=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("承接主体"))
    evaluator = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("评估机构"))
    agency = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("采购代理机构"))

    objects = Projects.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("项目")
        triggers = [PROJECT.trigger()]
        indexes = [
            GinIndex(fields=["search"], name="project_search"),
            GinIndex(fields=["populations"], name="project_populations"),
            models.Index(fields=["purchaser", "-no"], name="project_purchaser"),
            models.Index(fields=["next_due_at"], name="project_next_due", condition=Q(next_due_at__isnull=False)),
            models.Index(fields=["provider"], name="project_provider", condition=Q(provider__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="project_has_scope",
                condition=~Q(populations=[]) & ~Q(fields=[]),
                violation_error_message=_("至少选择一个服务人群和一个服务领域。"),
            ),
            models.CheckConstraint(
                name="project_figures",
                condition=Q(people_planned__gt=0, months__gt=0, amount__gte=0, fee__gte=0),
                violation_error_message=_("计划服务数和服务期须大于零。"),
            ),
            models.CheckConstraint(
                name="project_budget_two_people",
                condition=Q(budgeted_by=None) | ~Q(budgeted_by=F("created_by")),
                violation_error_message=_("经办人不得批准自己的项目。"),
            ),
            models.CheckConstraint(
                name="project_budget_dated",
                condition=Q(
                    state__in=(
                        ProjectState.BUDGETED,
                        ProjectState.DECLARED,
                        ProjectState.ACCEPTED,
                        ProjectState.PROCURING,
                        ProjectState.CONTRACTED,
                        ProjectState.SETTLED,
                    ),
                    budgeted_at__isnull=False,
                    budgeted_by__isnull=False,
                    amount__gt=0,
                )
                | Q(state__in=(ProjectState.DRAFT, ProjectState.SUBMITTED, ProjectState.RETURNED, ProjectState.CANCELLED)),
                violation_error_message=_("预算批准须有批准人和时间。"),
            ),
            models.CheckConstraint(
                name="project_acceptance_dated",
                condition=Q(
                    state__in=(ProjectState.ACCEPTED, ProjectState.PROCURING, ProjectState.CONTRACTED, ProjectState.SETTLED),
                    declared_at__isnull=False,
                    accepted_at__isnull=False,
                    accepted_by__isnull=False,
                )
                | ~Q(state__in=(ProjectState.ACCEPTED, ProjectState.PROCURING, ProjectState.CONTRACTED, ProjectState.SETTLED)),
                violation_error_message=_("受理须有申报时间、受理人和受理时间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        """The dossier where there is one, else the project's own sheet."""
        return named("dossier:purchase", self.no) or reverse("planning:project", args=[self.no])

    @property
    def total(self) -> Decimal:
        """What the purchase takes of the budget: the service and the fee."""
        total: Decimal = self.amount + self.fee
        return total


class CostItem(models.Model):
    """One line of the costing: unit price x quantity x months (one where it is not paid by the month)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="costing")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(_("科目"), max_length=12, choices=CostHead.choices)
    title = models.CharField(_("内容"), max_length=80)
    level = models.CharField(_("专业等级"), max_length=14, choices=StaffLevel.choices, blank=True)
    unit = models.CharField(_("单位"), max_length=10)
    unit_price = MoneyField(_("单价"))
    quantity = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    months = models.PositiveSmallIntegerField(_("月数"), default=1)
    amount = MoneyField(_("金额"))

    class Meta:
        ordering = ("project_id", "position")
        verbose_name = _("成本项")
        constraints = [
            models.UniqueConstraint(fields=("project", "position"), name="cost_item_position"),
            models.CheckConstraint(
                name="cost_item_figures",
                condition=Q(unit_price__gt=0, quantity__gt=0, months__gt=0, amount__gt=0),
                violation_error_message=_("单价、数量、月数须大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.title}"


class Target(models.Model):
    """One target: from ``base`` to ``goal``, shown by ``evidence``. ``code`` says what is counted, ``measure`` says it in words."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("类别"), max_length=10, choices=TargetKind.choices)
    code = models.CharField(_("计量项"), max_length=14, choices=TargetCode.choices)
    measure = models.CharField(_("指标"), max_length=120)
    unit = models.CharField(_("单位"), max_length=10)
    base = models.DecimalField(_("基线"), max_digits=12, decimal_places=2, null=True, blank=True)
    goal = models.DecimalField(_("目标值"), max_digits=12, decimal_places=2)
    lower_is_better = models.BooleanField(_("越低越好"), default=False)
    evidence = models.CharField(_("证明方式"), max_length=160)

    class Meta:
        ordering = ("project_id", "position")
        verbose_name = _("目标")
        constraints = [
            models.UniqueConstraint(fields=("project", "position"), name="target_position"),
            models.CheckConstraint(name="target_goal", condition=Q(goal__gte=0), violation_error_message=_("目标值不得小于零。")),
        ]

    def __str__(self) -> str:
        return self.measure
