"""Screens of a need's questionnaire: designing it, asking on the spot, spreadsheets, results."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook

from bailu.documents.rules import may_be_stored
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, all_of, require
from bailu.planning import commands, forms, policies, queries, rules, surveys
from bailu.planning.commands.questionnaires import MOST_ROWS
from bailu.planning.enums import QuestionKind
from bailu.planning.forms.choices import as_written
from bailu.planning.models import AnswerSheet, Need, Question, Questionnaire, Response
from bailu.planning.views.needs import NeedAct
from bailu.ui.actviews import ActView
from bailu.ui.registers import export
from bailu.ui.registers.columns import Column
from bailu.ui.remedies import Remedy
from bailu.ui.views_base import ActorView

#: What most surveys of needs ask first; seen, changed, removed before it is used.
PROPOSED: Sequence[Mapping[str, Any]] = (
    {"group": "家庭", "text": "家里有几口人", "kind": QuestionKind.NUMBER, "required": True},
    {"group": "家庭", "text": "家里有几人需要这项服务", "kind": QuestionKind.NUMBER, "required": True, "shows_need": "人数"},
    {
        "group": "需求",
        "text": "最需要哪些帮助",
        "kind": QuestionKind.SEVERAL,
        "options": "上门探访；心理陪伴；活动；照料者喘息",
        "required": False,
    },
    {"group": "需求", "text": "目前的困难程度", "kind": QuestionKind.SCALE, "required": True},
    {"group": "其他", "text": "还有什么要说的", "kind": QuestionKind.TEXT, "required": False},
)


class DesignQuestionnaire(NeedAct):
    title = gettext_lazy("设计问卷")
    intro = gettext_lazy("同一分组的问题在手机上是一屏。写明哪个问题的哪个答案表示有需求，有需求人数由此统计。问卷不问姓名、证件和电话。")
    submit_label = gettext_lazy("保存问卷")
    form_class = forms.Design
    template_name = "planning/wide.html"

    def verdict(self, subject: Need) -> Verdict:
        return policies.may_design(self.actor, subject, queries.questionnaire_of(subject))

    def initial(self, subject: Need) -> dict[str, Any]:
        known = queries.questionnaire_of(subject)
        return {"method": known.method} if known else {}

    def formset_initial(self, subject: Need) -> dict[str, list[dict[str, Any]]]:
        known = queries.questionnaire_of(subject)
        if known is None:
            return {"questions": [dict(q) for q in PROPOSED]}
        names = ("group", "text", "kind", "required", "shows_need")
        rows = [{n: getattr(q, n) for n in names} | {"options": "；".join(q.options)} for q in queries.questions(known)]
        return {"questions": rows}

    def perform(self, subject: Need, data: dict[str, Any], once: str) -> Need:
        return commands.design_questionnaire(self.actor, need_id=subject.pk, once=once, **data)


class QuestionnaireAct(ActView):
    """An act on the questionnaire of a need; without one there is nothing to see."""

    clause = rules.PROGRAMME

    def get_subject(self) -> Questionnaire:
        return queries.questionnaire(self.actor, self.kwargs["no"])

    def heading(self, subject: Questionnaire) -> str:
        return f"{subject.need.no} {subject.need.title}"

    def cancel_url(self, subject: Questionnaire) -> str:
        return subject.need.get_absolute_url()

    def success_url(self, result: Any) -> str:
        return str(self.subject.need.get_absolute_url())


class OpenQuestionnaire(QuestionnaireAct):
    title = gettext_lazy("开始调查")
    intro = gettext_lazy("开始后问题不能再改，可以在手机上逐户填写，也可以导入表格。")
    template_name = "planning/questions.html"

    def verdict(self, subject: Questionnaire) -> Verdict:
        return policies.may_open_questionnaire(self.actor, subject.need, subject)

    def context(self, subject: Questionnaire) -> dict[str, Any]:
        return {"groups": [(as_written(group), asked) for group, asked in surveys.groups(queries.questions(subject))]}

    def perform(self, subject: Questionnaire, data: dict[str, Any], once: str) -> Need:
        return commands.open_questionnaire(self.actor, need_id=subject.need_id, once=once)


@dataclass(frozen=True, slots=True)
class Visit:
    """One household: which response, which group of questions."""

    sheet: Questionnaire
    groups: list[tuple[str, list[Question]]]
    at: int
    response: Response | None

    @property
    def need(self) -> Need:
        return self.sheet.need


class AnswerGroup(ActView):
    """One group of questions on one screen; the next follows, and after the last the next household."""

    title = gettext_lazy("填写问卷")
    clause = surveys.PRIVACY
    form_class = forms.Answers
    template_name = "planning/answering.html"
    keeps_draft = False

    def get_subject(self) -> Visit:
        sheet = queries.questionnaire(self.actor, self.kwargs["no"])
        response = queries.own_response(self.actor, sheet, self.kwargs["pk"]) if "pk" in self.kwargs else None
        groups = surveys.groups(queries.questions(sheet))
        at = self.kwargs.get("group", 1) - 1
        if not 0 <= at < len(groups) or (response is not None and at > response.groups_done):
            raise OutOfScope
        return Visit(sheet, groups, at, response)

    def verdict(self, subject: Visit) -> Verdict:
        finished = subject.response is not None and subject.response.completed_at is not None
        return all_of(policies.may_answer(self.actor, subject.need, subject.sheet), surveys.unfinished(finished))

    def heading(self, subject: Visit) -> str:
        return f"{subject.need.no} {subject.need.title}"

    def initial(self, subject: Visit) -> dict[str, Any]:
        """What was answered before, to be put right."""
        return {f"q{position}": value for position, value in subject.response.answers.items()} if subject.response else {}

    def form_kwargs(self, subject: Visit) -> dict[str, Any]:
        return {"questions": subject.groups[subject.at][1]}

    def context(self, subject: Visit) -> dict[str, Any]:
        resumed = [] if subject.response else queries.unfinished(self.actor, subject.sheet)
        return {
            "group": subject.groups[subject.at][0],
            "at": subject.at + 1,
            "before": subject.at,
            "of": len(subject.groups),
            "unfinished": resumed,
        }

    def cancel_url(self, subject: Visit) -> str:
        return subject.need.get_absolute_url()

    def perform(self, subject: Visit, data: dict[str, Any], once: str) -> Response:
        response_id = subject.response.pk if subject.response else None
        about = {"need_id": subject.need.pk, "group": subject.at, "response_id": response_id}
        return commands.answer_group(self.actor, once=once, answers=data["answers"], **about)

    def success_url(self, result: Any) -> str:
        no = self.kwargs["no"]
        done = isinstance(result, Response) and result.completed_at is not None
        return reverse("planning:answer", args=[no]) if done else reverse("planning:answer_on", args=[no, result.pk, self.subject.at + 2])

    def success_message(self, result: Any) -> str:
        return _("这一户已记录完，可以填写下一户。") if result.completed_at else _("已保存，请继续下一组。")


def sheet_rows(upload: Any) -> list[list[Any]]:
    """The cells of the first sheet of an upload. Raises ValidationError for what is no spreadsheet."""
    content = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    verdict = may_be_stored(upload.name, upload.size, content, limit=settings.UPLOAD_MAX_BYTES, allowed=(".xlsx",))
    if not verdict.allowed:
        raise ValidationError({"upload": str(verdict.reason)})
    try:
        return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]
    except (CalamineError, ValueError, IndexError, OSError) as fault:
        raise ValidationError({"upload": _("这个文件读不出来，请用下载的模板另存为 xlsx 后再上传。")}) from fault


class ReadAnswers(QuestionnaireAct):
    title = gettext_lazy("导入答卷")
    intro = gettext_lazy("先核对，后导入：有一格不对，整个文件都不导入，并指出是哪一格。")
    submit_label = gettext_lazy("读取表格")
    form_class = forms.AnswerFile
    template_name = "planning/reading.html"

    def verdict(self, subject: Questionnaire) -> Verdict:
        return policies.may_answer(self.actor, subject.need, subject)

    def perform(self, subject: Questionnaire, data: dict[str, Any], once: str) -> AnswerSheet:
        upload = data["upload"]
        found, problems = surveys.read_sheet(queries.questions(subject), sheet_rows(upload), MOST_ROWS)
        if problems:
            shown, most = problems[:50], len(problems)
            left = [_("……共 %(n)s 处。") % {"n": most}] if most > len(shown) else []
            raise ValidationError({"upload": [*shown, *left]})
        return commands.read_answers(self.actor, need_id=subject.need_id, name=upload.name, rows=found, once=once)

    def success_url(self, result: Any) -> str:
        return reverse("planning:import_answers", args=[self.kwargs["no"], result.pk])

    def success_message(self, result: Any) -> str:
        return _("表格没有错误，请核对后导入。")


#: So many rows of a spreadsheet are shown before it is taken over.
PREVIEWED = 10


class ImportAnswers(ActView):
    title = gettext_lazy("核对并导入")
    clause = rules.PROGRAMME
    submit_label = gettext_lazy("全部导入")
    template_name = "planning/importing.html"
    command = commands.import_answers
    takes = "sheet_id"

    def get_subject(self) -> AnswerSheet:
        sheet = queries.questionnaire(self.actor, self.kwargs["no"])
        found = queries.waiting_sheet(self.actor, sheet, self.kwargs["pk"])
        found.questionnaire = sheet
        return found

    def verdict(self, subject: AnswerSheet) -> Verdict:
        right = policies.may_answer(self.actor, subject.questionnaire.need, subject.questionnaire)
        return all_of(right, surveys.unfinished(subject.imported_at is not None))

    def heading(self, subject: AnswerSheet) -> str:
        return _("%(name)s：%(n)s 份答卷") % {"name": subject.name, "n": len(subject.rows)}

    def context(self, subject: AnswerSheet) -> dict[str, Any]:
        asked = queries.questions(subject.questionnaire)
        rows = [[(q.text, worded(row.get(str(q.position)))) for q in asked] for row in subject.rows[:PREVIEWED]]
        return {"asked": asked, "preview": rows, "more": max(len(subject.rows) - PREVIEWED, 0)}

    def cancel_url(self, subject: AnswerSheet) -> str:
        return subject.questionnaire.need.get_absolute_url()

    def success_url(self, result: Any) -> str:
        return reverse("planning:results", args=[self.kwargs["no"]])


def worded(value: Any) -> str:
    if value in (None, ""):
        return "—"
    return "；".join(value) if isinstance(value, list) else str(value)


class CloseQuestionnaire(QuestionnaireAct):
    title = gettext_lazy("结束调查")
    intro = gettext_lazy("答卷数和有需求人数由系统统计，登记为摸底调查的结果，并请负责人评估。没有填完的答卷不计入。")
    form_class = forms.Findings
    template_name = "planning/closing.html"
    mends = {"no_answers": Remedy(gettext_lazy("填写问卷"), lambda sheet: reverse("planning:answer", args=[sheet.need.no]))}

    def verdict(self, subject: Questionnaire) -> Verdict:
        return policies.may_close_questionnaire(self.actor, subject.need, subject)

    def initial(self, subject: Questionnaire) -> dict[str, Any]:
        return {"findings": queries.said(queries.tallies(subject))}

    def context(self, subject: Questionnaire) -> dict[str, Any]:
        counted = queries.counted(subject)
        aside = [(_("完成的答卷"), counted.sample), (_("有需求人数"), counted.found)]
        return {"aside": aside, "tallies": queries.tallies(subject), "texts": True}

    def perform(self, subject: Questionnaire, data: dict[str, Any], once: str) -> Need:
        return commands.close_questionnaire(self.actor, need_id=subject.need_id, once=once, **data)


class ResultsPage(ActorView):
    """Counts by question; what single people wrote is read by the purchaser's own alone."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        sheet = queries.questionnaire(self.actor, no)
        own = self.actor.organisation_id == sheet.need.purchaser_id
        context = {"need": sheet.need, "sheet": sheet, "counted": queries.counted(sheet), "tallies": queries.tallies(sheet), "texts": own}
        return self.render("planning/results.html", context)


class AnswerTemplate(ActorView):
    """The empty spreadsheet: the questions stand in its first row."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        sheet = queries.questionnaire(self.actor, no)
        require(policies.may_answer(self.actor, sheet.need, sheet))
        columns = [Column(f"q{q.position}", q.text, "") for q in queries.questions(sheet)]
        title = _("%(no)s答卷") % {"no": sheet.need.no}
        with export.write([], columns, title, sheet.need.title) as file:
            content = file.read()
        named = content_disposition_header(as_attachment=True, filename=f"{title}.xlsx")
        return HttpResponse(content, content_type=export.MEDIA_TYPE, headers={"Content-Disposition": named})
