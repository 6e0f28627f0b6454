"""The words of a verb, registered by each room in ``apps.ready``."""

from __future__ import annotations

from collections.abc import Mapping

from bailu.kernel.words import Words

_texts: dict[str, Words] = {}


def register(texts: Mapping[str, Words]) -> None:
    _texts.update(texts)


def text(verb: str) -> str:
    return str(_texts.get(verb, verb))


def known() -> Mapping[str, Words]:
    return _texts
