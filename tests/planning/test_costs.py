"""Caps and floors of a costing, unit costs of earlier purchases, ranking of needs: tables without a database, then the acts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.kernel.errors import Refused
from bailu.law import params
from bailu.organisations.models import Person
from bailu.planning import commands, costs, earlier, queries, ranking
from bailu.planning.enums import NeedCriterion, ProjectState, StaffLevel
from bailu.planning.models import CostItem, Need, Project
from tests.funds.factories import Offices, make_offices
from tests.planning.factories import ITEMS, consult, make_assessed_need, make_complete_project, make_surveyed_need, project_facts

D = Decimal
R2015, R2022 = params.regime(dt.date(2015, 2, 4)), params.regime(dt.date(2022, 4, 1))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FULL = [("STAFF", D(324000)), ("ACTIVITY", D(108000)), ("SUPERVISION", D(24000)), ("MANAGEMENT", D(40000)), ("TAX", D(12000))]
ALL = dict.fromkeys(NeedCriterion.values, 3)


@pytest.mark.parametrize(
    ("amounts", "regime", "stopped", "warned"),
    [
        (FULL, R2015, [], []),
        (FULL, R2022, ["STAFF"], []),
        ([("STAFF", D(50)), ("ACTIVITY", D(30)), ("MANAGEMENT", D(20))], R2015, ["MANAGEMENT"], []),
        ([("STAFF", D(80)), ("ACTIVITY", D(11)), ("SUPERVISION", D(9))], R2015, [], ["SUPERVISION"]),
        ([("STAFF", D(91)), ("ACTIVITY", D(9))], R2015, [], ["ACTIVITY"]),
        ([("STAFF", D(92)), ("SUPERVISION", D(8))], R2022, [], ["ACTIVITY"]),
    ],
)
def test_every_head_is_held_against_its_limit(amounts: Any, regime: Any, stopped: list[str], warned: list[str]) -> None:
    checks = costs.checks(amounts, regime)
    assert [c.head for c in checks if not c.verdict.allowed and c.binding] == stopped
    assert [c.head for c in checks if not c.verdict.allowed and not c.binding] == warned
    assert [v.clause for v in costs.warnings(amounts, regime)] == ["RB:4.11"] * len(warned)


def test_nothing_costed_has_nothing_to_hold_against_limits() -> None:
    assert costs.checks([], R2015) == ()


@pytest.mark.parametrize(
    ("monthly", "months", "regime", "code"),
    [
        (D("4500"), 12, R2015, ""),
        (D("4500"), 12, R2022, "below_wage"),
        (D("9046.17"), 12, R2022, ""),
        (D("9046.16"), 6, R2022, "below_wage"),
        (D("4500"), 1, R2022, ""),
    ],
)
def test_nobody_is_costed_below_the_wage_of_the_regime(monthly: Decimal, months: int, regime: Any, code: str) -> None:
    assert costs.paid_enough([costs.Post("社工", monthly, months)], regime).code == code


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([None], None), ([D(3), None, D(1)], D("2.00")), ([D(1), D(9), D(2)], D(2)), ([D(1), D(2)], D("1.50"))],
)
def test_the_usual_unit_cost_is_the_median(values: list[Decimal | None], expected: Decimal | None) -> None:
    assert costs.middle(values) == expected


def test_what_was_not_done_has_no_unit_cost() -> None:
    assert costs.unit_cost(D(100), D(0)) is None
    assert costs.unit_cost(D(100), D(3)) == D("33.33")
    assert costs.unit_costs(D(100), {"CASE": D(4)}) == [None, D("25.00"), None, None, None, None]


def test_the_weights_of_needs_make_a_hundred() -> None:
    assert sum(ranking.weights(R2015).values()) == 100


def test_a_score_is_of_a_hundred_and_rises_with_each_rating() -> None:
    of = ranking.weights(R2015)
    scores = [ranking.score(ranking.weighed(ALL | {"SEVERITY": r}, of)) for r in range(1, 6)]
    assert scores == [D("48.00"), D("54.00"), D("60.00"), D("66.00"), D("72.00")]
    assert ranking.score(ranking.weighed(dict.fromkeys(ALL, 5), of)) == D("100.00")
    assert ranking.score([]) is None


@pytest.mark.parametrize("ratings", [{"SEVERITY": 3}, ALL | {"GAP": 6}, ALL | {"GAP": 0}, ALL | {"OTHER": 1}])
def test_half_a_ranking_is_refused(ratings: dict[str, int]) -> None:
    assert ranking.rated_whole(ratings).code == "ratings"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def enter(client: Client, actor: Any) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


@pytest.mark.django_db
def test_an_assessment_with_half_a_ranking_is_refused_and_changes_nothing(offices: Offices) -> None:
    need = consult(offices, make_surveyed_need(offices))
    with pytest.raises(Refused) as refused:
        commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3, ratings={"GAP": 4})
    assert refused.value.verdict.code == "ratings"
    kept = Need.objects.get(pk=need.pk)
    assert (kept.state, kept.score, kept.weighing) == ("SURVEYED", None, [])


@pytest.mark.django_db
def test_needs_stand_in_the_order_of_their_scores_with_the_projects_that_answer_them(
    client: Client, offices: Offices, django_assert_max_num_queries: Any
) -> None:
    for rating, title in ((3, "中等的"), (5, "最高的"), (1, "最低的")):
        need = consult(offices, make_surveyed_need(offices, title=title))
        ratings = dict.fromkeys(ALL, rating)
        commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3, ratings=ratings)
    make_assessed_need(offices, title="没有评分")
    high = Need.objects.get(title="最高的")
    project = commands.start_project(offices.clerk, **project_facts(high))
    enter(client, offices.clerk)
    client.get("/")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("planning:ranking")).content.decode()
    places = [page.index(f">{title}<") for title in ("最高的", "中等的", "最低的")]
    assert places == sorted(places)
    assert "没有评分" not in page
    assert project.no in page
    shown = client.get(high.get_absolute_url()).content.decode()
    assert "100.00" in shown and project.no in shown
    assert high.no in client.get(reverse("planning:project", args=[project.no])).content.decode()


@pytest.mark.django_db
def test_another_purchasers_ranking_is_not_seen(client: Client, offices: Offices) -> None:
    need = consult(offices, make_surveyed_need(offices, title="本单位的"))
    commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=3, ratings=ALL)
    assert "本单位的" not in enter(client, make_offices().clerk).get(reverse("planning:ranking")).content.decode()


@pytest.mark.django_db
def test_a_level_is_said_of_staff_and_of_nothing_else(offices: Offices) -> None:
    project = make_complete_project(offices)
    rows = [dict(item) for item in ITEMS]
    rows[0]["level"] = StaffLevel.SOCIAL_WORKER
    commands.set_costing(offices.clerk, project_id=project.pk, items=rows)
    assert CostItem.objects.get(project=project, head="STAFF").level == StaffLevel.SOCIAL_WORKER
    rows[1]["level"] = StaffLevel.SENIOR
    with pytest.raises(Refused) as refused:
        commands.set_costing(offices.clerk, project_id=project.pk, items=rows[1:])
    assert refused.value.verdict.code == "level"
    assert CostItem.objects.filter(project=project).count() == len(ITEMS)


@pytest.mark.django_db
@pytest.mark.at("2022-04-06 10:00")
def test_a_project_below_the_wage_floor_is_not_handed_in(offices: Offices) -> None:
    rows = [{**ITEMS[0], "quantity": D(20)}, {**ITEMS[1], "quantity": D(50)}]
    project = make_complete_project(offices, items=rows)
    with pytest.raises(Refused) as refused:
        commands.submit_project(offices.clerk, project_id=project.pk)
    assert (refused.value.verdict.code, refused.value.verdict.clause) == ("below_wage", "XM2022-20")
    assert refused.value.verdict.fix == reverse("planning:set_costing", args=[project.no])
    assert Project.objects.get(pk=project.pk).state == ProjectState.DRAFT


@pytest.mark.django_db
def test_beside_the_costing_stand_settled_purchases_of_the_kind_and_no_others(
    client: Client, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, running = make_complete_project(offices), make_complete_project(offices)
    monkeypatch.setattr("bailu.planning.queries.earlier.settled_alike", lambda *_: Project.objects.filter(pk=before.pk))
    told = {before.no: earlier.Outcome(before.no, D(400000), {"CASE": D(40), "HOURS": D(8000)}, "good", "良好", D(85))}
    monkeypatch.setattr(earlier, "_source", [lambda nos: {no: told[no] for no in nos}])
    project = make_complete_project(offices)
    found = queries.comparison(offices.clerk, project)
    assert [b.project.no for b in found.before] == [before.no]
    assert found.before[0].units == (None, D("10000.00"), None, None, None, D("50.00"))
    assert found.before[0].url == reverse("dossier:purchase", args=[before.no])
    assert found.own[0] == D("1693.33")
    page = enter(client, offices.clerk).get(reverse("planning:set_costing", args=[project.no])).content.decode()
    assert "10,000.00" in page and before.no in page and running.no not in page and "良好" in page


@pytest.mark.django_db
def test_the_project_page_shows_each_limit_with_its_clause_and_how_sure_it_is(client: Client, offices: Offices) -> None:
    project = make_complete_project(offices, items=[{**ITEMS[0], "quantity": D(10)}, {**ITEMS[1], "quantity": D(2)}])
    page = enter(client, offices.clerk).get(reverse("planning:project", args=[project.no])).content.decode()
    assert "RB:4.11" in page and "可设参数" in page and "当时无此规定" in page and "提醒" in page
