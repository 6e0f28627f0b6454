from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from bailu.audit.commands import record
from bailu.audit.models import Entry, Seal
from bailu.audit.verify import faults
from bailu.inbox.commands import ask, settle
from bailu.inbox.kinds import Kind
from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import acting
from bailu.organisations.roles import Role
from tests.factories import home_of, make_actor

BUREAU = Actor(user_id=7, name="经办人", organisation_id=3, organisation_name="厦门市民政局", roles=frozenset({Role.PURCHASER_CLERK}))
FINANCE = Actor(user_id=9, name="财政", organisation_id=4, organisation_name="厦门市财政局", roles=frozenset({Role.FINANCE_CHIEF}))


APPROVE = Kind("tests.approve", "审批", Role.FINANCE_CHIEF, basis="XM2015:3.6", of="treasury_id")


@dataclass
class Purchase:
    project_no: str = "P-2015-0001"
    title: str = "“温馨夕阳暖空巢”"
    treasury_id: int = 4

    def get_absolute_url(self) -> str:
        return f"/purchases/{self.project_no}/"


def ask_finance(due: dt.datetime | dt.date | None = None) -> Task:
    with acting("test"):
        return ask(BUREAU, APPROVE, Purchase(), due=due)


@pytest.mark.django_db
def test_a_task_is_on_the_desk_it_was_asked_of_and_awaited_by_the_asker() -> None:
    task = ask_finance()
    assert list(Task.objects.visible_to(FINANCE).open()) == [task]
    assert list(Task.objects.visible_to(BUREAU)) == []
    assert list(Task.objects.awaited_by(BUREAU)) == [task]


@pytest.mark.django_db
def test_asking_again_makes_no_second_task_but_moves_the_term() -> None:
    ask_finance()
    later = clock.local(2015, 3, 9)
    assert ask_finance(later).due_at == later
    assert Task.objects.count() == 1


@pytest.mark.django_db
def test_the_nearest_term_comes_first_and_no_term_last() -> None:
    with acting("test"):
        for kind, due in (("a", None), ("b", clock.local(2015, 4, 2)), ("c", clock.local(2015, 3, 5))):
            ask(BUREAU, replace(APPROVE, name=kind), Purchase(), due=due)
    assert [t.kind for t in Task.objects.visible_to(FINANCE).by_urgency()] == ["c", "b", "a"]


@pytest.mark.django_db
def test_a_task_says_what_page_and_whose_it_is_from_its_kind_and_subject() -> None:
    task = ask_finance(dt.date(2015, 3, 9))
    assert (task.subject_title, task.url) == ("“温馨夕阳暖空巢”", "/purchases/P-2015-0001/")
    assert (task.stream, task.organisation_id, task.role, task.basis) == ("P-2015-0001", 4, Role.FINANCE_CHIEF, "XM2015:3.6")
    # A term in days runs to the end of its last day.
    assert task.due_at == clock.local(2015, 3, 9, 23, 59)


@pytest.mark.django_db
def test_settling_tells_whether_it_was_late() -> None:
    ask_finance(clock.local(2015, 3, 3))
    with clock.at(clock.local(2015, 3, 4)), acting("test"):
        assert settle(FINANCE, APPROVE, Purchase()) is True
        assert settle(FINANCE, APPROVE, Purchase()) is False
    assert not Task.objects.open().exists()


@pytest.mark.django_db
def test_the_tick_escalates_what_is_overdue_once_and_writes_it_down() -> None:
    ask_finance(clock.local(2015, 3, 3))
    with clock.at(clock.local(2015, 3, 4, 9)):
        tick()
        tick()
    assert Entry.objects.filter(verb="inbox.escalated", late=True).count() == 1
    overdue = Task.objects.get(kind="inbox.overdue")
    assert (overdue.organisation_id, overdue.role) == (4, Role.FINANCE_CHIEF)
    with clock.at(clock.local(2015, 3, 5)), acting("test"):
        settle(FINANCE, APPROVE, Purchase())
    assert not Task.objects.open().exists()


@pytest.mark.django_db
def test_the_tick_seals_every_past_day_that_has_lines() -> None:
    ask_finance(clock.local(2015, 3, 3))
    for day in (4, 6, 7):
        with clock.at(clock.local(2015, 3, day, 9)):
            tick()
    assert list(Seal.objects.order_by("day").values_list("day", flat=True)) == [dt.date(2015, 3, 4)]


@pytest.mark.django_db
def test_days_are_sealed_in_their_order_however_many_waited() -> None:
    for day in (9, 3, 5, 4, 6):
        with clock.at(clock.local(2015, 3, day, 9)), acting("test"):
            record(BUREAU, "x", "x:1", stream=f"T-{day}")
    with clock.at(clock.local(2015, 3, 16, 7)):
        tick()
    assert list(faults()) == []
    assert Seal.objects.count() == 5


@pytest.mark.django_db
def test_what_is_a_clerks_lies_on_the_heads_desk_where_an_agency_has_no_clerk() -> None:
    agency = home_of(Role.PROVIDER_CLERK)
    claim = Kind("tests.claim", "请款", Role.PROVIDER_CLERK, of="treasury_id")
    head = make_actor(Role.PROVIDER_HEAD, agency)
    with acting("test"):
        alone = ask(BUREAU, claim, Purchase(treasury_id=agency.pk), ref="1")
    clerk = make_actor(Role.PROVIDER_CLERK, agency)
    with acting("test"):
        shared = ask(BUREAU, claim, Purchase(treasury_id=agency.pk), ref="2")
    assert list(Task.objects.visible_to(head).open()) == [alone]
    assert list(Task.objects.visible_to(clerk).open()) == [shared]
