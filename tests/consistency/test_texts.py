from __future__ import annotations

import re

import pytest

from bailu.server import messages
from config.rooms import ROOMS

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_has_its_english(room: str) -> None:
    assert messages.faults(room) == []


@pytest.mark.parametrize("room", ROOMS)
def test_english_fills_the_same_places(room: str) -> None:
    found = []
    for message in messages.read(room):
        if not message.id:
            continue
        asked = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        for english in (message.string,) if isinstance(message.string, str) else message.string:
            filled = set(PLACEHOLDER.findall(english))
            # The singular may leave the number out.
            if english and (filled - asked or (isinstance(message.id, str) and filled != asked)):
                found.append(f"{message.id} ≠ {english}")
    assert found == []
