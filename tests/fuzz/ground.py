"""One world for thousands of posts: each is answered in it and taken back, so that every one finds it as it was."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from bailu.kernel import clock
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations import actors
from bailu.ui.actviews import ActView
from tests.fuzz import posts
from tests.fuzz.test_addresses import LOGIN, patterns
from tests.permission_matrix import EVERYBODY, MATRIX
from tests.worlds import World, build

#: Seconds after which a request counts as hanging, on a machine that others use too.
PATIENCE = 20
#: What may differ after a refusal: the session, counted attempts, what was typed (it is kept for its author).
KEPT = ("django_session", "axes_%", "%draft%", "server_counter", "django_migrations", "procrastinate_workers")
WRITING = re.compile(r"\b(insert|update|delete|truncate)\b", re.I)
OF_REQUEST = re.compile(r"django_session|axes_|draft|server_counter|for (no key )?update", re.I)


@contextmanager
def taken_back() -> Iterator[None]:
    """Nothing in here stays; an act may begin its own transaction in it, as in any test."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]
    with atomic:
        yield
        transaction.set_rollback(True)


class Writes:
    """The statements that change something, but for what is kept of every request."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITING.search(sql) and not OF_REQUEST.search(sql):
            self.found.append(sql[:200])
        return execute(sql, params, many, context)


class Hung(AssertionError):
    pass


@contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    def cry(_number: int, _frame: FrameType | None) -> None:
        raise Hung(f"no answer within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, cry)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace"
            " and not relname like any (%s) order by relname",
            [list(KEPT)],
        )
        return [row[0] for row in cursor.fetchall()]


def fingerprint() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a sum over all they say."""
    each = [
        f"select '{name}', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text from \"{name}\" t" for name in tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(each))
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}


def stored() -> set[Path]:
    """The files that are kept."""
    return {path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {before.get(name)} → {after.get(name)}" for name in after if before.get(name) != after[name]]


@dataclass(frozen=True)
class Screen:
    """The screen of an act with a subject, and who may be before it."""

    name: str
    url: str
    view: type[ActView]
    kwargs: Mapping[str, Any]
    roles: tuple[str, ...]


@dataclass(repr=False)
class Ground:
    world: World = field(default_factory=World)
    clients: dict[str, Client] = field(default_factory=dict)

    def open(self) -> None:
        with clock.at(clock.local(2015, 3, 2, 10)):
            self.world = build()
        self.clients["visitor"] = Client()
        for role, person in self.world.people.items():
            self.clients[str(role)] = Client()
            self.clients[str(role)].force_login(person, backend=LOGIN)

    @cached_property
    def before(self) -> dict[str, tuple[int, str]]:
        return fingerprint()

    @cached_property
    def screens(self) -> list[Screen]:
        found = []
        for name, pattern in patterns(get_resolver()):
            view = getattr(pattern.callback, "view_class", None)
            if not (isinstance(view, type) and issubclass(view, ActView)) or name not in MATRIX:
                continue
            page = MATRIX[name]
            kwargs = {key: attrgetter(subject)(self.world) for key, subject in page.subject.items()}
            roles = tuple(sorted(self.world.people)) if EVERYBODY in page.who else tuple(sorted(page.who))
            own = tuple(str(role) for role in roles if str(role) in self.clients)
            found.append(Screen(name, reverse(name, kwargs=kwargs), view, kwargs, own or ("PURCHASER_HEAD",)))
        return found

    def filled(self, screen: Screen, role: str) -> list[posts.Part]:
        """What a careful person of the role would send."""
        request: Any = RequestFactory().get(screen.url)
        person = self.world.people.get(role)
        request.user = person
        request.session = self.clients[role].session
        request.capacity = actors.of_person(person) if person else None
        request.actor = request.capacity.actor if person else actors.ANONYMOUS
        view = screen.view()
        view.setup(request, **screen.kwargs)
        try:
            return posts.filled(view.new_form(None), view.new_sets(None))
        except (Refused, Forbidden, OutOfScope):
            return posts.filled(None, ())

    def post(self, url: str, role: str, parts: list[posts.Part], way: str = "") -> HttpResponseBase:
        body, kind = posts.sent(parts, way)
        cache.clear()
        with patience():
            return self.clients[role].post(url, body, content_type=kind)
