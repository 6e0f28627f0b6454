"""Designing a questionnaire, answering one group of it, handing in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bailu.planning import surveys
from bailu.planning.enums import QuestionKind, SurveyMethod
from bailu.planning.forms.choices import Ticks, as_written
from bailu.planning.models import Question
from bailu.ui.fields import file_input, number, shaped, text


class QuestionRow(forms.Form):
    group = forms.CharField(label=_("分组"), max_length=40)
    text = forms.CharField(label=_("问题"), max_length=120)
    kind = forms.ChoiceField(label=_("题型"), choices=[("", "—"), *QuestionKind.choices])
    options = forms.CharField(
        label=_("选项（用分号隔开）"), max_length=600, required=False, widget=forms.TextInput(attrs={"placeholder": _("有；没有")})
    )
    required = forms.BooleanField(label=_("必答"), required=False, initial=True)
    shows_need = forms.CharField(label=_("表示有需求的答案"), max_length=60, required=False)


_Rows = forms.formset_factory(
    QuestionRow, extra=1, can_delete=True, can_order=False, max_num=surveys.MOST_QUESTIONS, absolute_max=surveys.MOST_QUESTIONS
)


class QuestionRows(_Rows):  # type: ignore[misc, valid-type]
    title = _("问题")


class Design(forms.Form):
    """How the survey is made and what it asks."""

    method = shaped(forms.ChoiceField(label=_("调查方法"), choices=SurveyMethod.choices), span="half")

    formsets = {"questions": QuestionRows}


class Answers(forms.Form):
    """The questions of one group, as they were defined; ``cleaned_data`` has the answers by position."""

    def __init__(self, *args: Any, questions: Iterable[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"q{q.position}": q for q in questions}
        for name, q in self.asked.items():
            self.fields[name] = field_of(q)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answers = {}
        for name, q in self.asked.items():
            if name not in data:
                continue
            value = data[name]
            answers[str(q.position)] = value
            problem = surveys.wrong(q, value)
            if problem:
                self.add_error(name, problem)
        return {"answers": answers}


def field_of(q: Question) -> forms.Field:
    """The question as a field: big targets for the finger, no list to pull down."""
    if q.kind == QuestionKind.NUMBER:
        return number(q.text, most=surveys.GREATEST, required=q.required)
    if q.kind == QuestionKind.TEXT:
        return text(q.text, rows=2, longest=surveys.LONGEST, required=q.required)
    if q.kind == QuestionKind.SEVERAL:
        return Ticks(label=q.text, required=q.required, choices=[(o, as_written(o)) for o in q.options])
    steps = range(1, surveys.STEPS + 1)
    named = {1: _("1（最低）"), surveys.STEPS: _("5（最高）")}
    choices = [(str(n), named.get(n, str(n))) for n in steps] if q.kind == QuestionKind.SCALE else [(o, as_written(o)) for o in q.options]
    return forms.ChoiceField(label=q.text, required=q.required, widget=forms.RadioSelect, choices=choices)


class AnswerFile(forms.Form):
    upload = forms.FileField(
        label=_("填好的表格"),
        help_text=_("用下载的模板填写，一行一份答卷，几个选项用分号隔开。不要填姓名、证件号、电话。"),
        widget=file_input(accept=(".xlsx",), most=settings.UPLOAD_MAX_BYTES),
    )


class Findings(forms.Form):
    findings = text(_("主要发现"), rows=8, help_text=_("已按答卷统计填入，请改成完整的话。立项时据此定目标，评估时据此比较。"))
