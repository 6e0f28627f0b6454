"""Walks the permission matrix: every address, every role."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import pytest
from django.db import DatabaseError, InternalError, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bailu.kernel import clock
from bailu.organisations.sessions import SEEN
from tests.permission_matrix import MATRIX, VISITOR
from tests.worlds import World, build


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def own_names() -> list[str]:
    """All of them: those of the libraries as well."""
    return sorted(set(names(get_resolver())))


def test_every_address_has_a_name() -> None:
    assert [name for name in own_names() if name.endswith("None")] == []


def test_every_address_stands_in_the_permission_matrix() -> None:
    assert [name for name in own_names() if name not in MATRIX] == []


def test_the_permission_matrix_names_no_address_that_is_gone() -> None:
    assert [name for name in MATRIX if name not in own_names()] == []


@contextmanager
def reading_only() -> Iterator[None]:
    """PostgreSQL itself refuses every write in here, by whatever statement, function or trigger; at the end it takes them again."""
    point = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("set local transaction_read_only = on")
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


#: What reading may keep in the reader's own session, and nowhere else.
KEEPS_IN_THE_SESSION = {"mfa_activate_totp": "the secret that is shown waits there for its first code"}


@contextmanager
def writing_the_session() -> Iterator[None]:
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(insert|update|delete|truncate|with)\s", sql, re.I) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    point = transaction.savepoint()
    with connection.execute_wrapper(watch):
        yield
    transaction.savepoint_rollback(point)
    if written:
        raise InternalError("; ".join(written))


def answer(client: Client, where: str, *, keeps: bool = False) -> str:
    """The status of a page that is only read."""
    try:
        with writing_the_session() if keeps else reading_only():
            return str(client.get(where).status_code)
    except (InternalError, DatabaseError) as refused:
        return f"wrote something: {str(refused).splitlines()[0]}"


def browsers(world: World) -> dict[str, Client]:
    """Everybody at a browser, signed in; the visitor is not."""
    found = {VISITOR: Client()}
    for role, person in world.people.items():
        found[str(role)] = Client()
        found[str(role)].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        # A session's last request is noted once a minute, the one thing that reading writes; the walk takes longer.
        session = found[str(role)].session
        session[SEEN] = int(time.time()) + 3600
        session.save()
    return found


def walk(name: str, world: World, clients: Mapping[str, Client]) -> dict[str, str]:
    """Whoever is answered otherwise than the matrix says, or what was written; nothing where all is well."""
    page, found = MATRIX[name], {}
    where = reverse(name, kwargs={key: attrgetter(subject)(world) for key, subject in page.subject.items()})
    for role, client in clients.items():
        if page.asks(role) and (answered := answer(client, where, keeps=name in KEEPS_IN_THE_SESSION)) != str(page.expected(role)):
            found[role] = f"answered {answered}, expected {page.expected(role)}"
    return found


@pytest.mark.django_db
@pytest.mark.at("2015-10-20 10:00")
def test_each_role_is_answered_as_the_matrix_says_and_reading_writes_nothing() -> None:
    """One walk in one world: purchases at different stations, one person of every role, the same roles elsewhere."""
    logging.disable(logging.CRITICAL)
    try:
        with clock.at(clock.local(2015, 3, 2, 10)):
            world = build()
        clients = browsers(world)
        found = {name: differing for name in sorted(MATRIX) if (differing := walk(name, world, clients))}
    finally:
        logging.disable(logging.NOTSET)
    assert found == {}, "\n".join(f"{name}: {differing}" for name, differing in found.items())
