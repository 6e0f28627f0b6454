from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from bailu.audit.commands import record, seal
from bailu.audit.models import Entry, Personal, Stream
from bailu.audit.verify import faults, verify_all
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import acting

CLERK = Actor(user_id=7, name="经办人", organisation_id=3, organisation_name="厦门市民政局", county="350200")


def write(stream: str = "P-2015-0001", **facts: object) -> Entry:
    with acting("test"):
        return record(CLERK, "planning.submitted", "planning.Project:1", stream=stream, basis="XM2015:3.4", data=facts)


def as_owner(sql: str) -> None:
    """What the owner of the database can do that the application cannot."""
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger append_only")
        cursor.execute(sql)
        cursor.execute("alter table audit_entry enable trigger append_only")


@pytest.mark.django_db
def test_lines_follow_each_other_and_every_stream_has_its_own_chain() -> None:
    one, two, other = write(amount=Decimal("508000.00")), write(day=dt.date(2015, 2, 4)), write("P-2015-0002", note="另一件")
    assert [one.seq, two.seq, other.seq] == [1, 2, 1]
    assert two.previous == one.hash
    assert other.previous == ""
    assert Stream.objects.get(pk="P-2015-0001").head == two.hash
    assert list(faults()) == []


@pytest.mark.django_db
def test_verified_record_says_so_and_exits_with_nothing() -> None:
    write(items=[1, 2.5, None, "三"], nested={"a": {"b": True}})
    said: list[str] = []
    assert verify_all(said.append) == 0
    assert said == ["audit verified: 1 lines in 1 streams, 0 daily seals"]


@pytest.mark.django_db
def test_one_byte_changed_as_owner_is_named_and_exits_with_one() -> None:
    write(amount="508000.00")
    write(amount="1.00")
    as_owner("update audit_entry set data = jsonb_set(data, '{amount}', '\"508000.01\"') where seq = 1")
    said: list[str] = []
    assert verify_all(said.append) == 1
    assert said[0].startswith("FAULT audit_entry P-2015-0001 #1 (2015-03-02 planning.submitted): content does not match")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("delete from audit_entry where seq = 2", "line 2 is missing"),
        ("delete from audit_entry where seq = 3", "head does not match line #2"),
        ("delete from audit_entry", "all its 3 lines are missing"),
        ("update audit_entry set actor_name = '别人' where seq = 3", "#3"),
    ],
)
def test_what_is_removed_or_changed_is_found(sql: str, words: str) -> None:
    for n in range(3):
        write(n=n)
    as_owner(sql)
    assert any(words in fault for fault in faults())


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["update audit_entry set reason = 'x'", "delete from audit_entry"])
def test_the_database_itself_refuses_to_change_a_line(sql: str) -> None:
    write()
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_personal_data_is_erased_without_breaking_the_chain() -> None:
    with acting("test"):
        record(CLERK, "delivery.client_added", "x:1", stream="P-2015-0001", personal={"name": "陈某"})
    assert list(faults()) == []
    Personal.objects.update(data={"name": "李某"})
    assert any("personal data" in f for f in faults())
    Personal.objects.update(data=None, erased_at=clock.now())
    assert list(faults()) == []


@pytest.mark.django_db
def test_a_sealed_day_shows_any_later_change_and_is_sealed_once() -> None:
    write(n=1)
    with clock.at(clock.local(2015, 3, 3, 9)):
        first = seal(SYSTEM, day=dt.date(2015, 3, 2))
        assert seal(SYSTEM, day=dt.date(2015, 3, 2)).hash == first.hash
        assert (first.entries, first.streams) == (1, 1)
        write(n=2)
    with clock.at(clock.local(2015, 3, 4, 9)):
        second = seal(SYSTEM, day=dt.date(2015, 3, 3))
    assert second.previous == first.hash
    assert list(faults()) == []
    as_owner("delete from audit_entry where seq = 1")
    assert any("audit_seal 2015-03-02" in f for f in faults())


@pytest.mark.django_db
def test_lines_lie_in_the_leaf_of_their_month() -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("select tableoid::regclass::text from audit_entry")
        assert cursor.fetchone() == ("audit_entry_2015_03",)
