"""What is said ahead of a purchase: the intention, the recommended method; and what the next year should cost."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.kernel import clock
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.law import params
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.planning import commands, earlier, progress, queries, rules
from bailu.planning.enums import ProjectState
from bailu.planning.models import Intention, Project
from bailu.planning.queries import proposal
from tests.factories import make_actor
from tests.funds.factories import Offices, make_offices
from tests.planning.factories import make_accepted_project, make_assessed_need, make_budgeted_project, make_complete_project

D = Decimal
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MARCH = dt.date(2015, 3, 2)
R2015, R2022 = params.regime(MARCH), params.regime(dt.date(2022, 4, 1))


@pytest.fixture
def offices(db: None) -> Offices:
    return make_offices()


def enter(client: Client, actor: Any) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("published", "on", "regime", "code"),
    [
        (None, MARCH, R2015, ""),
        (None, dt.date(2022, 4, 1), R2022, "intention"),
        (dt.date(2022, 3, 3), dt.date(2022, 4, 1), R2022, "too_short"),
        (dt.date(2022, 3, 2), dt.date(2022, 4, 1), R2022, ""),
    ],
)
def test_a_purchase_begins_thirty_days_after_its_intention_where_the_regime_says_so(
    published: dt.date | None, on: dt.date, regime: Any, code: str
) -> None:
    verdict = rules.intended(published, on, regime)
    assert verdict.code == code
    assert verdict.allowed or verdict.clause == "CK2020-10"


@pytest.mark.parametrize(
    ("expected", "regime", "code"),
    [
        (MARCH, R2015, ""),
        (dt.date(2015, 3, 1), R2015, "dates"),
        (dt.date(2015, 3, 31), R2022, "too_short"),
        (dt.date(2015, 4, 1), R2022, ""),
    ],
)
def test_an_intention_names_a_day_that_is_far_enough(expected: dt.date, regime: Any, code: str) -> None:
    assert rules.expected_late_enough(MARCH, expected, regime).code == code


def publish(offices: Offices, project: Project, **changes: Any) -> Project:
    facts = {"outline": "上门探访三百人", "expected_on": dt.date(2015, 4, 10)} | changes
    return commands.publish_intention(offices.clerk, project_id=project.pk, **facts)


def test_an_intention_is_everybodys_to_read_and_keeps_its_first_day(client: Client, offices: Offices) -> None:
    project = make_budgeted_project(offices)
    publish(offices, project)
    with clock.at(dt.datetime(2015, 3, 9, 10, 0, tzinfo=clock.ZONE)):
        publish(offices, project, outline="上门探访三百人，每周一次")
    kept = Intention.objects.get()
    assert (kept.published_on, kept.amount, kept.outline) == (MARCH, D("523240.00"), "上门探访三百人，每周一次")
    page = client.get(reverse("planning:intentions")).content.decode()
    assert project.title in page and "每周一次" in page and "523,240.00" in page
    assert "2015-03-02" in enter(client, offices.clerk).get(reverse("planning:project", args=[project.no])).content.decode()


def test_without_money_or_by_others_no_intention_is_published(offices: Offices) -> None:
    project = make_complete_project(offices)
    with pytest.raises(Refused) as refused:
        publish(offices, project)
    assert refused.value.verdict.code == "state"
    with pytest.raises(Forbidden):
        commands.publish_intention(offices.head, project_id=project.pk, outline="x", expected_on=dt.date(2015, 5, 1))
    with pytest.raises(OutOfScope):
        commands.publish_intention(make_offices().clerk, project_id=project.pk, outline="x", expected_on=dt.date(2015, 5, 1))
    assert not Intention.objects.exists()


def test_a_day_that_is_past_is_refused_and_nothing_is_published(offices: Offices) -> None:
    project = make_budgeted_project(offices)
    with pytest.raises(Refused):
        publish(offices, project, expected_on=dt.date(2015, 3, 1))
    assert not Intention.objects.exists()


def procure(offices: Offices, project: Project) -> Project:
    with acting("test"):
        return progress.move(offices.clerk, project.no, "procure")


def test_since_2022_a_purchase_waits_for_its_intention(offices: Offices) -> None:
    project = make_accepted_project(offices)
    later = dt.datetime(2022, 4, 6, 10, 0, tzinfo=clock.ZONE)
    with clock.at(later):
        with pytest.raises(Refused) as refused:
            procure(offices, project)
        assert refused.value.verdict.clause == "CK2020-10"
        assert refused.value.verdict.fix == reverse("planning:publish_intention", args=[project.no])
        assert Project.objects.get(pk=project.pk).state == ProjectState.ACCEPTED
        publish(offices, project, expected_on=dt.date(2022, 5, 9))
        with pytest.raises(Refused):
            procure(offices, project)
    with clock.at(later + dt.timedelta(days=30)):
        assert procure(offices, project).state == ProjectState.PROCURING


def test_in_2015_a_purchase_waits_for_none(offices: Offices) -> None:
    assert procure(offices, make_accepted_project(offices)).state == ProjectState.PROCURING


def test_the_project_page_recommends_a_method_with_reasons_and_approvals(client: Client, offices: Offices) -> None:
    project = make_complete_project(offices)
    page = enter(client, offices.clerk).get(reverse("planning:project", args=[project.no])).content.decode()
    assert "公开招标" in page and "PL2014:27" in page
    assert "采用竞争性磋商须先经市财政部门批准。" in page


# The budget of the next year


@pytest.mark.parametrize(
    ("people", "unit", "factor", "amount"),
    [
        (312, D("1693.33"), D("0.95"), D("501903.01")),
        (300, D("1000"), D(1), D("300000.00")),
        (300, D("1000"), D(0), D("0.00")),
        (None, D("1000"), D(1), None),
        (300, None, D(1), None),
        (300, D("1000"), None, None),
    ],
)
def test_needs_times_unit_cost_times_factor(people: int | None, unit: Decimal | None, factor: Decimal | None, amount: Any) -> None:
    assert proposal.proposed(people, unit, factor) == amount


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, earlier.Outcome]:
    """What became of purchases, as the rooms above would tell."""
    found: dict[str, earlier.Outcome] = {}
    monkeypatch.setattr(earlier, "_source", [lambda nos: {no: found[no] for no in nos if no in found}])
    return found


def settled(offices: Offices, project: Project) -> Project:
    """Moved on by the table of moves, as the rooms above do it."""
    with acting("test"):
        for name in ("procure", "contract", "settle"):
            project = progress.move(offices.clerk, project.no, name)
    return project


def test_the_next_year_follows_from_the_last_term_of_the_same_need(
    client: Client, offices: Offices, told: dict[str, earlier.Outcome], django_assert_max_num_queries: Any
) -> None:
    project = settled(offices, make_accepted_project(offices))
    need = project.needs.get()
    told[project.no] = earlier.Outcome(project.no, D(508000), {"PEOPLE": D(254)}, "good", "良好", D(85))
    found = queries.proposals(offices.clerk)[need.pk]
    assert (found.unit, found.factor, found.source, found.own) == (D("2000.00"), D("0.95"), project.no, True)
    assert found.amount == D("592800.00")
    enter(client, offices.clerk)
    where = reverse("planning:proposal")
    client.get(where)
    with django_assert_max_num_queries(20):
        page = client.get(where).content.decode()
    assert "592,800.00" in page and reverse("dossier:purchase", args=[project.no]) in page and need.get_absolute_url() in page
    sheet = b"".join(client.get(f"{where}?export=xlsx").streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert 592800.0 in rows[1] and project.no in rows[1] and "良好" in rows[1]


def test_a_need_never_answered_takes_the_median_of_others_alike(offices: Offices, told: dict[str, earlier.Outcome]) -> None:
    others = make_offices()
    project = settled(others, make_accepted_project(others))
    told[project.no] = earlier.Outcome(project.no, D(300000), {"PEOPLE": D(300)}, "unqualified", "不合格", D(40))
    need = make_assessed_need(offices)
    found = queries.proposals(offices.clerk)[need.pk]
    assert (found.unit, found.factor, found.own, found.grade) == (D("1000.00"), D(1), False, "")
    assert found.amount == D("312000.00")


def test_what_failed_is_not_proposed_again(offices: Offices, told: dict[str, earlier.Outcome]) -> None:
    project = settled(offices, make_accepted_project(offices))
    told[project.no] = earlier.Outcome(project.no, D(508000), {"PEOPLE": D(254)}, "unqualified", "不合格", D(40))
    assert queries.proposals(offices.clerk)[project.needs.get().pk].amount == D("0.00")


def test_where_nothing_was_settled_no_figure_stands(client: Client, offices: Offices, told: dict[str, earlier.Outcome]) -> None:
    need = make_assessed_need(offices)
    assert queries.proposals(offices.clerk)[need.pk].amount is None
    assert "没有结清的同类购买" in enter(client, offices.clerk).get(reverse("planning:proposal")).content.decode()


def test_only_purchasers_propose(client: Client, offices: Offices) -> None:
    assert enter(client, make_actor(Role.AUDITOR)).get(reverse("planning:proposal")).status_code == 403
