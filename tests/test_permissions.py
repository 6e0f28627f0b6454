"""Walks the permission matrix: every address, every role."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bailu.kernel import clock
from tests.permission_matrix import MATRIX, NOT_OURS, VISITOR
from tests.worlds import World, build

WRITING = re.compile(r"\s*(insert|update|delete|truncate)\s", re.I)


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def own_names() -> list[str]:
    return sorted(name for name in set(names(get_resolver())) if not name.startswith(NOT_OURS))


def test_every_address_has_a_name() -> None:
    assert [name for name in own_names() if name.endswith("None")] == []


def test_every_address_stands_in_the_permission_matrix() -> None:
    assert [name for name in own_names() if name not in MATRIX] == []


def test_the_permission_matrix_names_no_address_that_is_gone() -> None:
    assert [name for name in MATRIX if name not in own_names()] == []


class Writes:
    """The statements of a request that change something, but for the session that is kept alive."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITING.match(sql) and "django_session" not in sql:
            self.found.append(sql[:200])
        return execute(sql, params, many, context)


def browsers(world: World) -> dict[str, Client]:
    """Everybody at a browser, signed in; the visitor is not."""
    found = {VISITOR: Client()}
    for role, person in world.people.items():
        found[str(role)] = Client()
        found[str(role)].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return found


def walk(name: str, world: World, clients: Mapping[str, Client]) -> dict[str, str]:
    """Whoever is answered otherwise than the matrix says, and what was written; nothing where all is well."""
    page, writes, found = MATRIX[name], Writes(), {}
    where = reverse(name, kwargs={key: attrgetter(subject)(world) for key, subject in page.subject.items()})
    with connection.execute_wrapper(writes):
        for role, client in clients.items():
            if page.asks(role) and (answered := client.get(where).status_code) != page.expected(role):
                found[role] = f"answered {answered}, expected {page.expected(role)}"
    return found | ({"written": "; ".join(writes.found)} if writes.found else {})


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
