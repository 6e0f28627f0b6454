"""The command ``bailu``. Lines are short on purpose: what a command does lives in ``bailu.server`` and in the rooms.

This is the one place that looks rooms up by name, so that a command costs nothing until it is called.
"""

from __future__ import annotations

import os
import sys


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def _database() -> None:
    from bailu.server import postgres

    if not postgres.external():
        postgres.own().ensure()


def manage(arguments: list[str]) -> int:
    """Any Django command, with the embedded database up."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    _database()
    execute_from_command_line(["bailu manage", *arguments])
    return 0


COMMANDS = {"manage": manage}


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    return COMMANDS[given[0]](given[1:])


if __name__ == "__main__":
    sys.exit(main())
