"""Needs: what people lack, found by a survey, weighed by the head of the body that answers for them (clause 3.4)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bailu.funds.models.lines import BUYERS, WATCHERS
from bailu.kernel.actor import Actor
from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import CITY, Division, Organisation, Person
from bailu.organisations.roles import Role
from bailu.planning.enums import AdmissionKind, AdmissionState, ConsultationChannel, NeedState, SurveyMethod
from bailu.planning.lifecycle import ADMISSION, NEED


def own_or_watched(actor: Actor) -> Q | None:
    """The purchaser's own people; finance, bureau, office, audit and the pilot's clerk in their district. None: everything (the city's watchers)."""
    if actor.is_system or (actor.has(*WATCHERS) and actor.county == CITY):
        return None
    scope = Q(pk=None)
    if actor.organisation_id is not None and actor.has(*BUYERS):
        scope |= Q(purchaser_id=actor.organisation_id)
    if actor.has(*WATCHERS, Role.DISTRICT_CLERK):
        scope |= Q(county=actor.county)
    return scope


class Needs(models.QuerySet["Need"]):
    def visible_to(self, actor: Actor) -> Needs:
        scope = own_or_watched(actor)
        return self if scope is None else self.filter(scope)


class Need(StatefulModel):
    """A need of a group of people in an area, as one purchaser sees it."""

    LIFECYCLE = NEED

    no = models.CharField(_("编号"), max_length=20, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    purchaser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("购买主体"))
    county = models.CharField(max_length=6)
    populations = ArrayField(models.CharField(max_length=8), verbose_name=_("服务人群"))
    fields = ArrayField(models.CharField(max_length=8), verbose_name=_("服务领域"))
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("区划"))
    area = models.CharField(_("服务区域"), max_length=120)
    summary = models.TextField(_("问题概述"))
    state = models.CharField(_("状态"), max_length=10, choices=NeedState.choices, default=NeedState.DRAFT)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("沿用自"))
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    conclusion = models.TextField(_("评估结论"), blank=True)
    people_in_need = models.PositiveIntegerField(_("有需求人数"), null=True, blank=True)
    assessed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("评估人"))
    assessed_at = models.DateTimeField(_("评估时间"), null=True)
    weighing = models.JSONField(_("评分"), default=list, blank=True)
    score = models.DecimalField(_("需求评分"), max_digits=5, decimal_places=2, null=True)
    note = models.TextField(_("意见"), blank=True)
    assumed = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    search = SearchVectorField(null=True, editable=False)

    objects = Needs.as_manager()

    class Meta:
        ordering = ("-no",)
        verbose_name = _("需求")
        triggers = [NEED.trigger()]
        indexes = [
            GinIndex(fields=["search"], name="need_search"),
            models.Index(fields=["purchaser", "-no"], name="need_purchaser"),
            models.Index(F("score").desc(nulls_last=True), F("id").desc(), name="need_ranked"),
        ]
        constraints = [
            models.CheckConstraint(
                name="need_has_scope",
                condition=~Q(populations=[]) & ~Q(fields=[]),
                violation_error_message=_("至少选择一个服务人群和一个服务领域。"),
            ),
            models.CheckConstraint(
                name="need_assessment_whole",
                condition=Q(state=NeedState.ASSESSED, assessed_at__isnull=False, assessed_by__isnull=False) & ~Q(conclusion="")
                | ~Q(state=NeedState.ASSESSED),
                violation_error_message=_("评估须有结论、评估人和时间。"),
            ),
            models.CheckConstraint(
                name="need_two_people",
                condition=Q(assessed_by=None) | ~Q(assessed_by=F("created_by")),
                violation_error_message=_("提出需求的人不得评估同一需求。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("planning:need", args=[self.no])


class Survey(TimeStamped):
    """The survey of a need (摸底调查): how, when, how many were asked, how many were found, what came out."""

    need = models.OneToOneField(Need, models.PROTECT, related_name="survey")
    method = models.CharField(_("调查方法"), max_length=16, choices=SurveyMethod.choices)
    sample = models.PositiveIntegerField(_("调查户数"))
    found = models.PositiveIntegerField(_("有需求人数"))
    since = models.DateField(_("调查开始"))
    until = models.DateField(_("调查结束"))
    findings = models.TextField(_("主要发现"))
    surveyed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = _("摸底调查")
        constraints = [
            models.CheckConstraint(name="survey_asked", condition=Q(sample__gt=0), violation_error_message=_("调查户数须大于零。")),
            models.CheckConstraint(
                name="survey_dates_in_order", condition=Q(until__gte=F("since")), violation_error_message=_("结束日期不得早于开始日期。")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}"


class Consultation(TimeStamped):
    """Asking the public before the requirements are fixed (IR2015:15)."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="consultations")
    channel = models.CharField(_("征求方式"), max_length=10, choices=ConsultationChannel.choices)
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"))
    respondents = models.PositiveIntegerField(_("反馈人数"))
    opinions = models.TextField(_("主要意见"))
    response = models.TextField(_("采纳情况"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("征求公众意见")
        constraints = [
            models.CheckConstraint(
                name="consultation_dates_in_order",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("结束日期不得早于开始日期。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}:{self.channel}"


class AdmittedPopulations(models.QuerySet["AdmittedPopulation"]):
    def visible_to(self, actor: Actor) -> AdmittedPopulations:
        """What was admitted is everybody's; what is still asked is seen by who asked, by the office and by audit."""
        if actor.is_system or actor.has(Role.OFFICE_CLERK, Role.AUDITOR, Role.BUREAU_CLERK):
            return self
        if not actor.signed_in:
            return self.none()
        asked = Q(requested_for_id=actor.organisation_id) if actor.has(*BUYERS) else Q(pk=None)
        return self.filter(Q(state=AdmissionState.ADMITTED) | asked)

    def admitted(self) -> AdmittedPopulations:
        return self.filter(state=AdmissionState.ADMITTED)


class AdmittedPopulation(StatefulModel):
    """A group (or a field) beyond those clause 2 names, admitted under its "等" by the leading group's office, with the reason."""

    LIFECYCLE = ADMISSION

    code = models.CharField(_("代码"), max_length=8, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=AdmissionKind.choices, default=AdmissionKind.POPULATION)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    reason = models.TextField(_("申请理由"))
    state = models.CharField(_("状态"), max_length=10, choices=AdmissionState.choices, default=AdmissionState.REQUESTED)
    requested_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("申请单位"))
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("审批单位"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    decision = models.TextField(_("审批意见"), blank=True)

    objects = AdmittedPopulations.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("增列人群或领域")
        triggers = [ADMISSION.trigger()]
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "name"),
                condition=~Q(state=AdmissionState.REFUSED),
                name="admission_name_once",
                violation_error_message=_("这个名称已经申请过或已纳入。"),
            ),
            models.CheckConstraint(
                name="admission_decision_whole",
                condition=Q(state=AdmissionState.REQUESTED, decided_at=None, decided_by=None)
                | ~Q(state=AdmissionState.REQUESTED) & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                violation_error_message=_("审批须有意见、审批人和时间。"),
            ),
            models.CheckConstraint(
                name="admission_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                violation_error_message=_("申请人不得审批自己的申请。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("planning:admission", args=[self.code])

    @property
    def stream(self) -> str:
        return f"S-{self.code}"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name
