"""What a provider has shown (the six conditions of clause 3.2) and how it has done (clause 3.7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bailu.documents.models import Attachment
from bailu.kernel.actor import Actor
from bailu.kernel.models import TimeStamped
from bailu.organisations.enums import ConditionKind, Decision, RecordKind
from bailu.organisations.models.bodies import Organisation
from bailu.organisations.models.people import Person
from bailu.organisations.roles import Role


class ConditionQuerySet(models.QuerySet["Condition"]):
    def visible_to(self, actor: Actor) -> ConditionQuerySet:
        """Evidence is read by the provider itself, by those who decide on it and by those who watch; administrators read none."""
        if actor.is_system or actor.has(Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR, Role.FINANCE_CHIEF, Role.FINANCE_OFFICER):
            return self
        return self.filter(provider_id=actor.organisation_id) if actor.signed_in else self.none()


class Condition(TimeStamped):
    """Evidence for one of the six conditions. A renewal is a new row: what was accepted counts until it ends or is replaced."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="conditions", verbose_name=_("承接主体"))
    kind = models.CharField(_("条件"), max_length=20, choices=ConditionKind.choices)
    statement = models.TextField(_("说明"))
    evidence = models.CharField(_("证明材料"), max_length=200, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证明文件"))
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    decision = models.CharField(_("审核结论"), max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人"))
    decided_on = models.DateField(_("审核日期"), null=True, blank=True)
    note = models.TextField(_("审核意见"), blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ("provider_id", "kind", "-pk")
        verbose_name = _("承接条件")
        constraints = [
            models.UniqueConstraint(
                fields=("provider", "kind"),
                condition=Q(decision=Decision.PENDING),
                name="condition_pending_once",
                violation_error_message=_("这项条件已有待审核的材料。"),
            ),
            models.CheckConstraint(
                name="condition_decision_is_dated",
                condition=Q(decision=Decision.PENDING, decided_on__isnull=True)
                | ~Q(decision=Decision.PENDING) & Q(decided_on__isnull=False),
                violation_error_message=_("审核结论须有日期。"),
            ),
            models.CheckConstraint(
                name="condition_return_has_reason",
                condition=~Q(decision=Decision.RETURNED) | ~Q(note=""),
                violation_error_message=_("退回须写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}:{self.kind}:{self.decision}"


class TrackRecordQuerySet(models.QuerySet["TrackRecord"]):
    def visible_to(self, actor: Actor) -> TrackRecordQuerySet:
        """Grades steer the next purchase (clause 3.7) and are published: everybody signed in reads them."""
        return self if actor.is_system or actor.signed_in else self.none()


class TrackRecord(TimeStamped):
    """The result of one evaluation of a purchase, kept with the provider for the next selection."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="track_record", verbose_name=_("承接主体"))
    project_no = models.CharField(_("项目编号"), max_length=20)
    kind = models.CharField(_("评估"), max_length=6, choices=RecordKind.choices)
    score = models.DecimalField(_("得分"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("等次"), max_length=20)
    on = models.DateField(_("日期"))
    summary = models.TextField(_("摘要"), blank=True)

    objects = TrackRecordQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("服务业绩")
        constraints = [
            models.UniqueConstraint(
                fields=("provider", "project_no", "kind"),
                name="track_record_once",
                violation_error_message=_("这次评估的结果已记入业绩。"),
            ),
            models.CheckConstraint(
                name="track_record_score_in_range",
                condition=Q(score__gte=0, score__lte=100),
                violation_error_message=_("得分在0到100之间。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}:{self.project_no}:{self.kind}"
