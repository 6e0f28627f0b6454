"""Queries of the busiest pages, compiled once a process.

Building a query and turning it into SQL costs more than running it. A prepared query is built and compiled for each kind of reader (roles,
kind of organisation, county) with stand-ins for who reads and what is asked for; every further call puts the true values in their
places. What a reader may see is still decided by the room's own ``visible_to``, which the stand-in passes like everybody.

PostgreSQL keeps such a query prepared too, once a connection: planning ten joins takes it twenty times longer than running them.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet

from bailu.kernel.actor import SYSTEM, Actor

Value = int | str | dt.date | dt.datetime
#: No row has such a key, no text such a content, no day such a year.
_NUMBER, _TEXT, _DAY = 7_000_000_000_000_000, "\x01stand-in ", dt.datetime(8000, 1, 1, tzinfo=dt.UTC)
MOST_KINDS = 500
#: Plans one connection keeps, some 50 KB each.
MOST_PLANS = 200


class _PreparingCursor(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, prepare=True, **how)  # type: ignore[misc]

    def _send_query_prepared(self, name: bytes, pgq: Any, **how: Any) -> None:
        self._query = pgq  # what Django writes down as the last query
        super()._send_query_prepared(name, pgq, **how)  # type: ignore[misc]


class _Preparing:
    """The connection, but its cursors keep what they execute prepared (where ``prepare_threshold`` of the settings allows it)."""

    def __init__(self) -> None:
        self._plain = connections[DEFAULT_DB_ALIAS]
        self.features, self.ops = self._plain.features, self._plain.ops

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

    def cursor(self) -> Any:
        self._plain.ensure_connection()
        driver = self._plain.connection
        driver.prepared_max, usual, driver.cursor_factory = MOST_PLANS, driver.cursor_factory, _PreparingCursor
        try:
            return self._plain.cursor()
        finally:
            driver.cursor_factory = usual


@dataclass(frozen=True, slots=True)
class _Compiled:
    """``parameters``: the stand-ins in the order of their places; what is the same for every reader of the kind stands in ``sql``."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    converters: Mapping[int, Any]


def cursor() -> Any:
    """For the statements every act runs: PostgreSQL keeps their plans too."""
    return _Preparing().cursor()


class Prepared:
    """``rows = Prepared(lambda actor, no: Project.objects.visible_to(actor).filter(no=no)[:1])``, then ``rows(actor, "P-2015-0001")``.

    ``build`` may use of the actor its roles, kind, function, county and division as it likes, its two keys only as values of conditions;
    what depends on the clock is handed in. Gives the list of rows.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.known: dict[object, _Compiled | None] = {}

    def __call__(self, actor: Actor, *values: Value) -> list[Any]:
        kind = _kind(actor, values)
        if kind not in self.known:
            if len(self.known) >= MOST_KINDS:
                self.known.clear()
            self.known[kind] = _compile(self.build, actor, values)
        compiled = self.known[kind]
        if compiled is None:
            return []
        true: dict[Any, Any] = {_NUMBER: actor.user_id, _NUMBER + 1: actor.organisation_id}
        true |= dict(zip(_stand_ins(values), values, strict=True))
        return list(_bound(compiled, true))


def _kind(actor: Actor, values: Sequence[Value]) -> object:
    roles = "system" if actor.is_system else actor.roles
    known = (actor.user_id is None, actor.organisation_id is None, actor.organisation_kind, actor.organisation_function)
    return (roles, *known, actor.county, actor.division, *map(type, values))


def _stand_in(actor: Actor) -> Actor:
    return Actor(
        user_id=actor.user_id and _NUMBER,
        name="",
        organisation_id=actor.organisation_id and _NUMBER + 1,
        organisation_kind=actor.organisation_kind,
        organisation_function=actor.organisation_function,
        roles=actor.roles,
        county=actor.county,
        division=actor.division,
    )


def _stand_ins(values: Sequence[Value]) -> list[Value]:
    found: list[Value] = []
    for place, value in enumerate(values, 2):
        moment = _DAY + dt.timedelta(days=place)
        if isinstance(value, str):
            found.append(f"{_TEXT}{place}")
        elif isinstance(value, dt.date):
            found.append(moment if isinstance(value, dt.datetime) else moment.date())
        else:
            found.append(_NUMBER + place)
    return found


def _compile(build: Callable[..., QuerySet[Any]], actor: Actor, values: Sequence[Value]) -> _Compiled | None:
    stand_ins = _stand_ins(values)
    rows = build(SYSTEM if actor.is_system else _stand_in(actor), *stand_ins)
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    open_places = {_NUMBER, _NUMBER + 1, *stand_ins}
    _check(parameters, open_places)
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return _Compiled(rows, compiler, *_with_fixed_values(sql, parameters, open_places), converters)


def _with_fixed_values(sql: str, parameters: Sequence[Any], open_places: set[Any]) -> tuple[str, tuple[Any, ...]]:
    """Fixed values become part of the text: PostgreSQL plans with them, and need not guess their types."""
    given, left = iter(parameters), []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(given)
        if _is_open(value, open_places):
            left.append(value)
            return "%s"
        return str(connection.ops.compose_sql("%s", [value])).replace("%", "%%")  # type: ignore[attr-defined]

    return re.sub("%s|%%", place, sql), tuple(left)


def _is_open(value: Any, open_places: set[Any]) -> bool:
    return isinstance(value, str | int | dt.date) and value in open_places


def _check(parameters: Sequence[Any], stand_ins: set[Any]) -> None:
    """A moment would stand still, and a stand-in that became part of something else would stay in the query."""
    for value in parameters:
        if _is_open(value, stand_ins):
            continue
        if isinstance(value, dt.date) or _TEXT in str(value) or str(_NUMBER)[:12] in str(value):
            raise TypeError(f"a prepared query cannot hold {value!r}: hand it in as a value")


def _bound(compiled: _Compiled, true: Mapping[Any, Any]) -> QuerySet[Any]:
    parameters = tuple(true[value] for value in compiled.parameters)
    compiler = copy.copy(compiled.compiler)
    compiler.connection = _Preparing()
    compiler.as_sql = lambda *_args, **_kwargs: (compiled.sql, parameters)
    compiler.get_converters = lambda _columns: dict(compiled.converters)
    query = copy.copy(compiled.queryset.query)
    query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
    rows = compiled.queryset.__class__(model=compiled.queryset.model, query=query)
    for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
        setattr(rows, name, getattr(compiled.queryset, name))
    return rows
