"""A district's list of pilot sites with its supporting plan, and the streets and towns on it (clause 4.1)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.documents.models import Attachment
from bailu.funds.models.lines import BUYERS, WATCHERS
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import CITY, Division, Organisation, Person
from bailu.organisations.roles import Role
from bailu.programmes.enums import ApplicationState, Batch
from bailu.programmes.lifecycle import APPLICATION

#: Who has the pilot in view, each in the own subtree: city, district, street.
IN_VIEW = (*BUYERS, *WATCHERS, Role.DISTRICT_CLERK)


def subtree(actor: Actor) -> str | None:
    """The beginning of the codes of what the reader sees: all of the city, a district, one street; None: nothing."""
    if actor.is_system or (actor.has(*IN_VIEW) and actor.county == CITY):
        return ""
    return actor.division[:9] if actor.has(*IN_VIEW) else None


class SiteApplications(models.QuerySet["SiteApplication"]):
    def visible_to(self, actor: Actor) -> SiteApplications:
        """The city sees all, a district its own, a street the list on which it stands (clause 5.1)."""
        within = subtree(actor)
        if within is None:
            return self.none()
        if not within:
            return self
        named = Site.objects.filter(application=models.OuterRef("pk"), division_id=within)
        return self.filter(Q(district_id=within) | models.Exists(named))


class SiteApplication(StatefulModel):
    """The streets and towns one district names for one batch. Its number is the stream of all that is decided on it."""

    LIFECYCLE = APPLICATION

    no = models.CharField(_("编号"), max_length=20, unique=True)
    title = models.CharField(_("名称"), max_length=80)
    batch = models.CharField(_("试点批次"), max_length=8, choices=Batch.choices)
    district = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name=_("区"))
    county = models.CharField(max_length=6)
    applicant = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("申报单位"))
    plan_title = models.CharField(_("配套方案"), max_length=120)
    plan_summary = models.TextField(_("方案主要内容"))
    plan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", verbose_name=_("方案文件"))
    state = models.CharField(_("状态"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.SUBMITTED)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    submitted_at = models.DateTimeField(_("提交时间"))
    decide_by = models.DateField(_("审批期限"), null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    decision = models.TextField(_("审批意见"), blank=True)
    assumed = models.BooleanField(_("部分内容为假定"), default=False)
    search = SearchVectorField(null=True, editable=False)

    objects = SiteApplications.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("试点申请")
        triggers = [APPLICATION.trigger()]
        indexes = [
            GinIndex(fields=["search"], name="site_application_search"),
            models.Index(fields=["district", "-no"], name="site_application_district"),
        ]
        constraints = [
            models.CheckConstraint(
                name="site_application_decision_whole",
                condition=Q(state=ApplicationState.SUBMITTED, decided_at=None, decided_by=None)
                | ~Q(state=ApplicationState.SUBMITTED) & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                violation_error_message=_("审批须有意见、审批人和时间。"),
            ),
            models.CheckConstraint(
                name="site_application_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message=_("申报人不得审批自己的申请。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:application", args=[self.no])


class Sites(models.QuerySet["Site"]):
    def visible_to(self, actor: Actor) -> Sites:
        within = subtree(actor)
        return self.none() if within is None else self.filter(division__code__startswith=within)

    def standing(self) -> Sites:
        """Without those whose list was refused."""
        return self.filter(live=True)


class Site(models.Model):
    """One street or town on a list. ``live`` until the list is refused; a street stands on one live list at most."""

    application = models.ForeignKey(SiteApplication, models.CASCADE, related_name="sites")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name=_("街道（镇）"))
    reason = models.CharField(_("试点理由"), max_length=200)
    live = models.BooleanField(default=True)

    objects = Sites.as_manager()

    class Meta:
        ordering = ("division_id", "pk")
        verbose_name = _("试点街道（镇）")
        constraints = [
            models.UniqueConstraint(
                fields=("division",),
                condition=Q(live=True),
                name="site_named_once",
                violation_error_message=_("这个街道（镇）已经列入名单。"),
            ),
        ]

    def __str__(self) -> str:
        return self.division_id

    def get_absolute_url(self) -> str:
        return reverse("programmes:application", args=[self.application.no])
