"""What the house stands on is away for a minute; people are told, nothing is lost, nobody has to come."""

from __future__ import annotations

from tests.faults.away import database_and_mail_away, full_disk


def test_database_away_for_a_minute_and_mail_down() -> None:
    database_and_mail_away(60)


def test_a_full_disk_is_said_and_what_was_typed_is_kept() -> None:
    full_disk()
