"""Questionnaires with their answers, counted; never one answer with a name, for there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.law import params
from bailu.planning import surveys
from bailu.planning.models import AnswerSheet, Need, Question, Questionnaire, Response
from bailu.planning.queries.needs import need as need_of


@dataclass(frozen=True, slots=True)
class Counted:
    """How many finished answers there are and how many people have the need by them."""

    sample: int
    found: int


def questionnaire_of(need: Need) -> Questionnaire | None:
    return Questionnaire.objects.filter(need=need).first()


def questionnaire(actor: Actor, need_no: str) -> Questionnaire:
    """The questionnaire of a need in scope, with its need. Raises OutOfScope."""
    need = need_of(actor, need_no)
    found = questionnaire_of(need)
    if found is None:
        raise OutOfScope
    found.need = need
    return found


def questions(sheet: Questionnaire) -> list[Question]:
    return list(sheet.questions.all())


def finished(sheet: Questionnaire) -> list[dict[str, Any]]:
    """The answers of all finished responses, by the position of the question."""
    return list(Response.objects.filter(questionnaire=sheet, completed_at__isnull=False).order_by("pk").values_list("answers", flat=True))


def counted(sheet: Questionnaire) -> Counted:
    answers = finished(sheet)
    showing = next((q for q in questions(sheet) if q.shows_need), None)
    found = surveys.found_by(showing, [a.get(str(showing.position)) for a in answers]) if showing else 0
    return Counted(len(answers), found)


def answered(sheet: Questionnaire) -> int:
    """How many finished answers there are, without reading them."""
    return Response.objects.filter(questionnaire=sheet, completed_at__isnull=False).count()


def tallies(sheet: Questionnaire) -> list[surveys.Tally]:
    """Every question counted; numbers too small are hidden as the regime of the day asks."""
    answers, least = finished(sheet), params.get("planning.small_number", on=clock.today())
    small = 0 if least.off else least.number
    return [surveys.tally(q, [a.get(str(q.position)) for a in answers], small) for q in questions(sheet)]


def unfinished(actor: Actor, sheet: Questionnaire) -> list[Response]:
    """What this investigator began and did not finish, the last first."""
    own = Response.objects.filter(questionnaire=sheet, filled_by_id=actor.user_id, completed_at=None)
    return list(own.order_by("-pk")[:5])


def own_response(actor: Actor, sheet: Questionnaire, response_id: int) -> Response:
    """One's own response, finished or not. Raises OutOfScope."""
    found = Response.objects.filter(pk=response_id, questionnaire=sheet, filled_by_id=actor.user_id).first()
    if found is None:
        raise OutOfScope
    return found


def waiting_sheet(actor: Actor, sheet: Questionnaire, pk: int) -> AnswerSheet:
    """A spreadsheet this person read. Raises OutOfScope."""
    found = AnswerSheet.objects.filter(pk=pk, questionnaire=sheet, read_by_id=actor.user_id).first()
    if found is None:
        raise OutOfScope
    return found


def said(tallied: list[surveys.Tally]) -> str:
    """The counts in words, as the findings of the survey begin from them; what is hidden stays hidden."""
    lines = []
    for each in tallied:
        if each.counts:
            told = "，".join(f"{label} {count}" for label, count in each.counts if count)
            lines.append(f"{each.question.text}：{told}。" if told else "")
        elif each.middle is not None:
            lines.append(f"{each.question.text}：合计{each.total}，中位数{each.middle.normalize():f}。")
    return "\n".join(line for line in lines if line)
