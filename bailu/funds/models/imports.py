"""A table of appropriations as it was handed in, from its reading to the approval of all its lines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import ImportState
from bailu.funds.lifecycle import LINE_IMPORT
from bailu.kernel.actor import Actor
from bailu.kernel.fields import MoneyField
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import CITY, Organisation, Person
from bailu.organisations.roles import Role


class LineImports(models.QuerySet["LineImport"]):
    def visible_to(self, actor: Actor) -> LineImports:
        """The treasury's own people; audit within its district, the city's over all (5.1)."""
        if actor.is_system or (actor.has(Role.AUDITOR) and actor.county == CITY):
            return self
        scope = Q(pk=None)
        if actor.has(Role.FINANCE_OFFICER, Role.FINANCE_CHIEF):
            scope |= Q(treasury_id=actor.organisation_id)
        if actor.has(Role.AUDITOR):
            scope |= Q(treasury__division__code__startswith=actor.county)
        return self.filter(scope)


class LineImport(StatefulModel):
    """Only a table without a fault is kept: ``rows`` is what its cells mean, one entry for each line to be written."""

    LIFECYCLE = LINE_IMPORT

    treasury = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("财政部门"))
    title = models.CharField(_("文件名"), max_length=150)
    digest = models.CharField(max_length=64)
    rows = models.JSONField()
    count = models.PositiveIntegerField(_("行数"))
    total = MoneyField(_("合计"))
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices, default=ImportState.READ)
    read_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)

    objects = LineImports.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("预算导入")
        triggers = [LINE_IMPORT.trigger()]
        indexes = [models.Index(fields=["treasury", "-id"], name="line_import_treasury")]
        constraints = [
            models.CheckConstraint(
                name="line_import_two_people",
                condition=Q(approved_by=None) & ~Q(state=ImportState.APPROVED)
                | Q(state=ImportState.APPROVED, approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("read_by")),
                violation_error_message=_("导入与批准须由两人办理。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funds:import", args=[self.pk])

    @property
    def stream(self) -> str:
        return f"O-{self.treasury_id}"
