"""Questionnaires of a need's survey: questions in groups, and answers without names (RULEBOOK 5.1: no more personal data than needed)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bailu.kernel.models import StatefulModel, TimeStamped
from bailu.organisations.models import Person
from bailu.planning.enums import AnswerSource, QuestionKind, QuestionnaireState, SurveyMethod
from bailu.planning.lifecycle import QUESTIONNAIRE
from bailu.planning.models.needs import Need


class Questionnaire(StatefulModel):
    """The questionnaire of one need; read through its need alone."""

    LIFECYCLE = QUESTIONNAIRE

    need = models.OneToOneField(Need, models.PROTECT, related_name="questionnaire")
    method = models.CharField(_("调查方法"), max_length=16, choices=SurveyMethod.choices)
    state = models.CharField(_("状态"), max_length=8, choices=QuestionnaireState.choices, default=QuestionnaireState.DRAFT)
    designed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("设计人"))
    opened_at = models.DateTimeField(_("开始调查时间"), null=True)
    closed_at = models.DateTimeField(_("结束调查时间"), null=True)

    class Meta:
        verbose_name = _("问卷")
        triggers = [QUESTIONNAIRE.trigger()]
        constraints = [
            models.CheckConstraint(
                name="questionnaire_dated",
                condition=Q(state=QuestionnaireState.DRAFT, opened_at=None)
                | Q(state=QuestionnaireState.OPEN, opened_at__isnull=False, closed_at=None)
                | Q(state=QuestionnaireState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
                violation_error_message=_("问卷的开始和结束须有时间。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}"


class Question(models.Model):
    """One question. ``shows_need``: the option (of one choice) that says the need is there; of a number, any text: its sum is the people."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(_("分组"), max_length=40)
    kind = models.CharField(_("题型"), max_length=8, choices=QuestionKind.choices)
    text = models.CharField(_("问题"), max_length=120)
    options = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("选项"))
    required = models.BooleanField(_("必答"), default=True)
    shows_need = models.CharField(_("表示有需求的答案"), max_length=60, blank=True)

    class Meta:
        ordering = ("questionnaire_id", "position")
        verbose_name = _("问题")
        constraints = [models.UniqueConstraint(fields=("questionnaire", "position"), name="question_position")]

    def __str__(self) -> str:
        return self.text


class Response(TimeStamped):
    """What one household (or person) answered, group by group; ``answers`` by the position of the question. Nobody is named."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")
    source = models.CharField(_("来源"), max_length=8, choices=AnswerSource.choices, default=AnswerSource.VISIT)
    answers = models.JSONField(_("答案"), default=dict)
    groups_done = models.PositiveSmallIntegerField(default=0)
    filled_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("调查员"))
    completed_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = _("答卷")
        indexes = [models.Index(fields=["questionnaire", "completed_at"], name="response_of_questionnaire")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}:{self.pk}"

    @property
    def next_group(self) -> int:
        """Which group of questions comes next, counted from one."""
        return self.groups_done + 1


class AnswerSheet(TimeStamped):
    """Answers read from a spreadsheet, all of them right, waiting to be taken over as a whole."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets")
    name = models.CharField(_("文件名"), max_length=200)
    rows = models.JSONField(default=list)
    read_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    imported_at = models.DateTimeField(_("导入时间"), null=True)

    class Meta:
        verbose_name = _("答卷表格")

    def __str__(self) -> str:
        return self.name
