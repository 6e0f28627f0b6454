"""Work is assigned down, reported up, confirmed, given back; what is overdue is seen at each level; a refused move changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import Verdict
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.programmes import assigned, commands, rules
from bailu.programmes.enums import AssignmentState
from bailu.programmes.models import WorkItem
from tests.factories import make_actor, make_organisation
from tests.programmes.factories import (
    STREET,
    District,
    make_approved_list,
    make_district,
    make_office,
    make_reported_work,
    make_work,
    work_facts,
)

pytestmark = pytest.mark.django_db
TODAY, LAST = dt.date(2015, 3, 2), dt.date(2015, 8, 31)


def desks(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).order_by("pk").values_list("organisation_id", "role"))


def refused(act: Callable[..., Any], actor: Actor, **facts: Any) -> Verdict:
    """What the act refuses (the law or the person), with no row changed."""
    before = _everything()
    with pytest.raises((Refused, Forbidden)) as caught:
        act(actor, **facts)
    assert _everything() == before
    return caught.value.verdict


def _everything() -> list[Any]:
    return [list(WorkItem.objects.order_by("pk").values()), list(Task.objects.order_by("pk").values()), Entry.objects.count()]


@pytest.fixture
def office() -> Actor:
    return make_office()


@pytest.fixture
def district() -> District:
    return make_district()


@pytest.fixture
def street(office: Actor, district: District) -> tuple[Organisation, Actor]:
    body = make_organisation(OrganisationKind.STREET, division=STREET)
    make_approved_list(STREET, district=district, office=office)
    return body, make_actor(Role.PURCHASER_CLERK, body)


@pytest.mark.parametrize(
    ("due", "above", "code", "clause"),
    [
        (TODAY, None, "", ""),
        (LAST, LAST, "", ""),
        (TODAY - dt.timedelta(days=1), None, "due_past", "XM2015:5.1"),
        (LAST + dt.timedelta(days=1), None, "due_phase", "XM2015:4.2"),
        (LAST, LAST - dt.timedelta(days=1), "due_above", "XM2015:5.1"),
    ],
)
def test_a_term_lies_within_its_phase_and_before_that_of_the_whole(due: dt.date, above: dt.date | None, code: str, clause: str) -> None:
    verdict = rules.due_within(due, TODAY, LAST, "XM2015:4.2", above)
    assert (verdict.code, verdict.clause) == (code, clause)


def test_work_goes_down_two_levels_and_its_reports_come_up_again(
    office: Actor, district: District, street: tuple[Organisation, Actor]
) -> None:
    body, clerk = street
    whole = make_work(office, district.organisation)
    assert desks("programmes.report_assignment") == [(district.organisation.pk, Role.DISTRICT_CLERK)]
    part = make_work(district.clerk, body, parent_id=whole.pk, title="报送街道措施")
    assert desks("programmes.report_assignment")[1:] == [(body.pk, Role.PURCHASER_CLERK)]
    assert refused(commands.report_assignment, district.clerk, assignment_id=whole.pk, report="完成").code == "parts_open"
    commands.report_assignment(clerk, assignment_id=part.pk, report="已报送。")
    assert desks("programmes.confirm_assignment") == [(district.organisation.pk, Role.DISTRICT_CLERK)]
    assert refused(commands.report_assignment, district.clerk, assignment_id=whole.pk, report="完成").code == "parts_open"
    commands.give_back_assignment(district.clerk, assignment_id=part.pk, remark="请附文本。")
    assert (body.pk, Role.PURCHASER_CLERK) in desks("programmes.report_assignment")
    commands.report_assignment(clerk, assignment_id=part.pk, report="已附文本。")
    commands.confirm_assignment(district.clerk, assignment_id=part.pk)
    commands.report_assignment(district.clerk, assignment_id=whole.pk, report="全区已出台。")
    assert desks("programmes.confirm_assignment") == [(office.organisation_id, Role.OFFICE_CLERK)]
    done = commands.confirm_assignment(office, assignment_id=whole.pk, remark="很好。")
    assert done.state == AssignmentState.DONE
    assert desks("programmes.confirm_assignment") == desks("programmes.report_assignment") == []
    verbs = list(Entry.objects.filter(stream=part.no).order_by("seq").values_list("verb", flat=True))
    assert verbs == [f"programmes.{word}" for word in ("assigned", "reported", "given_back", "reported", "confirmed")]


def test_the_same_work_for_several_is_a_piece_for_each(office: Actor, district: District) -> None:
    other = make_district("350206")
    make_work(office, district.organisation, other.organisation)
    assert sorted(WorkItem.objects.values_list("assignee_id", flat=True)) == sorted([district.organisation.pk, other.organisation.pk])


def test_work_goes_to_the_level_below_alone(office: Actor, district: District, street: tuple[Organisation, Actor]) -> None:
    body, clerk = street
    assert refused(commands.assign, office, **work_facts(body)).code == "not_below"
    assert (
        refused(commands.assign, district.clerk, **work_facts(make_organisation(OrganisationKind.STREET, division="350203005"))).code
        == "not_below"
    )
    assert refused(commands.assign, office, **work_facts()).code == "nobody"
    assert refused(commands.assign, clerk, **work_facts(body)).code == "role"
    assert refused(commands.assign, office, **work_facts(district.organisation, phase="9.9")).code == "phase"
    assert refused(commands.assign, office, **work_facts(district.organisation, due_on=dt.date(2015, 9, 1))).code == "due_phase"
    with pytest.raises(OutOfScope):
        commands.assign(office, **work_facts(district.organisation, parent_id=10**6))


def test_each_says_its_own_words_in_its_own_state(office: Actor, district: District) -> None:
    work = make_work(office, district.organisation)
    about = {"assignment_id": work.pk}
    assert refused(commands.report_assignment, district.clerk, **about, report=" ").code == "words"
    assert refused(commands.withdraw_assignment, office, **about, remark=" ").code == "words"
    assert refused(commands.confirm_assignment, office, **about).code == "state"
    assert refused(commands.give_back_assignment, office, **about, remark="补充").code == "state"
    assert refused(commands.confirm_assignment, district.clerk, **about).code == "organisation"
    assert (
        refused(
            commands.report_assignment,
            make_actor(Role.DISTRICT_CLERK, make_organisation(OrganisationKind.GOVERNMENT, division="350203")),
            **about,
            report="好",
        ).code
        == "organisation"
    )
    reported = make_reported_work(office, district)
    assert refused(commands.give_back_assignment, office, assignment_id=reported.pk, remark="").code == "words"
    gone = commands.withdraw_assignment(office, **about, remark="合并到别的任务。")
    assert gone.state == AssignmentState.WITHDRAWN
    assert desks("programmes.report_assignment") == []


def test_what_is_overdue_is_seen_at_each_level(
    office: Actor, district: District, street: tuple[Organisation, Actor], client: Client
) -> None:
    body, clerk = street
    whole = make_work(office, district.organisation, due_on=dt.date(2015, 3, 31))
    make_work(district.clerk, body, parent_id=whole.pk, due_on=dt.date(2015, 3, 10))
    make_work(office, make_district("350206").organisation, due_on=dt.date(2015, 3, 10))
    with clock.at(clock.local(2015, 3, 20, 10)):
        assert [sum(branch.late for branch in assigned.tree(actor)) for actor in (office, district.clerk, clerk)] == [2, 1, 1]
        (branch,) = assigned.tree(district.clerk)
        assert (branch.work, [part.work.assignee for part in branch.parts]) == (whole, [body])
        client.force_login(Person.objects.get(pk=district.clerk.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(reverse("programmes:tree")).content.decode()
        assert "1 件逾期" in page and body.short_name in page
        late = client.get(reverse("programmes:assignments"), {"late": "1"}).content.decode()
        assert "T-2015-0002" in late and "T-2015-0001" not in late


def test_work_is_assigned_by_the_form(office: Actor, district: District, client: Client, django_assert_max_num_queries: Any) -> None:
    client.force_login(Person.objects.get(pk=office.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    facts = {"phase": "4.2", "title": "出台措施", "detail": "印发", "due_on": "2015-04-30", "assignee_ids": [district.organisation.pk]}
    answer = client.post(reverse("programmes:assign"), facts)
    work = WorkItem.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pilot/work/{work.no}/")
    for where in (reverse("programmes:tree"), reverse("programmes:assignments"), work.get_absolute_url()):
        with django_assert_max_num_queries(10):
            assert client.get(where).status_code == 200
