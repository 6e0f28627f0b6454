"""A prepared query gives what the query itself gives, to each reader their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value

from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.prepared import Prepared
from bailu.planning.models import Project
from tests.planning.factories import make_submitted_project

OPEN = Prepared(lambda actor: Task.objects.visible_to(actor).open().order_by("pk"))
BY_NO = Prepared(lambda actor, no: Project.objects.visible_to(actor).select_related("purchaser").filter(no=no))


def _reader(project: Project, role: str, organisation_id: int | None = None) -> Actor:
    return Actor(7, "读者", organisation_id or project.purchaser_id, roles=frozenset({role}), county=project.county)


@pytest.mark.django_db
def test_each_reader_is_given_the_own_rows_and_nothing_of_the_reader_before(django_assert_num_queries: Any) -> None:
    mine, theirs = make_submitted_project(), make_submitted_project()
    for _twice in range(2):
        for own, other in ((mine, theirs), (theirs, mine)):
            reader = _reader(own, "PURCHASER_CLERK")
            with django_assert_num_queries(1):
                (found,) = BY_NO(reader, own.no)
                name = found.purchaser.name
            assert (found.pk, name) == (own.pk, own.purchaser.name)
            assert BY_NO(reader, other.no) == []
    assert [p.pk for p in BY_NO(SYSTEM, mine.no)] == [mine.pk]
    assert BY_NO(Actor(None, "访客"), mine.no) == []


@pytest.mark.django_db
def test_it_gives_what_the_query_gives(people: Mapping[str, Any]) -> None:
    project = make_submitted_project()
    for role in ("FINANCE_CHIEF", "PURCHASER_CLERK", "PROVIDER_HEAD", "SOCIAL_WORKER"):
        for organisation_id in Task.objects.values_list("organisation_id", flat=True).distinct():
            reader = _reader(project, role, organisation_id)
            assert OPEN(reader) == list(Task.objects.visible_to(reader).open().order_by("pk"))


@pytest.mark.django_db
def test_a_moment_cannot_be_built_in() -> None:
    late = Prepared(lambda _actor: Task.objects.filter(due_at__lt=clock.now()))
    with pytest.raises(TypeError, match="hand it in"):
        late(SYSTEM)


@pytest.mark.django_db
def test_a_key_of_the_reader_cannot_become_part_of_a_text() -> None:
    named = Prepared(lambda actor: Task.objects.filter(ref__contains=f"{actor.organisation_id}"))
    with pytest.raises(TypeError, match="hand it in"):
        named(Actor(7, "读者", 8))


@pytest.mark.django_db
def test_postgresql_keeps_the_plan_and_the_fixed_values_in_it() -> None:
    project = make_submitted_project()
    for _twice in range(2):
        assert [p.pk for p in BY_NO(_reader(project, "PURCHASER_CLERK"), project.no)] == [project.pk]
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where statement like '%planning_project%'")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert len(kept) == 1
    assert "$1" in kept[0]


@pytest.mark.django_db
def test_a_fixed_value_with_a_percent_sign_or_a_quote_stays_what_it_is() -> None:
    odd = "100% 的'字"
    named = Prepared(lambda _actor, no: Task.objects.filter(ref=no).annotate(odd=Value(odd)).exclude(kind=odd))
    task = Task.objects.create(kind="甲", stream="N-1", ref="甲", subject_title="甲", url="/", organisation_id=1, role="OFFICE_CLERK")
    (found,) = named(SYSTEM, "甲")
    assert (found.pk, found.odd) == (task.pk, odd)


@pytest.mark.django_db
def test_without_prepared_statements_the_same_rows_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    project = make_submitted_project()
    assert [p.pk for p in BY_NO(SYSTEM, project.no)] == [project.pk]
