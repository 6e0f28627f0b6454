"""The desk of every role, what waits by urgency, search within one's scope, the overview."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from bailu.dossier.queries import desk, overview, searching, tasks
from bailu.dossier.queries.overview import Asked
from bailu.funds import ledger, orders
from bailu.funds.commands import check_payment, pay
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.planning.queries.districts import district_choices
from tests.contracts.factories import SIGNED, make_signed_contract
from tests.delivery.factories import make_serving
from tests.dossier.helpers import enter, text
from tests.factories import make_actor, make_provider
from tests.funds.factories import make_approved_line, make_offices
from tests.planning.factories import make_complete_project, make_submitted_project

pytestmark = pytest.mark.django_db
MOST = 20


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_desk_and_it_is_cheap(role: Role, django_assert_max_num_queries: Any) -> None:
    client = enter(make_actor(role))
    with django_assert_max_num_queries(MOST):
        answer = client.get(reverse("dossier:desk"))
    assert answer.status_code == 200
    assert "等我办" in text(answer)


def test_a_visitor_is_led_away() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    try:
        assert answer["Location"] == reverse("publicity:home")
    except NoReverseMatch:
        assert answer["Location"].startswith("/accounts/login/")


def test_what_waits_is_on_the_desk_with_its_term_and_counted_in_the_menu(django_assert_max_num_queries: Any) -> None:
    offices = make_offices()
    made = make_submitted_project(offices)
    client = enter(offices.finance_chief)
    with django_assert_max_num_queries(MOST):
        shown = text(client.get("/"))
    assert "审批项目预算" in shown
    assert made.no in shown
    assert tasks.waiting(offices.finance_chief) == 1
    assert desk.desk(offices.finance_chief).mine[0].task.stream == made.no


def test_what_i_wait_for_says_on_whose_desk_it_lies() -> None:
    offices = make_offices()
    make_submitted_project(offices)
    owed = desk.desk(offices.clerk).awaited
    assert [(line.organisation, str(line.role)) for line in owed] == [(offices.treasury.name, "财政负责人")]
    assert offices.treasury.name in text(enter(offices.clerk).get(reverse("dossier:awaited")))


def test_a_head_sees_what_is_late_and_whose_turn_it_is() -> None:
    made = make_signed_contract()
    with clock.at(clock.local(2015, 5, 4, 10)):
        late = desk.desk(made.head).late
        assert {str(line.role) for line in late} >= {"购买主体经办人"}
        assert all(line.task.overdue for line in late)
        assert "逾期，该谁办" in text(enter(made.head).get("/"))
        assert [line.organisation_id for line in overview.late(made.head)] == [made.contract.purchaser_id]


def test_terms_and_holidays_stand_in_the_fortnight() -> None:
    made = make_signed_contract()
    with clock.at(SIGNED):
        found = {day.on: day for day in desk.desk(made.clerk).fortnight}
    holiday, due = found[clock.local(2015, 4, 6).date()], found[clock.local(2015, 4, 7).date()]
    assert (holiday.working, bool(holiday.holiday)) == (False, True)
    assert due.working
    assert due.terms


def test_a_social_worker_records_first() -> None:
    made = make_serving()
    with clock.at(clock.local(2015, 4, 20, 10)):
        shown = text(enter(made.worker).get("/"))
    assert shown.index(reverse("delivery:record", args=[made.contract.pk])) < shown.index("等我办")


def test_search_finds_two_characters_and_only_within_ones_scope() -> None:
    offices = make_offices()
    made = make_complete_project(offices)
    word = made.title[:2]
    assert "项目" in {str(group.label) for group in searching.find(offices.clerk, word)}
    stranger = make_actor(Role.PURCHASER_CLERK)
    assert not [group for group in searching.find(stranger, word) if str(group.label) in {"项目", "需求"}]
    assert searching.find(offices.clerk, word[:1]) == []
    shown = text(enter(offices.clerk).get(reverse("dossier:search"), {"q": word}))
    assert made.no in shown
    assert "没有找到" in text(enter(offices.clerk).get(reverse("dossier:search"), {"q": "不存在之词"}))


def test_search_costs_one_query_a_group(django_assert_max_num_queries: Any) -> None:
    client = enter(make_actor(Role.AUDITOR))
    with django_assert_max_num_queries(12):
        client.get(reverse("dossier:search"), {"q": "养老"})


@pytest.mark.parametrize("role", list(Role))
def test_the_overview_is_for_those_who_answer_for_the_whole(role: Role, django_assert_max_num_queries: Any) -> None:
    seen = {Role.OFFICE_CLERK, Role.BUREAU_CLERK, Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.AUDITOR, Role.PURCHASER_HEAD}
    client = enter(make_actor(role))
    with django_assert_max_num_queries(MOST):
        assert client.get(reverse("dossier:overview")).status_code == (200 if role in seen else 403)
        assert client.get(reverse("dossier:late")).status_code == (200 if role in seen else 403)


def test_the_figures_of_the_overview_are_those_of_the_registers() -> None:
    made = make_serving(clients=2)
    auditor = make_actor(Role.AUDITOR)
    project = made.parties.award.procedure.project
    with clock.at(clock.local(2015, 4, 20, 10)):
        shown = text(enter(auditor).get(reverse("dossier:overview")))
    reach = overview.reach(auditor, Asked())
    for lines in (reach.populations, reach.districts):
        assert {(line.purchases, line.planned, line.reached) for line in lines} == {(1, project.people_planned, 0)}
    assert sum(line.count for line in overview.pipeline(auditor)) == 1
    assert {line.encumbered for line in overview.money(auditor).sources} == {project.total}
    assert {line.appropriated for line in overview.money(auditor).purchasers} == {project.budget_line.amount}
    assert f"{reverse('planning:projects')}?station=SERVICE" in shown


def test_what_was_spent_counts_by_the_day_of_payment_and_not_by_the_year_of_the_budget() -> None:
    offices, paid = make_offices(), Decimal("254000.00")
    line, payee = make_approved_line(offices, year=2015), make_provider(qualified=False)
    with clock.at(clock.local(2016, 4, 20, 10)):
        with acting("test"):
            held = ledger.encumber(offices.finance_chief, line_id=line.pk, project_no="P-2015-0001", purpose="SERVICE", amount=paid)
            order = orders.request_payment(
                offices.head, encumbrance_id=held.pk, amount=paid, payee_id=payee.pk, reference="test.Claim:1", title="尾款"
            )
        check_payment(offices.finance_officer, order_id=order.pk)
        pay(offices.finance_chief, order_id=order.pk)
        page = text(enter(offices.finance_officer).get(reverse("dossier:overview")))
        found = overview.spent(offices.finance_officer, Asked())
    assert [(each.purchaser_id, each.paid) for each in found] == [(offices.purchaser.pk, paid)]
    assert f"state=PAID&amp;year=2016&amp;purchaser={offices.purchaser.pk}" in page
    with clock.at(clock.local(2015, 12, 1, 10)):
        assert overview.spent(offices.finance_officer, Asked()) == []


def test_the_list_of_what_is_late_is_exported_with_whose_turn_it_is() -> None:
    made = make_serving(clients=1)
    auditor = make_actor(Role.AUDITOR)
    late = Task.objects.open().filter(stream=made.contract.project_no, due_at__isnull=False).first()
    assert late is not None and late.due_at is not None
    with clock.at(late.due_at + dt.timedelta(days=1)):
        answer = enter(auditor).get(reverse("dossier:late"), {"export": "xlsx"})
        rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    assert {"岗位", "编号"} <= set(rows[0])
    assert any(late.stream in row and str(tasks.role_label(late.role)) in row for row in rows[1:])


def test_what_narrows_the_overview_goes_on_to_the_registers_behind_its_figures() -> None:
    made = make_serving(clients=2)
    auditor = make_actor(Role.AUDITOR)
    project = made.parties.award.procedure.project
    district = (project.division_id or project.county)[:6]
    here = {"year": project.year, "purchaser": project.purchaser_id, "district": district}
    shown = text(enter(auditor).get(reverse("dossier:overview"), here))
    address = f"year={project.year}&amp;district={district}&amp;purchaser={project.purchaser_id}&amp;station=SERVICE"
    assert f"{reverse('planning:projects')}?{address}" in shown
    register = text(enter(auditor).get(reverse("planning:projects"), here | {"station": "SERVICE"}))
    assert project.no in register
    elsewhere = Asked(year=str(project.year), district="350299")
    assert overview.pipeline(auditor, elsewhere) == [] and overview.reach(auditor, elsewhere) == overview.Reach()


def test_the_same_thing_asked_of_several_people_of_a_body_is_awaited_once_with_their_number() -> None:
    three = [Task(pk=n, kind="award.declare", stream="P-1", organisation_id=1, role=Role.EXPERT, person_id=n) for n in (1, 2, 3)]
    other = Task(pk=4, kind="award.declare", stream="P-2", organisation_id=1, role=Role.EXPERT)
    assert [(line.task.stream, line.many) for line in tasks.named([*three, other])] == [("P-1", 3), ("P-2", 1)]


def test_a_reminder_of_what_lies_on_the_same_desk_is_not_said_twice() -> None:
    made = make_signed_contract()
    head = made.head
    for kind, ref in (("contracts.offer", ""), ("inbox.overdue", "contracts.offer:"), ("inbox.overdue", "contracts.file:")):
        Task.objects.create(
            kind=kind, ref=ref, stream="P-9", subject_title="x", url="/", organisation_id=head.organisation_id, role=Role.PURCHASER_HEAD
        )
    shown = [(line.task.kind, line.task.ref) for line in desk.desk(head).mine if line.task.stream == "P-9"]
    assert shown == [("contracts.offer", ""), ("inbox.overdue", "contracts.file:")]


def test_news_are_what_happened_since_the_desk_was_looked_at_last() -> None:
    made = make_signed_contract()
    client = enter(made.head)
    with clock.at(SIGNED + dt.timedelta(hours=2)):
        assert "近七日" in text(client.get("/"))
    with clock.at(SIGNED + dt.timedelta(hours=2, minutes=5)):
        assert "近七日" in text(client.get("/"))
    with clock.at(SIGNED + dt.timedelta(hours=4)):
        later = text(client.get("/"))
        assert "自上次查看" in later and "没有新的变化" in later
    assert desk.desk(made.head, SIGNED - dt.timedelta(days=1)).news


def test_terms_of_the_purchases_one_follows_stand_in_the_fortnight() -> None:
    made = make_signed_contract()
    Project.objects.filter(no=made.contract.project_no).update(next_due_at=clock.local(2015, 4, 10, 12), next_due_what="投标截止")
    with clock.at(SIGNED), translation.override("en"):
        found = {day.on: day for day in desk.desk(made.head).fortnight}
    term = found[clock.local(2015, 4, 10).date()].terms[0]
    assert (str(term.title), term.stream) == ("Deadline for bids", made.contract.project_no)


CHINESE = re.compile("[㐀-鿿]+")
PAGES = ("dossier:desk", "dossier:overview", "dossier:tasks", "dossier:awaited", "dossier:late", "dossier:search")


@pytest.mark.parametrize("name", PAGES)
def test_the_english_pages_hold_no_chinese_but_data(name: str) -> None:
    actor = make_actor(Role.FINANCE_CHIEF)
    client = enter(actor)
    client.cookies["django_language"] = "en"
    shown = text(client.get(reverse(name)))
    districts = [str(name) for _code, name in district_choices()]
    for data in (actor.name, actor.organisation_name, *districts, "中文", "中"):
        shown = shown.replace(data, "")
    assert CHINESE.findall(shown) == []
