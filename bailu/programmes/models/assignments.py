"""Who does what by when: assigned down from city to district to street, reported up again (clause 5.1)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bailu.funds.models.lines import WATCHERS
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel
from bailu.organisations.models import CITY, Organisation, Person
from bailu.organisations.roles import Role
from bailu.programmes.enums import AssignmentState
from bailu.programmes.lifecycle import ASSIGNMENT
from bailu.programmes.models.sites import subtree

OPEN = (AssignmentState.ASSIGNED, AssignmentState.REPORTED, AssignmentState.RETURNED)


class WorkItems(models.QuerySet["WorkItem"]):
    def visible_to(self, actor: Actor) -> WorkItems:
        """Those who watch and the district's clerk: the own subtree; everybody who buys: what the own body was given or gave."""
        within = subtree(actor)
        if within is None:
            return self.none()
        if actor.is_system or (actor.county == CITY and actor.has(*WATCHERS, Role.DISTRICT_CLERK)):
            return self
        own = Q(assignee_id=actor.organisation_id) | Q(assigner_id=actor.organisation_id)
        if within and actor.has(*WATCHERS, Role.DISTRICT_CLERK):
            own |= Q(assignee__division__code__startswith=within)
        return self.filter(own)

    def overdue(self, on: dt.date) -> WorkItems:
        """Past its day, and nobody has reported."""
        return self.filter(due_on__lt=on, state__in=(AssignmentState.ASSIGNED, AssignmentState.RETURNED))


class WorkItem(StatefulModel):
    """One piece of work of one body. Its children are what the body assigned on to those below it."""

    LIFECYCLE = ASSIGNMENT

    no = models.CharField(_("编号"), max_length=20, unique=True)
    title = models.CharField(_("任务"), max_length=120)
    detail = models.TextField(_("要求"))
    phase = models.CharField(_("阶段"), max_length=4)
    assigner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("布置单位"))
    assignee = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级任务"))
    due_on = models.DateField(_("完成期限"))
    state = models.CharField(_("状态"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED)
    assigned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("布置人"))
    report = models.TextField(_("完成情况"), blank=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("报告人"))
    reported_at = models.DateTimeField(_("报告时间"), null=True)
    remark = models.TextField(_("上级意见"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("确认时间"), null=True)

    objects = WorkItems.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("任务")
        triggers = [ASSIGNMENT.trigger()]
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="assignment_assignee"),
            models.Index(fields=["assigner", "due_on"], name="assignment_assigner"),
            models.Index(fields=["due_on"], name="assignment_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_report_whole",
                condition=~Q(state__in=(AssignmentState.REPORTED, AssignmentState.DONE))
                | Q(reported_at__isnull=False, reported_by__isnull=False) & ~Q(report=""),
                violation_error_message=_("报告须写明完成情况。"),
            ),
            models.CheckConstraint(
                name="assignment_two_bodies",
                condition=~Q(assignee=F("assigner")),
                violation_error_message=_("任务布置给下级单位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:assignment", args=[self.no])

    @property
    def late(self) -> bool:
        return self.state in (AssignmentState.ASSIGNED, AssignmentState.RETURNED) and self.due_on < clock.today()
