"""Free money on its way from one line to another, to the line of the next year, or back to its treasury."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import MovementKind, MovementState
from bailu.funds.lifecycle import MOVEMENT
from bailu.funds.models.lines import BudgetLine
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import Person


class Movements(models.QuerySet["Movement"]):
    def visible_to(self, actor: Actor) -> Movements:
        """Whoever sees one of its lines: money does not leave or come unseen."""
        seen = BudgetLine.objects.visible_to(actor)
        return self.filter(Q(source__in=seen) | Q(target__in=seen))


class Movement(StatefulModel):
    """One proposes, the treasury's chief approves; then the ledger has a transaction on each line that names it (clause 3.6)."""

    LIFECYCLE = MOVEMENT

    kind = models.CharField(_("类别"), max_length=10, choices=MovementKind.choices)
    source = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+", verbose_name=_("转出预算项目"))
    target = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+", verbose_name=_("转入预算项目"))
    amount = MoneyField(_("金额"))
    reason = models.TextField(_("理由"))
    state = models.CharField(_("状态"), max_length=10, choices=MovementState.choices, default=MovementState.PROPOSED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    note = models.TextField(_("意见"), blank=True)

    objects = Movements.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("资金调整")
        triggers = [MOVEMENT.trigger()]
        constraints = [
            models.CheckConstraint(name="movement_amount", condition=Q(amount__gt=0), violation_error_message=_("金额须大于零。")),
            models.CheckConstraint(
                name="movement_target",
                condition=Q(kind=MovementKind.RETURN, target=None)
                | ~Q(kind=MovementKind.RETURN) & Q(target__isnull=False) & ~Q(target=F("source")),
                violation_error_message=_("调剂和结转须有另一个转入项目，交回财政的没有。"),
            ),
            models.CheckConstraint(
                name="movement_two_people",
                condition=Q(state=MovementState.PROPOSED, decided_by=None, decided_at=None)
                | ~Q(state=MovementState.PROPOSED)
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("提出与审批须由两人办理。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("funds:movement", args=[self.pk])

    @property
    def stream(self) -> str:
        return self.source.stream

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()} {self.source.no}"
