"""In which capacities the person at the screen may act; the organisations hand the answer in, one floor up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from bailu.kernel.actor import ANONYMOUS, Actor
from bailu.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Hat:
    """One organisation the person may act for: the value posted to choose it, its name, the roles there in words."""

    value: str
    organisation: Words
    roles: Words
    current: bool = False


@dataclass(frozen=True, slots=True)
class Wardrobe:
    hats: Callable[[HttpRequest], Sequence[Hat]]
    url_name: str


_in_use: list[Wardrobe] = []


def use(hats: Callable[[HttpRequest], Sequence[Hat]], url_name: str) -> None:
    """Hand in who may be what, and the address to which ``organisation=<value>`` and ``next`` are posted to change it."""
    _in_use[:] = [Wardrobe(hats, url_name)]


def wardrobe() -> Wardrobe | None:
    return _in_use[0] if _in_use else None


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; a visitor when nobody has said."""
    found: Actor = getattr(request, "actor", ANONYMOUS)
    return found
