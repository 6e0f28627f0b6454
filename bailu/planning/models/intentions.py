"""The intention to purchase, published ahead (CK2020-10): what, for how much, when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bailu.kernel.fields import MoneyField
from bailu.kernel.models import TimeStamped
from bailu.organisations.models import Person
from bailu.planning.models.projects import Project


class Intention(TimeStamped):
    """Everybody's to read. ``published_on`` is the day of the first publication, also after a correction."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="intention")
    outline = models.TextField(_("需求概况"))
    amount = MoneyField(_("预算金额"))
    expected_on = models.DateField(_("预计采购时间"))
    published_on = models.DateField(_("公开日期"))
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("发布人"))

    class Meta:
        ordering = ("-published_on", "-pk")
        verbose_name = _("采购意向")
        indexes = [models.Index(fields=["-published_on", "-id"], name="intention_latest")]

    def __str__(self) -> str:
        return f"{self.project_id}"
