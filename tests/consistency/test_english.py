"""One term for one thing: a Chinese text has the same English in every room, for the first room's would win on all pages."""

from __future__ import annotations

from collections import defaultdict

from bailu.server import messages
from config.rooms import ROOMS


def test_a_text_has_one_english_in_all_rooms() -> None:
    said: defaultdict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in ROOMS:
        for message in messages.read(room):
            if message.id and isinstance(message.id, str) and isinstance(message.string, str) and message.string:
                said[message.context, message.id][message.string].append(room)
    assert {text: dict(english) for (_context, text), english in said.items() if len(english) > 1} == {}
