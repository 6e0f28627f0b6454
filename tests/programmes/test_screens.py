"""The screens of the pilot: what is shown and offered, what a refusal says, in how many queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.programmes.enums import ApplicationState
from bailu.programmes.models import SiteApplication
from tests.factories import make_actor, make_division, make_provider
from tests.funds.factories import make_offices
from tests.planning.factories import make_complete_project
from tests.programmes.factories import STREET, make_approved_list, make_district, make_list, make_office, make_returned_list, plan_file

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(client: Client, actor: Actor) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(*codes: str, **more: Any) -> dict[str, Any]:
    """A list as a browser sends it."""
    facts: dict[str, Any] = {"plan_title": "试点工作方案", "plan_summary": "分管领导牵头。", "sites-INITIAL_FORMS": 0, **more}
    facts["sites-TOTAL_FORMS"] = len(codes)
    for n, code in enumerate(codes):
        facts |= {f"sites-{n}-division_code": code, f"sites-{n}-reason": "老人多"}
    return facts


def test_a_district_names_its_sites_by_the_form_and_finds_the_list_again(client: Client) -> None:
    make_division(STREET)
    make_office()
    enter(client, make_district().clerk)
    where = reverse("programmes:name_sites")
    page = text(client.get(where))
    assert "区划350203001" in page and "配套方案名称" in page and "2015-01-31" in page
    answer = client.post(where, sent(STREET, batch="FIRST", plan=plan_file()))
    made = SiteApplication.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pilot/lists/{made.no}/")
    page = text(client.get(made.get_absolute_url()))
    assert all(word in page for word in ("思明区第一批试点街道（镇）名单", "待审批", "配套方案.pdf", "由领导小组办公室经办人办理")), page


def test_a_list_without_a_street_comes_back_with_what_was_typed_and_the_clause(client: Client) -> None:
    make_division(STREET)
    enter(client, make_district().clerk)
    answer = client.post(reverse("programmes:name_sites"), sent(batch="FIRST", plan=plan_file()))
    page = text(answer)
    assert answer.status_code == 422
    assert all(word in page for word in ("请至少列出一个试点街道（镇）", "XM2015:4.1", "试点工作方案"))
    assert not SiteApplication.objects.exists()


def test_a_street_on_another_list_leads_to_the_sites(client: Client) -> None:
    district = make_district()
    make_list(district=district)
    enter(client, district.clerk)
    page = text(client.post(reverse("programmes:name_sites"), sent(STREET, batch="SECOND", plan=plan_file())))
    assert f'href="{reverse("programmes:sites")}"' in page and "已经列入别的名单" in page


def test_the_office_returns_and_the_form_of_mending_begins_from_the_list(client: Client) -> None:
    office, district = make_office(), make_district()
    made = make_list(district=district)
    enter(client, office)
    assert "退回试点申请" in text(client.get(reverse("programmes:approve_sites", args=[made.no])))
    answer = client.post(reverse("programmes:return_sites", args=[made.no]), {"reason": "请补充资金安排。"})
    assert answer.status_code == 303
    enter(client, district.clerk)
    page = text(client.get(reverse("programmes:mend_sites", args=[made.no])))
    assert "请补充资金安排。" in page and made.plan_summary in page
    answer = client.post(reverse("programmes:mend_sites", args=[made.no]), sent(STREET))
    assert answer.status_code == 303
    made.refresh_from_db()
    assert made.state == ApplicationState.SUBMITTED


def test_the_plan_is_read_by_those_who_see_the_list(client: Client) -> None:
    made = make_list()
    where = reverse("documents:attachment", args=[made.plan_id])
    assert enter(client, make_office()).get(where).status_code == 200
    stranger = make_actor(Role.PROVIDER_CLERK, make_provider(qualified=False))
    assert enter(client, stranger).get(where).status_code in (403, 404)


@pytest.mark.parametrize(("day", "now"), [("2015-03-02 10:00", "试点实施第一阶段"), ("2015-10-20 10:00", "试点实施第二阶段")])
def test_the_calendar_says_which_phase_is_now(client: Client, day: str, now: str) -> None:
    year, month, number = (int(part) for part in day[:10].split("-"))
    with clock.at(clock.local(year, month, number, 10)):
        page = text(enter(client, make_actor(Role.PURCHASER_CLERK)).get(reverse("programmes:calendar")))
    assert f"现在是：{now}" in page and "市委组织部" in page


def test_who_neither_buys_nor_watches_does_not_see_the_pilot(client: Client) -> None:
    enter(client, make_actor(Role.SOCIAL_WORKER))
    assert [client.get(reverse(f"programmes:{name}")).status_code for name in ("calendar", "applications", "sites")] == [403] * 3


@pytest.mark.parametrize("count", [1, 6])
def test_lists_and_pages_need_the_same_few_queries_however_much_there_is(
    client: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    office, district = make_office(), make_district()
    lists = [make_approved_list(f"35020300{n}", district=district, office=office) for n in range(1, count + 1)]
    enter(client, office)
    limits = {
        reverse("programmes:applications"): 9,
        reverse("programmes:sites"): 9,
        reverse("programmes:calendar"): 6,
        reverse("programmes:application", args=[lists[0].no]): 9,
        reverse("dossier:pilot"): 13,
        reverse("dossier:pilot_late"): 9,
    }
    for where, most in limits.items():
        with django_assert_max_num_queries(most):
            assert client.get(where).status_code == 200, where


# The progress


def test_the_progress_counts_sites_and_projects_and_each_figure_opens_its_rows(client: Client) -> None:
    office = make_office()
    make_approved_list(STREET, office=office)
    make_returned_list("350206001", office=office)
    offices = make_offices("350203")
    project = make_complete_project(offices, channel="DISTRICT", division_code=STREET)
    enter(client, office)
    page = text(client.get(reverse("dossier:pilot")))
    for link in (
        "/pilot/sites/?state=APPROVED",
        "/pilot/sites/?state=RETURNED",
        f"/projects/?street={STREET}",
        "/projects/?station=PROJECT",
    ):
        assert link in page, link
    assert project.no in text(client.get(f"/projects/?street={STREET}"))
    assert project.no not in text(client.get("/projects/?street=350206001"))
    assert "区划350203001" in text(client.get("/pilot/sites/?state=APPROVED"))
    assert "区划350206001" not in text(client.get("/pilot/sites/?state=APPROVED"))
    second = text(client.get(reverse("dossier:pilot"), {"batch": "SECOND"}))
    assert f"street={STREET}" not in second


def test_a_district_sees_its_own_streets_alone(client: Client) -> None:
    office, district = make_office(), make_district()
    make_approved_list(STREET, district=district, office=office)
    make_approved_list("350206001", office=office)
    page = text(enter(client, district.clerk).get(reverse("dossier:pilot")))
    assert "区划350203001" in page and "区划350206001" not in page


def test_what_is_late_names_who_owes_it_at_each_level(client: Client) -> None:
    office, district = make_office(), make_district()
    make_returned_list(STREET, district=district, office=office)
    make_returned_list("350206001", office=office)
    with clock.at(clock.local(2015, 3, 20, 10)):
        assert text(enter(client, office).get(reverse("dossier:pilot_late"))).count("修改退回的试点申请") == 2
        page = text(enter(client, district.clerk).get(reverse("dossier:pilot_late")))
        assert page.count("修改退回的试点申请") == 1 and district.organisation.name in page
        buyer = make_actor(Role.PURCHASER_CLERK)
        assert "修改退回的试点申请" not in text(enter(client, buyer).get(reverse("dossier:pilot_late")))
