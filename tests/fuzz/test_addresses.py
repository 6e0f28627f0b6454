"""Whatever a browser, a crawler or a mischief sends, the answer is a page or a refusal, never a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LOGIN = "allauth.account.auth_backends.AuthenticationBackend"
NUMBERS = [0, 1, 2**31, 2**63 - 1, 2**63, 10**30]
WORDS = ["P-2015-0001", "N-2015-0001", "x", "白鹭", "350203", "..%2f", "%00", "a" * 300]

odd = st.text(max_size=30) | st.sampled_from(
    ["\x00", "'", '"', "%", "＇", "2015-02-30", "1e999", "-1", "NaN", "∞", "0", "白鹭", "\ud7ff", "<b>"]
)


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", pattern


def places() -> list[str]:
    """Every address of ours, those with arguments several times."""
    found: list[str] = []
    for name, pattern in patterns(get_resolver()):
        converters = pattern.pattern.converters
        for value in range(len(NUMBERS)) if converters else [0]:
            kwargs = {
                key: NUMBERS[value] if type(converter).__name__ == "IntConverter" else WORDS[value % len(WORDS)]
                for key, converter in converters.items()
            }
            try:
                found.append(reverse(name, kwargs=kwargs))
            except NoReverseMatch:
                continue
    return sorted(set(found))


PLACES = places()


@pytest.fixture
def clients(people: Mapping[str, Any]) -> dict[str, Client]:
    made = {"visitor": Client()}
    for role, person in people.items():
        made[str(role)] = Client()
        made[str(role)].force_login(person, backend=LOGIN)
    return made


def query(pairs: dict[str, str]) -> str:
    return "&".join(
        f"{quote_from_bytes(k.encode(errors='replace'))}={quote_from_bytes(v.encode(errors='replace'))}" for k, v in pairs.items()
    )


names = st.sampled_from(
    ["q", "page", "sort", "after", "before", "state", "kind", "year", "format", "from", "to", "organisation", "next", "once"]
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(place=st.sampled_from(PLACES), asked=st.dictionaries(names | odd, odd, max_size=4), data=st.data())
def test_no_question_makes_a_page_fail(clients: dict[str, Client], place: str, asked: dict[str, str], data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(sorted(clients)))
    answer = clients[role].get(place, QUERY_STRING=query(asked))
    assert answer.status_code < 500


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(place=st.sampled_from(PLACES), sent=st.dictionaries(names | odd, odd, max_size=6), data=st.data())
def test_no_form_makes_a_page_fail(clients: dict[str, Client], place: str, sent: dict[str, str], data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(sorted(clients)))
    answer = clients[role].post(place, query(sent), content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["\x00", "'", "-1", "9" * 40, "1e400", "\u202e", "a" * 5000])
def test_every_page_bears_an_odd_value_in_every_field(clients: dict[str, Client], value: str) -> None:
    fields = ("q", "page", "sort", "after", "before", "state", "kind", "year", "format", "from", "to", "organisation", "next", "once")
    failed = [
        (place, role)
        for place in PLACES
        if not any(mark in place for mark in ("0", "1", "2", "9", "%"))  # with an argument: the walks above ask those
        for role in ("AUDITOR", "PURCHASER_CLERK")
        if clients[role].get(place, dict.fromkeys(fields, value)).status_code >= 500
    ]
    assert failed == []
