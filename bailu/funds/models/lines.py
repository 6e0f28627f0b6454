"""Budget lines, encumbrances, payment orders."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import GIVEN, BudgetLevel, EncumbrancePurpose, FundingSource, LinePurpose, LineState, OrderState
from bailu.funds.lifecycle import BUDGET_LINE, PAYMENT_ORDER
from bailu.funds.models.batches import PaymentBatch
from bailu.funds.models.imports import LineImport
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import CITY, Organisation, Person
from bailu.organisations.roles import Role

WATCHERS = (Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR)
BUYERS = (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROCUREMENT_OFFICER)


class Counter(models.Model):
    """The last number given out in a series of a year; its row is the queue of those who want the next one."""

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("series", "year"), name="counter_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}-{self.last:04d}"


class BudgetLines(models.QuerySet["BudgetLine"]):
    def visible_to(self, actor: Actor) -> BudgetLines:
        """The purchaser's own people; finance, bureau, office and audit within their district, the city's over all (5.1)."""
        if actor.is_system:
            return self
        if actor.organisation_id is None:
            return self.none()
        if actor.has(*WATCHERS) and actor.county == CITY:
            return self
        scope = Q(pk=None)
        if actor.has(*BUYERS):
            scope |= Q(purchaser_id=actor.organisation_id)
        if actor.has(*WATCHERS):
            scope |= Q(treasury_id=actor.organisation_id) | Q(county=actor.county)
        return self.filter(scope)

    def approved(self) -> BudgetLines:
        return self.filter(state=LineState.APPROVED)


class BudgetLine(StatefulModel):
    """Money a treasury gives a purchaser in a year for a purpose (clause 3.6). Its balance stands in the ledger, not here."""

    LIFECYCLE = BUDGET_LINE

    no = models.CharField(_("编号"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    level = models.CharField(_("预算级次"), max_length=8, choices=BudgetLevel.choices)
    treasury = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("财政部门"))
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("购买主体"))
    county = models.CharField(max_length=6)
    source = models.CharField(_("资金来源"), max_length=10, choices=FundingSource.choices)
    giver = models.CharField(_("出资方"), max_length=120, blank=True)
    purpose = models.CharField(_("用途"), max_length=14, choices=LinePurpose.choices)
    title = models.CharField(_("名称"), max_length=120)
    amount = MoneyField(_("金额"))
    state = models.CharField(_("状态"), max_length=10, choices=LineState.choices, default=LineState.DRAFT)
    search = SearchVectorField(null=True, editable=False)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    note = models.TextField(_("意见"), blank=True)
    imported = models.ForeignKey(LineImport, models.PROTECT, null=True, related_name="lines", verbose_name=_("导入"))

    objects = BudgetLines.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("预算项目")
        triggers = [BUDGET_LINE.trigger()]
        indexes = [
            GinIndex(fields=["search"], name="budget_line_search"),
            models.Index(fields=["purchaser", "-no"], name="budget_line_purchaser"),
        ]
        constraints = [
            models.CheckConstraint(name="budget_line_amount", condition=Q(amount__gt=0), violation_error_message=_("金额须大于零。")),
            models.CheckConstraint(
                name="budget_line_lottery",
                condition=~Q(source=FundingSource.LOTTERY) | Q(purpose=LinePurpose.INFRASTRUCTURE),
                violation_error_message=_("福利彩票公益金只用于基础设施建设。"),
            ),
            models.CheckConstraint(
                name="budget_line_giver",
                condition=~Q(source__in=sorted(GIVEN)) | ~Q(giver=""),
                violation_error_message=_("社会资金须写明出资方。"),
            ),
            models.CheckConstraint(
                name="budget_line_two_people",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                violation_error_message=_("编制人不得批准自己的预算。"),
            ),
            models.CheckConstraint(
                name="budget_line_approval_dated",
                condition=Q(approved_at=None, approved_by=None, state__in=(LineState.DRAFT, LineState.SUBMITTED, LineState.RETURNED))
                | Q(approved_at__isnull=False, approved_by__isnull=False, state__in=(LineState.APPROVED, LineState.CLOSED)),
                violation_error_message=_("批准须有批准人和时间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("funds:line", args=[self.no])

    @property
    def stream(self) -> str:
        return f"B-{self.pk}"


class Encumbrances(models.QuerySet["Encumbrance"]):
    def visible_to(self, actor: Actor) -> Encumbrances:
        return self.filter(line__in=BudgetLine.objects.visible_to(actor))

    def of_project(self, project_no: str) -> Encumbrances:
        return self.filter(project_no=project_no).order_by("pk")


class Encumbrance(TimeStamped):
    """What of a line is spoken for by one purchase. What is left of it is ``amount - paid - released``."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="encumbrances", verbose_name=_("预算项目"))
    project_no = models.CharField(_("项目编号"), max_length=20)
    purpose = models.CharField(_("用途"), max_length=14, choices=EncumbrancePurpose.choices)
    amount = MoneyField(_("占用金额"))
    paid = MoneyField(_("已支付"), default=Decimal("0.00"))
    released = MoneyField(_("已释放"), default=Decimal("0.00"))

    objects = Encumbrances.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("占用")
        indexes = [models.Index(fields=["project_no"], name="encumbrance_project")]
        constraints = [
            models.CheckConstraint(
                name="encumbrance_within",
                condition=Q(amount__gt=0, paid__gte=0, released__gte=0) & Q(amount__gte=F("paid") + F("released")),
                violation_error_message=_("支付与释放之和不得超过占用金额。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_no}:{self.purpose}"

    @property
    def left(self) -> Decimal:
        left: Decimal = self.amount - self.paid - self.released
        return left


#: States of an order that is not decided.
OPEN = (OrderState.REQUESTED, OrderState.CHECKED)


class PaymentOrders(models.QuerySet["PaymentOrder"]):
    def visible_to(self, actor: Actor) -> PaymentOrders:
        """As the line it is paid from; who is paid sees its own orders."""
        lines = Q(encumbrance__line__in=BudgetLine.objects.visible_to(actor))
        payee = actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.EVALUATOR)
        return self.filter(lines | Q(payee_id=actor.organisation_id) if payee else lines)

    def open(self) -> PaymentOrders:
        return self.filter(state__in=OPEN)


class PaymentOrder(StatefulModel):
    """An order to pay an amount of an encumbrance to a body, because of ``reference`` (an aggregate above: "contracts.Claim:5")."""

    LIFECYCLE = PAYMENT_ORDER

    encumbrance = models.ForeignKey(Encumbrance, models.PROTECT, related_name="orders", verbose_name=_("占用"))
    project_no = models.CharField(_("项目编号"), max_length=20, db_index=True)
    amount = MoneyField(_("金额"))
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("收款单位"))
    reference = models.CharField(_("依据"), max_length=80)
    title = models.CharField(_("事由"), max_length=160)
    state = models.CharField(_("状态"), max_length=10, choices=OrderState.choices, default=OrderState.REQUESTED)
    search = SearchVectorField(null=True, editable=False)
    requested_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("申请人"))
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    checked_at = models.DateTimeField(_("审核时间"), null=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("支付人"))
    paid_at = models.DateTimeField(_("支付时间"), null=True)
    note = models.TextField(_("意见"), blank=True)
    due = models.DateField(_("付款期限"), null=True)
    batch = models.ForeignKey(PaymentBatch, models.PROTECT, null=True, related_name="orders", verbose_name=_("支付批次"))
    bank_reference = models.CharField(_("银行流水号"), max_length=60, blank=True)

    objects = PaymentOrders.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("支付令")
        triggers = [PAYMENT_ORDER.trigger()]
        indexes = [
            GinIndex(fields=["search"], name="payment_order_search"),
            # The latest first, as the list gives them; what was paid in a month is a stretch of it.
            models.Index(F("paid_at").desc(nulls_last=True), F("id").desc(), name="payment_order_paid"),
            # What waits, the most urgent first: it stays short however much was ever paid.
            models.Index(F("due").asc(nulls_last=True), F("id"), condition=Q(state__in=OPEN), name="payment_order_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("reference",),
                condition=~Q(state=OrderState.REJECTED),
                name="payment_order_once",
                violation_error_message=_("这笔款已有支付令。"),
            ),
            models.CheckConstraint(name="payment_order_amount", condition=Q(amount__gt=0), violation_error_message=_("金额须大于零。")),
            models.CheckConstraint(
                name="payment_order_two_people",
                condition=Q(paid_by=None) | Q(checked_by__isnull=False) & ~Q(paid_by=F("checked_by")),
                violation_error_message=_("审核与支付须由两人办理。"),
            ),
            models.CheckConstraint(
                name="payment_order_paid_dated",
                condition=Q(state=OrderState.PAID, paid_at__isnull=False, paid_by__isnull=False)
                | ~Q(state=OrderState.PAID) & Q(paid_at=None, paid_by=None),
                violation_error_message=_("支付须有支付人和时间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("funds:payment", args=[self.pk])

    @property
    def no(self) -> str:
        """As the bank is told it and gives it back."""
        return f"Z-{self.pk:08d}"
