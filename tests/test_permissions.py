"""Walks the permission matrix: every address, every role."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permission_matrix import MATRIX, NOT_OURS, VISITOR


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


@pytest.fixture
def world(db: None) -> Any:
    """A few purchases at different stations and one person of every role, all in one county."""
    return importlib.import_module("tests.worlds").build()


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_is_answered_as_the_matrix_says(name: str, world: Any) -> None:
    page = MATRIX[name]
    where = reverse(name, kwargs={key: getattr(world, subject) for key, subject in page.subject.items()})
    answered, expected = {}, {}
    for role, person in {**world.people, VISITOR: None}.items():
        client = Client()
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        answered[str(role)] = client.get(where).status_code
        expected[str(role)] = page.expected(str(role))
    assert answered == expected
