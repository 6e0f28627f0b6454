"""The screens: what is shown, what can be done, what a refusal says, in how many queries."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.audit.models import Entry
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.planning import commands
from bailu.planning.enums import AdmissionState, NeedState, ProjectState
from bailu.planning.models import AdmittedPopulation, Need, Project
from tests.factories import make_actor
from tests.funds.factories import Offices, make_approved_line, make_offices
from tests.planning.factories import (
    ITEMS,
    TARGETS,
    consult,
    make_admitted_population,
    make_assessed_need,
    make_budgeted_project,
    make_bureau,
    make_complete_project,
    make_declared_project,
    make_need,
    make_project,
    make_requested_population,
    make_submitted_project,
    make_surveyed_need,
    project_facts,
)

pytestmark = pytest.mark.django_db
ONCE = "0b8e0f0a-3f0e-4b7e-9b52-5a1d0c9d1a22"
RATED = {"rating_severity": "4", "rating_urgency": "4", "rating_reach": "3", "rating_gap": "4", "rating_support": "5"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def enter(client: Client, actor: Actor) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def rows(key: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    """A set of rows as a browser sends it."""
    sent: dict[str, Any] = {f"{key}-TOTAL_FORMS": len(items), f"{key}-INITIAL_FORMS": 0}
    for n, item in enumerate(items):
        sent |= {f"{key}-{n}-{name}": value for name, value in item.items() if value is not None and value is not False}
    return sent


def test_visitors_are_led_to_the_sign_in(client: Client) -> None:
    for name in ("needs", "projects", "admissions", "start_need", "start_project", "request_population"):
        assert client.get(reverse(f"planning:{name}")).status_code == 302


# The way of a clerk, by forms alone


def test_a_clerk_enters_a_need_and_its_survey_by_forms(client: Client, offices: Offices) -> None:
    enter(client, offices.clerk)
    where = reverse("planning:start_need")
    assert "问题概述" in text(client.get(where))
    facts = {"title": "空巢老人陪伴", "populations": ["POP08"], "fields_of_service": ["FLD01"], "area": "前埔南", "summary": "独居"}
    answer = client.post(where, facts)
    need = Need.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/needs/{need.no}/")
    survey = {"method": "HOUSEHOLD", "sample": 420, "found": 312, "since": "2015-01-05", "until": "2015-01-23", "findings": "跌倒多"}
    assert client.post(reverse("planning:record_survey", args=[need.no]), survey).status_code == 303
    need.refresh_from_db()
    assert need.state == NeedState.SURVEYED
    page = text(client.get(need.get_absolute_url()))
    assert all(word in page for word in ("空巢老人陪伴", "孤寡空巢老人", "跌倒多", "登记征求公众意见", "登记摸底调查"))


def test_a_need_outside_the_pilot_is_answered_with_the_clause_and_the_way_to_widen_it(client: Client, offices: Offices) -> None:
    enter(client, offices.clerk)
    facts = {"title": "回巢行动", "other_population": "流浪未成年人", "fields_of_service": ["FLD02"], "area": "厦门", "summary": "流浪"}
    answer = client.post(reverse("planning:start_need"), facts)
    page = text(answer)
    assert answer.status_code == 422
    assert "回巢行动" in page
    assert "/scope/new/?name=" in page
    assert "XM2015:2" in page
    asking = client.get(reverse("planning:request_population"), {"name": "流浪未成年人"})
    assert "流浪未成年人" in text(asking)


def test_an_empty_form_lists_what_must_be_put_right(client: Client, offices: Offices) -> None:
    enter(client, offices.clerk)
    answer = client.post(reverse("planning:start_need"), {})
    assert answer.status_code == 422
    assert "errors-top" in text(answer)
    assert not Need.objects.exists()


def test_who_admitted_a_group_and_why_is_shown_on_need_and_project(client: Client, offices: Offices) -> None:
    admitted = make_admitted_population(offices, make_bureau())
    need = make_assessed_need(offices, populations=[admitted.code], fields=["FLD01"])
    project = commands.start_project(offices.clerk, **project_facts(need, populations=[admitted.code]))
    enter(client, offices.clerk)
    for where in (reverse("planning:need", args=[need.no]), reverse("planning:project", args=[project.no])):
        page = text(client.get(where))
        assert "属未成年人保护重点，同意纳入。" in page
        assert admitted.decided_by is not None
        assert admitted.decided_by.name in page


def test_a_clerk_makes_and_submits_a_project_by_forms(client: Client, offices: Offices) -> None:
    need, line = make_assessed_need(offices), make_approved_line(offices)
    enter(client, offices.clerk)
    start = client.get(reverse("planning:start_project"), {"need": need.no})
    assert f'value="{need.pk}"' in text(start)
    facts = {
        "title": "温馨夕阳暖空巢", "need_ids": [need.pk], "populations": ["POP08"], "fields_of_service": ["FLD01"], "kind": "SPECIAL",
        "channel": "MUNICIPAL", "batch": "FIRST", "area": "前埔南", "people_planned": 300, "people_unit": "PERSON", "months": 12,
        "content": "探访",
    }  # fmt: skip
    begun = client.post(reverse("planning:start_project"), facts | rows("items", []) | rows("targets", []))
    project = Project.objects.get()
    assert (begun.status_code, begun.headers["Location"]) == (303, f"/projects/{project.no}/costing/")
    refusal = client.get(reverse("planning:submit_project", args=[project.no]))
    assert refusal.status_code == 422
    assert f"/projects/{project.no}/costing/" in text(refusal)
    assert client.post(reverse("planning:set_costing", args=[project.no]), rows("items", ITEMS)).status_code == 303
    assert client.post(reverse("planning:set_targets", args=[project.no]), rows("targets", TARGETS)).status_code == 303
    shown = text(client.get(reverse("planning:project", args=[project.no])))
    assert all(word in shown for word in ("¥508,000.00", "¥15,240.00", "¥523,240.00", "63.8%", "当时无此规定"))
    ask = client.get(reverse("planning:submit_project", args=[project.no]))
    assert "¥2,000,000.00" in text(ask)
    assert client.post(reverse("planning:submit_project", args=[project.no]), {"line": line.pk}).status_code == 303
    project.refresh_from_db()
    assert (project.state, project.budget_line_id) == (ProjectState.SUBMITTED, line.pk)


def test_a_target_that_falls_must_say_that_lower_is_better(client: Client, offices: Offices) -> None:
    project = make_project(offices)
    enter(client, offices.clerk)
    wrong = [{**TARGETS[4], "lower_is_better": None}]
    answer = client.post(reverse("planning:set_targets", args=[project.no]), rows("targets", wrong))
    assert answer.status_code == 422
    assert "越低越好" in text(answer)
    assert not project.targets.exists()


def test_rows_are_added_without_a_script(client: Client, offices: Offices) -> None:
    project = make_project(offices)
    enter(client, offices.clerk)
    answer = client.post(reverse("planning:set_costing", args=[project.no]), {**rows("items", ITEMS[:1]), "_add": "items"})
    assert answer.status_code == 200
    assert 'name="items-1-title"' in text(answer)
    assert not project.costing.exists()


def test_a_need_with_its_survey_and_the_public_is_one_form_and_three_acts(client: Client, offices: Offices) -> None:
    enter(client, offices.clerk)
    facts = {"title": "空巢老人陪伴需求", "populations": ["POP08"], "fields_of_service": ["FLD01"], "area": "前埔南", "summary": "独居"}
    survey = {"method": "HOUSEHOLD", "sample": 420, "found": 312, "since": "2015-01-05", "until": "2015-01-23", "findings": "跌倒多"}
    public = {"channel": "MEETING", "since": "2015-02-02", "until": "2015-02-06", "respondents": 12, "opinions": "要", "response": "采纳"}
    sent = facts | {f"survey_{k}": v for k, v in survey.items()} | {f"consultation_{k}": v for k, v in public.items()} | {"once": ONCE}
    half = client.post(reverse("planning:start_need"), sent | {"survey_findings": ""})
    assert half.status_code == 422
    assert "全部留空" in text(half)
    late = client.post(reverse("planning:start_need"), sent | {"survey_until": "2030-01-01"})
    assert late.status_code == 422
    assert "调查尚未结束" in text(late)
    assert not Need.objects.exists()
    for _again in range(2):
        assert client.post(reverse("planning:start_need"), sent).status_code == 303
    need = Need.objects.get()
    assert need.state == NeedState.SURVEYED
    assert need.consultations.count() == 1
    verbs = list(Entry.objects.of_stream(need.no).values_list("verb", flat=True))
    assert verbs == ["planning.need_started", "planning.public_consulted", "planning.need_surveyed"]


def test_a_project_is_proposed_from_its_need_and_handed_in_whole_or_not_at_all(client: Client, offices: Offices) -> None:
    need, line = make_assessed_need(offices), make_approved_line(offices)
    enter(client, offices.clerk)
    page = text(client.get(reverse("planning:start_project")))
    assert all(word in page for word in ("专职社会工作者", "服务满意度", need.area, "¥2,000,000.00"))
    facts = {
        "title": "温馨夕阳暖空巢", "need_ids": [need.pk], "populations": ["POP08"], "fields_of_service": ["FLD01"], "kind": "SPECIAL",
        "channel": "MUNICIPAL", "batch": "FIRST", "area": "前埔南", "people_planned": 300, "people_unit": "PERSON", "months": 12,
        "content": "探访", "line": line.pk, "submit_now": "on",
    }  # fmt: skip
    lacking = client.post(reverse("planning:start_project"), facts | rows("items", ITEMS) | rows("targets", TARGETS[:1]))
    assert lacking.status_code == 422
    assert "#set-targets" in text(lacking)
    assert not Project.objects.exists()
    assert client.post(reverse("planning:start_project"), facts | rows("items", ITEMS) | rows("targets", TARGETS)).status_code == 303
    project = Project.objects.get()
    assert project.state == ProjectState.SUBMITTED
    assert Entry.objects.of_stream(project.no).count() == 4


# The others


def test_every_act_has_its_screen_for_whom_it_waits(client: Client, offices: Offices) -> None:
    bureau = make_bureau()
    need, consulted = make_surveyed_need(offices), consult(offices, make_surveyed_need(offices))
    project, declared = make_submitted_project(offices), make_declared_project(offices)
    budgeted = make_budgeted_project(offices)
    asked = make_requested_population(offices)
    screens = [
        (offices.clerk, "edit_need", need.no),
        (offices.clerk, "record_survey", need.no),
        (offices.clerk, "record_consultation", need.no),
        (offices.head, "assess_need", consulted.no),
        (offices.head, "return_need", need.no),
        (offices.head, "close_need", need.no),
        (offices.finance_chief, "approve_budget", project.no),
        (offices.finance_chief, "return_project", project.no),
        (offices.clerk, "declare", budgeted.no),
        (bureau.clerk, "accept_declaration", declared.no),
        (bureau.clerk, "return_declaration", declared.no),
        (offices.head, "cancel_project", project.no),
        (bureau.office, "admission", asked.code),
        (bureau.office, "admit_population", asked.code),
        (bureau.office, "refuse_population", asked.code),
    ]
    for actor, name, key in screens:
        answer = enter(client, actor).get(reverse(f"planning:{name}", args=[key]))
        assert answer.status_code == 200, name
        assert enter(client, make_actor(Role.ADMIN)).get(reverse(f"planning:{name}", args=[key])).status_code == 404, name


def test_the_whole_way_is_gone_by_forms(client: Client, offices: Offices) -> None:
    bureau, need, line = make_bureau(), make_surveyed_need(offices), make_approved_line(offices)
    asked = make_requested_population(offices)

    def do(actor: Actor, name: str, key: str, **sent: Any) -> None:
        answer = enter(client, actor).post(reverse(f"planning:{name}", args=[key]), sent)
        assert answer.status_code == 303, (name, text(answer))

    consulted = {
        "channel": "MEETING",
        "since": "2015-01-26",
        "until": "2015-01-28",
        "respondents": 62,
        "opinions": "好",
        "response": "采纳",
    }
    do(offices.clerk, "record_consultation", need.no, **consulted)
    do(offices.head, "return_need", need.no, reason="样本少")
    survey = {"method": "MIXED", "sample": 500, "found": 312, "since": "2015-01-05", "until": "2015-01-23", "findings": "跌倒多"}
    do(offices.clerk, "record_survey", need.no, **survey)
    do(offices.head, "assess_need", need.no, conclusion="真实", people_in_need=312, **RATED)
    do(bureau.office, "admit_population", asked.code, decision="同意")
    project = make_complete_project(offices)
    do(offices.clerk, "submit_project", project.no, line=line.pk)
    do(offices.finance_chief, "approve_budget", project.no, line=line.pk, note="同意")
    do(offices.clerk, "declare", project.no, confirm="yes")
    do(bureau.clerk, "accept_declaration", project.no, note="")
    do(offices.head, "cancel_project", project.no, reason="改期")
    need.refresh_from_db()
    project.refresh_from_db()
    asked.refresh_from_db()
    assert (need.state, project.state, asked.state) == (NeedState.ASSESSED, ProjectState.CANCELLED, AdmissionState.ADMITTED)


@pytest.mark.parametrize(
    ("name", "state", "decides"),
    [("return_project", "submitted", "approve_budget"), ("return_declaration", "declared", "accept_declaration")],
)
def test_what_is_returned_from_the_screen_that_decides_says_why(
    client: Client, offices: Offices, name: str, state: str, decides: str
) -> None:
    bureau = make_bureau()
    project = {"submitted": make_submitted_project, "declared": make_declared_project}[state](offices)
    actor = {"submitted": offices.finance_chief, "declared": bureau.clerk}[state]
    where = reverse(f"planning:{name}", args=[project.no])
    assert f'href="{where}"' in enter(client, actor).get(reverse(f"planning:{decides}", args=[project.no])).content.decode()
    assert enter(client, actor).post(where, {"reason": ""}).status_code == 422
    assert enter(client, actor).post(where, {"reason": "请压缩活动费。"}).status_code == 303
    assert "请压缩活动费。" in text(enter(client, offices.clerk).get(reverse("planning:project", args=[project.no])))


def test_the_chief_is_warned_of_a_purchase_split_in_two(client: Client, offices: Offices) -> None:
    first, second = make_submitted_project(offices), make_submitted_project(offices)
    Project.objects.filter(pk=first.pk).update(amount=300000)
    Project.objects.filter(pk=second.pk).update(amount=250000)
    enter(client, offices.finance_chief)
    for name in ("project", "approve_budget"):
        assert "化整为零" in text(client.get(reverse(f"planning:{name}", args=[second.no])))


def test_no_right_is_403_no_scope_404_no_law_422(client: Client, offices: Offices) -> None:
    project = make_submitted_project(offices)
    where = reverse("planning:approve_budget", args=[project.no])
    assert enter(client, offices.clerk).get(where).status_code == 403
    assert enter(client, make_offices().clerk).get(where).status_code == 404
    assert enter(client, offices.clerk).get(reverse("planning:submit_project", args=[project.no])).status_code == 422
    assert enter(client, offices.clerk).post(where, {"line": project.budget_line_id}).status_code in (403, 422)
    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED


# Registers


@pytest.mark.parametrize("count", [1, 6])
def test_registers_and_pages_need_the_same_few_queries_however_much_there_is(
    client: Client, offices: Offices, django_assert_max_num_queries: Any, count: int
) -> None:
    projects = [make_complete_project(offices) for _ in range(count)]
    need = projects[0].needs.get()
    enter(client, offices.clerk)
    limits = {
        reverse("planning:needs"): 9,
        reverse("planning:projects"): 11,
        reverse("planning:admissions"): 8,
        reverse("planning:need", args=[need.no]): 14,
        reverse("planning:project", args=[projects[0].no]): 32,
    }
    for where, most in limits.items():
        with django_assert_max_num_queries(most):
            assert client.get(where).status_code == 200, where


def test_needs_and_projects_are_found_by_two_characters_number_and_purchaser(client: Client, offices: Offices) -> None:
    project = make_project(offices)
    other = make_need(offices, title="失独家庭互助", populations=["POP06"], area="湖里区")
    enter(client, offices.clerk)
    found = text(client.get(reverse("planning:projects"), {"q": "夕阳"}))
    assert project.title in found
    assert project.title not in text(client.get(reverse("planning:projects"), {"q": "互助"}))
    for asked in (project.no, offices.purchaser.name, "前埔"):
        assert project.title in text(client.get(reverse("planning:projects"), {"q": asked})), asked
    needs = reverse("planning:needs")
    assert other.title in text(client.get(needs, {"q": "失独"}))
    assert other.title in text(client.get(needs, {"population": "POP06"}))
    assert other.title not in text(client.get(needs, {"population": "POP08"}))


def test_projects_are_filtered_by_station_state_purchaser_population_and_year(client: Client, offices: Offices) -> None:
    project = make_submitted_project(offices)
    enter(client, offices.clerk)
    where = reverse("planning:projects")
    right = {"station": "BUDGET", "state": "SUBMITTED", "purchaser": offices.purchaser.pk, "population": "POP08", "year": "2015"}
    assert project.title in text(client.get(where, right))
    for name, wrong in (("station", "AWARD"), ("state", "DRAFT"), ("population", "POP01")):
        assert project.title not in text(client.get(where, {**right, name: wrong})), name


def test_the_export_holds_exactly_what_is_seen(client: Client, offices: Offices) -> None:
    project, foreign = make_project(offices), make_project(make_offices())
    enter(client, offices.clerk)
    answer = client.get(reverse("planning:projects"), {"export": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    cells = {str(cell) for row in sheet for cell in row}
    assert project.no in cells
    assert foreign.no not in cells


def test_the_screens_speak_english(client: Client, offices: Offices) -> None:
    project = make_complete_project(offices)
    enter(client, offices.clerk)
    client.cookies["django_language"] = "en"
    page = text(client.get(reverse("planning:project", args=[project.no])))
    assert "Cost accounting" in page
    assert "evaluation fee" in page.lower()
    assert AdmittedPopulation.objects.count() == 0
