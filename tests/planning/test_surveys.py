"""Questionnaires: what makes questions and answers right, what is hidden in results, spreadsheets all or none, the survey fed by counts."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.audit.models import Entry
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.planning import commands, queries, surveys
from bailu.planning.enums import NeedState, QuestionnaireState
from bailu.planning.models import AnswerSheet, Need, Question, Questionnaire, Response, Survey
from bailu.planning.surveys import Asked
from tests.factories import make_actor
from tests.funds.factories import Offices, make_offices
from tests.planning.factories import (
    FIRST,
    QUESTIONS,
    SECOND,
    make_asked_need,
    make_begun_response,
    make_designed_need,
    make_need,
    make_read_sheet,
    make_response,
    make_surveyed_need,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YES = Asked("家庭", "CHOICE", "是否需要", ("需要", "不需要"), shows_need="需要")


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ([YES], ""),
        ([], "no_question"),
        ([YES, YES], "question_twice"),
        ([Asked("家庭", "CHOICE", "是否需要", ("需要",), shows_need="需要")], "options"),
        ([Asked("家庭", "CHOICE", "是否需要", ("需要", "不需要"))], "shows_need"),
        ([Asked("家庭", "CHOICE", "是否需要", ("需要", "不需要"), shows_need="要")], "shows_need"),
        ([YES, Asked("家庭", "NUMBER", "几人", shows_need="人数")], "shows_need"),
        ([Asked("家庭", "NUMBER", "几人", shows_need="人数")], ""),
        ([Asked("家庭", "SCALE", "困难", shows_need="5")], ""),
        ([Asked("家庭", "SCALE", "困难", shows_need="6")], "shows_need"),
    ],
)
def test_a_questionnaire_is_whole(questions: list[Asked], code: str) -> None:
    assert surveys.questions_whole(questions).code == code


class Q:
    def __init__(self, kind: str, *options: str, required: bool = True, shows_need: str = "", position: int = 1) -> None:
        self.kind, self.options, self.required, self.text = kind, list(options), required, "问题"
        self.shows_need, self.position, self.group = shows_need, position, "组"


@pytest.mark.parametrize(
    ("question", "value", "right"),
    [
        (Q("CHOICE", "有", "没有"), "有", True),
        (Q("CHOICE", "有", "没有"), "也许", False),
        (Q("CHOICE", "有", "没有"), "", False),
        (Q("CHOICE", "有", "没有", required=False), "", True),
        (Q("SEVERAL", "甲", "乙"), ["甲", "乙"], True),
        (Q("SEVERAL", "甲", "乙"), ["甲", "丙"], False),
        (Q("SEVERAL", "甲", "乙"), [], False),
        (Q("NUMBER"), 0, True),
        (Q("NUMBER"), -1, False),
        (Q("NUMBER"), "三", False),
        (Q("NUMBER"), 1_000_000, False),
        (Q("SCALE"), "5", True),
        (Q("SCALE"), "6", False),
        (Q("TEXT"), "楼梯难走", True),
        (Q("TEXT"), "长" * 501, False),
        (Q("TEXT"), "电话13900000000", False),
        (Q("TEXT"), "身份证11010119900307123X", False),
        (Q("TEXT"), "2015年1月共1390000000000元", True),
    ],
)
def test_an_answer_is_right_or_says_why_not(question: Q, value: Any, right: bool) -> None:
    assert (surveys.wrong(question, value) == "") is right


@pytest.mark.parametrize(
    ("counts", "adds_up", "shown"),
    [
        ([("甲", 10), ("乙", 5)], True, [10, 5]),
        ([("甲", 10), ("乙", 2), ("丙", 7)], True, [10, None, None]),
        ([("甲", 10), ("乙", 2), ("丙", 7)], False, [10, None, 7]),
        ([("甲", 10), ("乙", 2), ("丙", 1)], True, [10, None, None]),
        ([("甲", 10), ("乙", 0)], True, [10, 0]),
        ([("甲", 2), ("乙", 0)], True, [None, 0]),
    ],
)
def test_small_numbers_are_hidden_and_cannot_be_reckoned_back(counts: Any, adds_up: bool, shown: list[int | None]) -> None:
    assert [count for _label, count in surveys.masked(counts, 3, adds_up=adds_up)] == shown


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (6, 1, "B7"), (1, 25, "Z2"), (1, 26, "AA2"), (9, 51, "AZ10"), (0, 52, "BA1")]
)
def test_cells_are_called_as_the_spreadsheet_calls_them(row: int, column: int, name: str) -> None:
    assert surveys.cell_name(row, column) == name


def test_a_sheet_is_read_whatever_the_order_of_its_columns() -> None:
    number, several = Q("NUMBER", position=1), Q("SEVERAL", "甲", "乙", position=2)
    number.text, several.text = "几人", "什么"
    rows = [["什么", "几人"], ["甲；乙", 3.0], ["", ""], ["甲", "4"]]
    assert surveys.read_sheet([number, several], rows, 10) == ([{"1": 3, "2": ["甲", "乙"]}, {"1": 4, "2": ["甲"]}], [])
    _found, problems = surveys.read_sheet([number, several], [["什么", "几人"], ["丙", "x"]], 10)
    assert [p.split("：")[0] for p in problems] == ["B2", "A2"]
    assert surveys.read_sheet([number, several], [["什么"]], 10)[1][0].startswith("第一行缺少问题：几人")
    assert surveys.read_sheet([number, several], [["什么", "几人"]], 10)[1] == ["表格里没有答卷。"]
    assert len(surveys.read_sheet([number, several], rows, 1)[1]) == 1


# The acts


@pytest.fixture
def offices(db: None) -> Offices:
    return make_offices()


def enter(client: Client, actor: Any) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def verbs(need: Need) -> list[str]:
    return list(Entry.objects.filter(stream=need.no).order_by("seq").values_list("verb", flat=True))


def test_counts_feed_the_survey_without_typing_again(offices: Offices) -> None:
    need = make_asked_need(offices)
    for wanted in ("需要", "需要", "不需要"):
        make_response(offices.clerk, need, first={"2": wanted})
    make_begun_response(offices.clerk, need)
    need = commands.close_questionnaire(offices.clerk, need_id=need.pk, findings="多数需要上门。")
    survey = Survey.objects.get(need=need)
    assert (survey.sample, survey.found, survey.method, survey.findings) == (3, 2, "HOUSEHOLD", "多数需要上门。")
    assert (need.state, Questionnaire.objects.get(need=need).state) == (NeedState.SURVEYED, QuestionnaireState.CLOSED)
    assert verbs(need)[1:3] == ["planning.questionnaire_designed", "planning.questionnaire_opened"]
    assert verbs(need)[-1] == "planning.questionnaire_closed"


def test_a_survey_nobody_answered_is_not_closed(offices: Offices) -> None:
    need = make_asked_need(offices)
    make_begun_response(offices.clerk, need)
    with pytest.raises(Refused) as refused:
        commands.close_questionnaire(offices.clerk, need_id=need.pk, findings="无")
    assert refused.value.verdict.code == "no_answers"
    assert not Survey.objects.filter(need=need).exists()
    assert Questionnaire.objects.get(need=need).state == QuestionnaireState.OPEN


def test_questions_stand_once_the_survey_has_begun(offices: Offices) -> None:
    need = make_asked_need(offices)
    with pytest.raises(Refused) as refused:
        commands.design_questionnaire(offices.clerk, need_id=need.pk, method="MIXED", questions=QUESTIONS[:2])
    assert refused.value.verdict.code == "state"
    assert Question.objects.filter(questionnaire__need=need).count() == len(QUESTIONS)


def test_before_it_begins_the_questions_are_replaced_as_a_whole(offices: Offices) -> None:
    need = make_designed_need(offices)
    commands.design_questionnaire(offices.clerk, need_id=need.pk, method="MIXED", questions=QUESTIONS[:2])
    assert Question.objects.filter(questionnaire__need=need).count() == 2


def test_half_a_questionnaire_is_refused_and_nothing_is_kept(offices: Offices) -> None:
    need = make_need(offices)
    with pytest.raises(Refused):
        commands.design_questionnaire(offices.clerk, need_id=need.pk, method="MIXED", questions=QUESTIONS[:1])
    assert not Questionnaire.objects.filter(need=need).exists()


def test_nothing_is_answered_before_it_is_opened(offices: Offices) -> None:
    need = make_designed_need(offices)
    with pytest.raises(Refused) as refused:
        make_begun_response(offices.clerk, need)
    assert refused.value.verdict.code == "state"
    assert not Response.objects.exists()


def test_a_telephone_number_in_an_answer_is_refused(offices: Offices) -> None:
    need = make_asked_need(offices)
    begun = make_begun_response(offices.clerk, need)
    with pytest.raises(Refused) as refused:
        commands.answer_group(offices.clerk, need_id=need.pk, group=1, answers=SECOND | {"5": "打13900000000"}, response_id=begun.pk)
    assert refused.value.verdict.clause == "RB:5.1"
    assert Response.objects.get(pk=begun.pk).groups_done == 1


def test_groups_are_not_skipped_and_another_clerks_answers_not_gone_on_with(offices: Offices) -> None:
    need = make_asked_need(offices)
    begun = make_begun_response(offices.clerk, need)
    colleague = make_actor(Role.PURCHASER_CLERK, offices.purchaser)
    for actor, facts in (
        (offices.clerk, {"group": 1, "response_id": None}),
        (offices.clerk, {"group": 2, "response_id": begun.pk}),
        (colleague, {"group": 1, "response_id": begun.pk}),
    ):
        with pytest.raises(OutOfScope):
            commands.answer_group(actor, need_id=need.pk, answers=SECOND, **facts)
    assert list(Response.objects.values_list("pk", "groups_done")) == [(begun.pk, 1)]


def test_a_finished_answer_stands(offices: Offices) -> None:
    need = make_asked_need(offices)
    done = make_response(offices.clerk, need)
    with pytest.raises(OutOfScope):
        commands.answer_group(offices.clerk, need_id=need.pk, group=1, answers=SECOND, response_id=done.pk)


def test_the_head_and_other_purchasers_do_not_survey(offices: Offices) -> None:
    need = make_asked_need(offices)
    with pytest.raises(Forbidden):
        make_begun_response(offices.head, need)
    with pytest.raises(OutOfScope):
        make_begun_response(make_offices().clerk, need)
    assert not Response.objects.exists()


def test_a_spreadsheet_is_taken_over_once_and_whole(offices: Offices) -> None:
    need = make_asked_need(offices)
    kept = make_read_sheet(offices.clerk, need)
    assert not Response.objects.exists()
    commands.import_answers(offices.clerk, sheet_id=kept.pk)
    assert queries.counted(Questionnaire.objects.get(need=need)) == queries.Counted(2, 2)
    with pytest.raises(OutOfScope):
        commands.import_answers(offices.clerk, sheet_id=kept.pk)
    assert Response.objects.filter(source="SHEET").count() == 2
    assert AnswerSheet.objects.get(pk=kept.pk).rows == []


def test_one_wrong_row_keeps_all_of_a_spreadsheet_out(offices: Offices) -> None:
    need = make_asked_need(offices)
    with pytest.raises(Refused):
        commands.read_answers(offices.clerk, need_id=need.pk, name="答卷.xlsx", rows=[FIRST | SECOND, FIRST | {"4": "9"}])
    assert not AnswerSheet.objects.exists()


def test_a_second_reading_replaces_the_first(offices: Offices) -> None:
    need = make_asked_need(offices)
    make_read_sheet(offices.clerk, need)
    again = make_read_sheet(offices.clerk, need)
    assert list(AnswerSheet.objects.values_list("pk", flat=True)) == [again.pk]


# The screens


def sheet(rows: list[list[Any]]) -> SimpleUploadedFile:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("答卷.xlsx", held.getvalue())


def test_a_survey_goes_from_screen_to_screen(client: Client, offices: Offices, django_assert_max_num_queries: Any) -> None:
    need = make_asked_need(offices)
    enter(client, offices.clerk)
    first = reverse("planning:answer", args=[need.no])
    page = client.get(first).content.decode()
    assert "第 1 组，共 2 组" in page and "家里几口人" in page and "困难程度" not in page
    answer = client.post(first, {"q1": 3, "q2": "需要"})
    response = Response.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("planning:answer_on", args=[need.no, response.pk, 2]))
    assert "没有填完的一份" in client.get(first).content.decode()
    second = client.get(answer["Location"]).content.decode()
    back = reverse("planning:answer_on", args=[need.no, response.pk, 1])
    assert back in second and 'value="3"' in client.get(back).content.decode()
    assert client.post(back, {"q1": 3, "q2": "需要"})["Location"] == answer["Location"]
    assert "第 2 组，共 2 组" in second and "困难程度" in second and "家里几口人" not in second
    assert client.post(answer["Location"], {"q4": "", "q5": ""}).status_code == 422
    assert client.post(answer["Location"], {"q3": ["探访"], "q4": "4", "q5": "13900000000"}).status_code == 422
    done = client.post(answer["Location"], {"q3": ["探访"], "q4": "4", "q5": ""})
    assert (done.status_code, done["Location"]) == (303, first)
    assert client.get(answer["Location"]).status_code == 422
    assert Response.objects.get().answers == {"1": 3, "2": "需要", "3": ["探访"], "4": "4", "5": ""}
    with django_assert_max_num_queries(14):
        shown = client.get(reverse("planning:results", args=[need.no])).content.decode()
    assert "人数少，不显示" in shown
    closing = reverse("planning:close_questionnaire", args=[need.no])
    assert "需要什么" in client.get(closing).content.decode()
    assert client.post(closing, {"findings": "需要探访。"}).status_code == 303
    assert "需要探访。" in client.get(need.get_absolute_url()).content.decode()


def test_errors_of_a_spreadsheet_are_named_by_cell_and_nothing_is_taken(client: Client, offices: Offices) -> None:
    need = make_asked_need(offices)
    enter(client, offices.clerk)
    where = reverse("planning:read_answers", args=[need.no])
    head = [q["text"] for q in QUESTIONS]
    bad = sheet([head, [2, "需要", "探访", 4, ""], [2, "也许", "探访", 4, ""], ["x", "需要", "", 4, ""]])
    answer = client.post(where, {"upload": bad})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "B3：" in page and "A4：" in page
    assert not AnswerSheet.objects.exists()
    good = client.post(where, {"upload": sheet([head, [2, "需要", "探访；活动", 4, ""], [1, "不需要", "", "5", "无"]])})
    kept = AnswerSheet.objects.get()
    assert good["Location"] == reverse("planning:import_answers", args=[need.no, kept.pk])
    preview = client.get(good["Location"]).content.decode()
    assert "探访；活动" in preview and "2 份答卷" in preview
    assert client.post(good["Location"]).status_code == 303
    assert Response.objects.count() == 2


def test_what_is_no_spreadsheet_is_refused(client: Client, offices: Offices) -> None:
    need = make_asked_need(offices)
    where = reverse("planning:read_answers", args=[need.no])
    answer = enter(client, offices.clerk).post(where, {"upload": SimpleUploadedFile("答卷.xlsx", b"not a book")})
    assert answer.status_code == 422
    assert not AnswerSheet.objects.exists()


def test_the_template_holds_the_questions_in_its_first_row(client: Client, offices: Offices) -> None:
    need = make_asked_need(offices)
    answer = enter(client, offices.clerk).get(reverse("planning:answer_template", args=[need.no]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == [q["text"] for q in QUESTIONS]


def test_what_people_wrote_is_read_by_their_own_purchaser_alone(client: Client, offices: Offices) -> None:
    need = make_asked_need(offices)
    for _ in range(3):
        make_response(offices.clerk, need)
    where = reverse("planning:results", args=[need.no])
    assert "楼梯难走" in enter(client, offices.head).get(where).content.decode()
    auditor = enter(client, make_actor(Role.AUDITOR)).get(where)
    assert auditor.status_code == 200 and "楼梯难走" not in auditor.content.decode()


def test_the_steps_of_a_need_follow_its_questionnaire(offices: Offices) -> None:
    def offered(need: Need) -> list[str]:
        steps = queries.need_steps(offices.clerk, need, queries.questionnaire_of(need))
        return [step.url.removeprefix(f"/needs/{need.no}/") for step in steps if step.verdict.allowed]

    assert offered(make_need(offices))[:2] == ["survey/", "questions/"]
    assert offered(make_designed_need(offices))[:2] == ["questions/open/", "questions/"]
    assert offered(make_asked_need(offices))[:3] == ["answers/", "answers/sheet/", "questions/close/"]
    assert "questions/" not in offered(make_surveyed_need(offices))


def test_what_the_clerk_wrote_into_the_questionnaire_is_marked_as_chinese_and_harmless(client: Client, offices: Offices) -> None:
    asked = [row | ({"options": "探访；<b>陪伴</b>；活动"} if row["kind"] == "SEVERAL" else {}) for row in QUESTIONS]
    need = commands.design_questionnaire(offices.clerk, need_id=make_need(offices).pk, method="HOUSEHOLD", questions=asked)
    enter(client, offices.clerk)
    shown = client.get(reverse("planning:open_questionnaire", args=[need.no])).content.decode()
    assert '<h2><span lang="zh-Hans">家庭</span></h2>' in shown and "<b>陪伴" not in shown
    commands.open_questionnaire(offices.clerk, need_id=need.pk)
    begun = make_begun_response(offices.clerk, need)
    second = client.get(reverse("planning:answer_on", args=[need.no, begun.pk, 2])).content.decode()
    assert '<span lang="zh-Hans">探访</span>' in second and 'value="探访"' in second and "<b>陪伴" not in second
