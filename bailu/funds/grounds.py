"""Why money is asked for: the papers behind an order, told by the room that asked, which lives above this one."""

from __future__ import annotations

from collections.abc import Callable

from bailu.kernel.words import Words

#: What to read before paying: its name and its address.
Ground = tuple[Words, str]
_told: dict[str, Callable[[int], list[Ground]]] = {}


def register(kind: str, papers: Callable[[int], list[Ground]]) -> None:
    """Hand in who answers for references like "contracts.Claim:5"; ``kind`` is what stands before the colon."""
    _told[kind] = papers


def of(reference: str) -> list[Ground]:
    """The papers behind a reference; none when nobody answers for it."""
    kind, _, pk = reference.partition(":")
    return _told[kind](int(pk)) if kind in _told and pk.isdecimal() else []
