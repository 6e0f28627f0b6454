"""Every screen of an act, filled in sensibly and then made worse: no failure, no hang, no change by what is refused."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import posts
from tests.fuzz.ground import Ground
from tests.fuzz.shared import MOMENT
from tests.fuzz.trial import Trials, accepted, trial
from tests.permission_matrix import MATRIX

pytestmark = [pytest.mark.django_db, pytest.mark.at(MOMENT), pytest.mark.usefixtures("quiet")]
walks = settings(suppress_health_check=list(HealthCheck), deadline=None)


@walks
@given(data=st.data())
def test_no_post_makes_a_screen_fail_hang_or_change_by_halves(ground: Ground, data: st.DataObject) -> None:
    screen = data.draw(st.sampled_from(ground.screens), label="screen")
    role = data.draw(st.sampled_from(screen.roles), label="role")
    parts = data.draw(posts.worse(ground.filled(screen, role)), label="parts")
    trial(ground, screen, role, parts, data.draw(st.sampled_from(posts.WAYS), label="way"), again=data.draw(st.booleans()))


@walks
@given(data=st.data())
def test_nobody_without_the_right_gets_further_by_a_mangled_post(ground: Ground, data: st.DataObject) -> None:
    screen = data.draw(st.sampled_from([each for each in ground.screens if len(each.roles) < 6]), label="screen")
    role = data.draw(st.sampled_from(sorted(set(ground.clients) - set(screen.roles))), label="role")
    parts = data.draw(posts.worse(ground.filled(screen, screen.roles[0]), most=2), label="parts")
    expected = MATRIX[screen.name].expected(role)
    status = trial(ground, screen, role, parts)
    assert status != 303 or expected == 200


def test_every_field_of_every_screen_bears_every_odd_value(ground: Ground) -> None:
    """Without chance: each field in turn, a different slice of the values for each."""
    values: list[posts.Value] = [*posts.TEXTS, *posts.NUMBERS, *posts.DATES]
    at, trials = 0, Trials(ground)
    for screen in ground.screens:
        parts = ground.filled(screen, screen.roles[0])
        for place, (name, _value) in enumerate(parts):
            at = (at + 7) % len(values)
            worse: list[posts.Part] = [*parts[:place], (name, values[at]), *parts[place + 1 :]]
            trials.post(screen, screen.roles[0], [("once", str(uuid.uuid4())), *worse])
    trials.hold()


def test_every_form_with_a_file_bears_every_odd_file(ground: Ground) -> None:
    tried, trials = 0, Trials(ground)
    for screen in ground.screens:
        parts = ground.filled(screen, screen.roles[0])
        for place, (name, value) in enumerate(parts):
            if isinstance(value, posts.File):
                for file in posts.FILES:
                    trials.post(screen, screen.roles[0], [*parts[:place], (name, file), *parts[place + 1 :]], again=True)
                    tried += 1
    trials.hold()
    assert tried >= 3 * len(posts.FILES)


def test_sensible_posts_are_acted_on_so_that_the_walks_reach_the_acts(ground: Ground) -> None:
    trials = Trials(ground)
    for screen in ground.screens:
        for role in screen.roles[:4]:
            trials.post(screen, role, ground.filled(screen, role), again=True)
    trials.hold()
    assert len(accepted) >= 30, sorted(accepted)


def test_no_number_of_rows_keeps_a_screen_busy(ground: Ground) -> None:
    """A form says how many rows it has: whatever it says, no more are drawn than a person could fill in."""
    trials, tried = Trials(ground), 0
    for screen in ground.screens:
        parts = ground.filled(screen, screen.roles[0])
        for count in ("1001", "99999999", "9" * 30):
            worse: list[posts.Part] = [(name, count if name.endswith("TOTAL_FORMS") else value) for name, value in parts]
            if worse != parts:
                trials.post(screen, screen.roles[0], worse)
                trials.post(screen, screen.roles[0], [*worse, ("_add", parts[-1][0].partition("-")[0])])
                tried += 1
    trials.hold()
    assert tried > 10


def test_a_number_that_refuses_to_be_compared_is_turned_away_at_the_door(ground: Ground) -> None:
    """Django fails on a signalling NaN in a row that had a value before."""
    screen = next(each for each in ground.screens if each.name == "planning:set_costing")
    for value in ("sNaN", " -SNAN12 "):
        parts: list[posts.Part] = [
            (name, value if name.endswith("price") else said) for name, said in ground.filled(screen, "PURCHASER_CLERK")
        ]
        assert trial(ground, screen, "PURCHASER_CLERK", parts) == 400
