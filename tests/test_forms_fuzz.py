"""The short form of ``make fuzz``: every screen of an act once with something odd in it, every address for programs asked oddly."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import api_schema
from tests.fuzz import posts
from tests.fuzz.ground import Ground
from tests.fuzz.shared import MOMENT, ground, quiet
from tests.fuzz.trial import Trials, accepted

__all__ = ["ground", "quiet"]
pytestmark = [pytest.mark.django_db, pytest.mark.at(MOMENT), pytest.mark.usefixtures("quiet")]

ODD: tuple[posts.Value, ...] = (
    posts.SCRIPT, "\ud800", "1e999", "a\x00b", "9999-12-31", "NaN", "{{ 7*7 }}", b"\xff\xfe", "１２", "\u202e", "0001-01-01", "9" * 40,
    posts.bomb(), "-0", "=1+1", "2015-02-30",
)  # fmt: skip


def test_every_screen_bears_something_odd_and_changes_nothing_by_halves(ground: Ground) -> None:
    trials = Trials(ground)
    for number, screen in enumerate(ground.screens):
        parts = ground.filled(screen, screen.roles[0])
        fields = [place for place, (name, _value) in enumerate(parts) if name not in ("once", "confirm")]
        if fields:
            place = fields[number % len(fields)]
            parts[place] = (parts[place][0], ODD[number % len(ODD)])
        trials.post(screen, screen.roles[0], parts)
    trials.hold()
    assert len(ground.screens) > 100
    assert len(accepted) >= 15, sorted(accepted)


asked = st.dictionaries(
    st.sampled_from(("q", "stage", "method", "district", "population", "after", "limit", "on", "instrument")),
    st.sampled_from([posts.raw(text) for text in (*posts.TEXTS, *posts.NUMBERS, *posts.DATES) if len(text) < 3000])
    | st.binary(max_size=20),
    max_size=3,
)
places = st.sampled_from(sorted(path for path, _operation in api_schema.operations()))
words = st.sampled_from(("P-2015-0001", "PL2014:35", "procurement.tender_min_days", "x", "%ff", "..", "白鹭", "%00", "a" * 300))


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(path=places, word=words, pairs=asked)
def test_no_question_of_a_program_is_a_failure_or_answered_otherwise_than_promised(path: str, word: str, pairs: dict[str, bytes]) -> None:
    query = "&".join(f"{name}=" + "".join(f"%{byte:02x}" for byte in value) for name, value in pairs.items())
    answer = Client().get(re.sub(r"\{\w+\}", word, path), QUERY_STRING=query)
    if answer.status_code == 404 and ".." in word:
        return
    assert api_schema.differences(path, answer) == []
