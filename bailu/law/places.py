"""Where a clause acts, in the words of those who work: by room, the things done under it and the screens they are done on.

Nobody keeps a list. The moves of lifecycles carry their clause; the code is read for citations; a screen of an act names the policy
it asks and the command it calls, so that what is cited in them can be said with the screen's own title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from bailu.kernel.words import Words
from bailu.law import citations
from bailu.law.citations import Citation


@dataclass(frozen=True)
class Screen:
    """A page with a title; ``url`` where it needs nothing to be opened."""

    title: Words
    url: str
    code: str


@dataclass(frozen=True)
class Deed:
    """Something done under the clause: in words, with its screen where that can be opened at once, and where it is written."""

    label: Words
    url: str
    code: tuple[str, ...]


@dataclass(frozen=True)
class RoomPlaces:
    """What one room does under the clause, its register to look at, and the code that only reckons."""

    name: Words
    register: Screen | None
    deeds: tuple[Deed, ...]
    code: tuple[str, ...]


def of(clause_id: str) -> list[RoomPlaces]:
    """In the order of a purchase: rooms as they are installed."""
    by_room: dict[str, list[Citation]] = {}
    for citation in citations.of(clause_id):
        by_room.setdefault(citation.where.partition(".")[0], []).append(citation)
    order = [config.label for config in apps.get_app_configs()]
    rooms = sorted(by_room, key=lambda room: order.index(room) if room in order else len(order))
    return [_room(room, by_room[room]) for room in rooms]


def _room(room: str, found: Iterable[Citation]) -> RoomPlaces:
    named, registers = _screens()
    deeds: dict[str, tuple[str, list[str]]] = {}
    code = []
    for citation in found:
        screen = named.get(citation.where)
        label = str(citation.label or (screen.title if screen else ""))
        if not label:
            code.append(citation.where)
            continue
        url, places = deeds.get(label, ("", []))
        deeds[label] = (url or (screen.url if screen else ""), [*places, citation.where])
    config = apps.app_configs.get(room)
    name: Words = config.verbose_name if config else room
    told = tuple(Deed(label, url, tuple(places)) for label, (url, places) in sorted(deeds.items()))
    return RoomPlaces(name, registers.get(room), told, tuple(code))


@cache
def _screens() -> tuple[dict[str, Screen], dict[str, Screen]]:
    """By the name of the view, of the command it calls and of the policy it asks; and the first register of each room."""
    named: dict[str, Screen] = {}
    registers: dict[str, Screen] = {}
    for view, name in _views(get_resolver().url_patterns, ""):
        title = getattr(view, "title", "")
        where = _where(view)
        if not title or not where:
            continue
        screen = Screen(title, _address(name), where)
        for code in (where, *(_where(getattr(view, part, None)) for part in ("command", "policy"))):
            if code:
                named.setdefault(code, screen)
        if getattr(view, "columns", ()) and screen.url:
            registers.setdefault(where.partition(".")[0], screen)
    return named, registers


def _views(patterns: Iterable[URLPattern | URLResolver], space: str) -> Iterator[tuple[type[Any], str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _views(pattern.url_patterns, inner)
        elif (view := getattr(pattern.callback, "view_class", None)) is not None:
            yield view, f"{space}{pattern.name}"


def _where(thing: Any) -> str:
    """planning.commands.needs.start_need, as the scan of the code says it; acts are wrapped."""
    thing = getattr(thing, "function", thing)
    module, name = getattr(thing, "__module__", ""), getattr(thing, "__qualname__", "")
    return f"{module.removeprefix('bailu.')}.{name}" if name and module.startswith("bailu.") else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
