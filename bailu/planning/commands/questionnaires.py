"""The questionnaire of a need's survey: designed, opened, answered on the spot or from a spreadsheet, closed into the survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bailu.audit.commands import record
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.planning import policies, queries, rules, surveys
from bailu.planning.commands.needs import write_survey
from bailu.planning.enums import AnswerSource
from bailu.planning.models import AnswerSheet, Need, Question, Questionnaire, Response

#: One spreadsheet brings so many households at the most.
MOST_ROWS = 2000


@act
def design_questionnaire(actor: Actor, *, need_id: int, method: str, questions: Sequence[Mapping[str, Any]]) -> Need:
    """Define the questions (``group, kind, text, options, required, shows_need``) of a need's survey, as a whole, before it opens.

    Refused when a choice has no options, or when not exactly one question says who has the need (XM2015:3.4).
    """
    need = queries.lock_need(actor, need_id)
    known = Questionnaire.objects.filter(need=need).first()
    require(policies.may_design(actor, need, known))
    assert actor.user_id is not None
    asked = [
        surveys.Asked(
            q["group"].strip(), q["kind"], q["text"].strip(), surveys.options_of(q.get("options") or ""), bool(q.get("required")),
            (q.get("shows_need") or "").strip(),
        )
        for q in questions
    ]  # fmt: skip
    require(surveys.questions_whole(asked))
    sheet = known or Questionnaire(need=need, designed_by_id=actor.user_id)
    sheet.method = method
    sheet.save()
    Question.objects.filter(questionnaire=sheet).delete()
    Question.objects.bulk_create(
        Question(
            questionnaire=sheet, position=position, group=q.group, kind=q.kind, text=q.text,
            options=list(q.options) if q.kind in ("CHOICE", "SEVERAL") else [], required=q.required, shows_need=q.shows_need,
        )
        for position, q in enumerate(asked, 1)
    )  # fmt: skip
    record(actor, "planning.questionnaire_designed", need, basis=rules.PROGRAMME, data={"questions": len(asked), "method": method})
    return need


def _lock_questionnaire(need: Need) -> Questionnaire:
    found = Questionnaire.objects.select_for_update().filter(need=need).first()
    if found is None:
        raise OutOfScope
    return found


@act
def open_questionnaire(actor: Actor, *, need_id: int) -> Need:
    """From now on answers are taken, and the questions stand."""
    need = queries.lock_need(actor, need_id)
    sheet = _lock_questionnaire(need)
    require(policies.may_open_questionnaire(actor, need, sheet))
    require(surveys.questions_whole([_asked(q) for q in sheet.questions.all()]))
    sheet.move("open")
    sheet.opened_at = clock.now()
    sheet.save(update_fields=["state", "opened_at"])
    record(actor, "planning.questionnaire_opened", need, basis=rules.PROGRAMME)
    return need


def _asked(q: Question) -> surveys.Asked:
    return surveys.Asked(q.group, q.kind, q.text, tuple(q.options), q.required, q.shows_need)


@act
def answer_group(actor: Actor, *, need_id: int, group: int, answers: Mapping[str, Any], response_id: int | None = None) -> Response:
    """Take the answers of one group of questions (counted from nought); the first begins a response, the last completes it.
    Until then a group that was answered may be put right.

    Refused for an answer that is none of the options, and for identity numbers and telephones in free text (RB:5.1).
    """
    need = queries.lock_need(actor, need_id)
    sheet = _lock_questionnaire(need)
    require(policies.may_answer(actor, need, sheet))
    assert actor.user_id is not None
    parts = surveys.groups(sheet.questions.all())
    if not 0 <= group < len(parts):
        raise OutOfScope
    response = _response(actor, sheet, response_id)
    if response.completed_at is not None or group > response.groups_done:
        raise OutOfScope
    questions = parts[group][1]
    require(surveys.answers_whole(questions, answers))
    response.answers = response.answers | {str(q.position): answers.get(str(q.position)) for q in questions}
    response.groups_done = max(response.groups_done, group + 1)
    if response.groups_done == len(parts):
        response.completed_at = clock.now()
    response.save()
    data = {"response": response.pk, "group": group + 1, "of": len(parts)}
    record(actor, "planning.survey_answered", need, basis=rules.PROGRAMME, data=data)
    return response


def _response(actor: Actor, sheet: Questionnaire, response_id: int | None) -> Response:
    """One's own unfinished response, or a new one."""
    if response_id is None:
        return Response(questionnaire=sheet, filled_by_id=actor.user_id or 0)
    found = Response.objects.select_for_update().filter(pk=response_id, questionnaire=sheet, filled_by_id=actor.user_id).first()
    if found is None:
        raise OutOfScope
    return found


@act
def read_answers(actor: Actor, *, need_id: int, name: str, rows: Sequence[Mapping[str, Any]]) -> AnswerSheet:
    """Keep the answers of a spreadsheet for a look before they are taken over; every one must be right."""
    need = queries.lock_need(actor, need_id)
    sheet = _lock_questionnaire(need)
    require(policies.may_answer(actor, need, sheet))
    assert actor.user_id is not None
    questions = list(sheet.questions.all())
    for answers in rows:
        require(surveys.answers_whole(questions, answers))
    AnswerSheet.objects.filter(questionnaire=sheet, read_by_id=actor.user_id, imported_at=None).delete()
    kept = AnswerSheet.objects.create(questionnaire=sheet, name=name[:200], rows=[dict(r) for r in rows], read_by_id=actor.user_id)
    record(actor, "planning.answers_read", need, basis=rules.PROGRAMME, data={"responses": len(kept.rows)})
    return kept


@act
def import_answers(actor: Actor, *, sheet_id: int) -> Need:
    """Take over the answers of a spreadsheet that was looked at: all of them, once."""
    kept = AnswerSheet.objects.select_for_update().filter(pk=sheet_id, read_by_id=actor.user_id, imported_at=None).first()
    if kept is None:
        raise OutOfScope
    sheet = Questionnaire.objects.get(pk=kept.questionnaire_id)
    need = queries.lock_need(actor, sheet.need_id)
    sheet = _lock_questionnaire(need)
    require(policies.may_answer(actor, need, sheet))
    now, groups = clock.now(), len(surveys.groups(sheet.questions.all()))
    Response.objects.bulk_create(
        Response(
            questionnaire=sheet, source=AnswerSource.SHEET, answers=answers, groups_done=groups, filled_by_id=kept.read_by_id,
            completed_at=now,
        )
        for answers in kept.rows
    )  # fmt: skip
    count, kept.rows, kept.imported_at = len(kept.rows), [], now
    kept.save(update_fields=["rows", "imported_at"])
    record(actor, "planning.answers_imported", need, basis=rules.PROGRAMME, data={"responses": count})
    return need


@act
def close_questionnaire(actor: Actor, *, need_id: int, findings: str) -> Need:
    """End the survey: how many were asked and how many have the need is counted, its head is asked to assess it.

    What was begun and not finished does not count. Refused while nobody has answered (XM2015:3.4).
    """
    need = queries.lock_need(actor, need_id)
    sheet = _lock_questionnaire(need)
    require(policies.may_close_questionnaire(actor, need, sheet))
    counted = queries.counted(sheet)
    require(surveys.enough(counted.sample))
    assert sheet.opened_at is not None
    sheet.move("close")
    sheet.closed_at = clock.now()
    sheet.save(update_fields=["state", "closed_at"])
    since, until = sheet.opened_at.astimezone(clock.ZONE).date(), clock.today()
    values = {"method": sheet.method, "sample": counted.sample, "found": counted.found, "since": since, "until": until}
    write_survey(actor, need, {**values, "findings": findings.strip()})
    record(actor, "planning.questionnaire_closed", need, basis=rules.PROGRAMME, data=values)
    return need
