"""The short form of ``make faults``: a few kills of each kind, the database away for seconds, mail down, the disk full."""

from __future__ import annotations

from tests.faults.away import database_and_mail_away, full_disk
from tests.faults.scene import peopled, reckon
from tests.faults.under_load import kill_under_load


def test_a_few_kills_lose_nothing_and_do_nothing_twice() -> None:
    with peopled(orders=60) as (made, world):
        # A job whose worker was killed is taken up within two minutes: the long form waits for that.
        load = kill_under_load(made, world, kills=5, seed=14, apart=(0.5, 1.5), jobs=False)
        reckon(made, load, jobs=False)


def test_database_and_mail_away_for_a_while() -> None:
    database_and_mail_away(4)


def test_a_full_disk_is_said_and_what_was_typed_is_kept() -> None:
    full_disk()
