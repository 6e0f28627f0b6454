"""Many orders paid at once: put together and checked by one, released to the bank by another, decided by the bank's return."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import BatchState
from bailu.funds.lifecycle import PAYMENT_BATCH
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import CITY, Organisation, Person
from bailu.organisations.roles import Role


class PaymentBatches(models.QuerySet["PaymentBatch"]):
    def visible_to(self, actor: Actor) -> PaymentBatches:
        """The treasury's own people; audit within its district, the city's over all (5.1)."""
        if actor.is_system or (actor.has(Role.AUDITOR) and actor.county == CITY):
            return self
        scope = Q(pk=None)
        if actor.has(Role.FINANCE_OFFICER, Role.FINANCE_CHIEF):
            scope |= Q(treasury_id=actor.organisation_id)
        if actor.has(Role.AUDITOR):
            scope |= Q(treasury__division__code__startswith=actor.county)
        return self.filter(scope)


class PaymentBatch(StatefulModel):
    """Orders of one treasury that go to the bank together. Released, they are the bank's until its return says what became of each."""

    LIFECYCLE = PAYMENT_BATCH

    no = models.CharField(_("编号"), max_length=20, unique=True)
    treasury = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("财政部门"))
    state = models.CharField(_("状态"), max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    count = models.PositiveIntegerField(_("笔数"))
    total = MoneyField(_("合计"))
    note = models.TextField(_("说明"), blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("汇总审核人"))
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("支付人"))
    released_at = models.DateTimeField(_("支付时间"), null=True)
    closed_at = models.DateTimeField(_("对账时间"), null=True)

    objects = PaymentBatches.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("支付批次")
        triggers = [PAYMENT_BATCH.trigger()]
        indexes = [models.Index(fields=["treasury", "-id"], name="payment_batch_treasury")]
        constraints = [
            models.CheckConstraint(
                name="payment_batch_two_people",
                condition=Q(released_by=None, released_at=None, state__in=(BatchState.CHECKED, BatchState.WITHDRAWN))
                | Q(released_by__isnull=False, released_at__isnull=False, state__in=(BatchState.RELEASED, BatchState.CLOSED))
                & ~Q(released_by=F("checked_by")),
                violation_error_message=_("汇总审核与支付须由两人办理。"),
            ),
        ]

    def __str__(self) -> str:
        return self.no

    def get_absolute_url(self) -> str:
        return reverse("funds:batch", args=[self.no])

    @property
    def title(self) -> str:
        return self.no

    @property
    def stream(self) -> str:
        return f"O-{self.treasury_id}"
