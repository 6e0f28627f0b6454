from __future__ import annotations

import threading

import pytest
from django.db import connection

from bailu.audit.commands import record
from bailu.audit.models import Entry, Seal
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, acting, part, running, step, together
from bailu.kernel.models import DemoClock
from bailu.kernel.partitions import ensure

CLERK = Actor(user_id=7, name="经办人", organisation_id=3, organisation_name="厦门市民政局")


@act
def count(actor: Actor, *, by: int = 1, fail: bool = False) -> DemoClock:
    row, _ = DemoClock.objects.get_or_create(pk=5)
    row.shift_seconds += by
    row.save()
    record(actor, "kernel.counted", row, stream="T-1", data={"by": by})
    if fail:
        raise RuntimeError("power cut")
    return row


@step
def half() -> str:
    return running()


@pytest.mark.django_db
def test_a_retry_with_the_same_key_acts_once_and_gets_the_first_answer() -> None:
    first = count(CLERK, by=2, once="k-1")
    again = count(CLERK, by=2, once="k-1")
    assert again.pk == first.pk
    assert again.shift_seconds == 2
    assert getattr(again, "replayed", False)
    assert Entry.objects.of_stream("T-1").count() == 1


@pytest.mark.django_db
def test_the_key_of_another_person_is_another_key() -> None:
    count(CLERK, once="k-1")
    count(Actor(user_id=8, name="另一人"), once="k-1")
    assert Entry.objects.of_stream("T-1").count() == 2


@pytest.mark.django_db
def test_an_act_that_fails_leaves_nothing_and_its_key_can_be_used_again() -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        count(CLERK, fail=True, once="k-2")
    assert not DemoClock.objects.filter(pk=5).exists()
    assert not Entry.objects.exists()
    count(CLERK, once="k-2")
    assert Entry.objects.of_stream("T-1").count() == 1


@pytest.mark.django_db
def test_acts_do_not_nest_and_steps_need_an_act() -> None:
    with pytest.raises(RuntimeError, match="call it from an act"):
        half()
    with acting("outer"):
        assert half() == "outer"
        with pytest.raises(RuntimeError, match="do not nest"):
            count(CLERK)
    assert running() == ""


@pytest.mark.django_db
def test_the_database_knows_which_act_is_running_and_forgets_it() -> None:
    def told() -> str:
        with connection.cursor() as cursor:
            cursor.execute("select coalesce(current_setting('bailu.act', true), '')")
            return str(cursor.fetchone()[0])

    with acting("planning.start_need"):
        assert told() == "planning.start_need"
    assert told() == ""


@pytest.mark.django_db(transaction=True)
def test_a_double_click_from_two_threads_acts_once() -> None:
    def press() -> None:
        with clock.at(clock.local(2015, 3, 2, 10)):
            count(CLERK, once="double")
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DemoClock.objects.get(pk=5).shift_seconds == 1
    assert Seal.objects.count() == 0
    assert SYSTEM.is_system


@pytest.mark.django_db
def test_a_month_whose_rows_already_lie_in_the_default_leaf_stops_no_tick() -> None:
    with clock.at(clock.local(2031, 5, 2, 9)):
        count(CLERK)
        ensure(["audit_entry"], clock.today(), ahead=1)
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('audit_entry_2031_05'), to_regclass('audit_entry_2031_06')")
        assert cursor.fetchone() == (None, "audit_entry_2031_06")


@pytest.mark.django_db
def test_acts_together_are_all_done_or_none_and_keep_their_own_keys() -> None:
    def both(fail: bool) -> None:
        with together():
            count(CLERK, once=part("form", "one"))
            count(CLERK, once=part("form", "two"))
            if fail:
                raise ValueError("the second is refused")

    before = DemoClock.objects.filter(pk=5).values_list("shift_seconds", flat=True).first() or 0
    with pytest.raises(ValueError, match="refused"):
        both(fail=True)
    assert (DemoClock.objects.filter(pk=5).values_list("shift_seconds", flat=True).first() or 0) == before
    both(fail=False)
    both(fail=False)
    assert DemoClock.objects.get(pk=5).shift_seconds == before + 2
    with together(), pytest.raises(RuntimeError, match="neither nests"), together():
        pass
