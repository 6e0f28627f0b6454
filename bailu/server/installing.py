"""What turns code and an empty database into an installation; every part may run again without harm."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bailu.kernel import clock, partitions
from bailu.server import messages, postgres
from config.rooms import ROOMS, has


def check_database() -> None:
    """Refuse a database the house cannot stand on (see ``postgres.check_server``)."""
    parameters = connection.get_connection_params()
    known = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
    with psycopg.connect(**known, autocommit=True) as raw:
        postgres.check_server(raw)


def pending() -> bool:
    """Whether migrations wait."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_months() -> None:
    """The months of the big tables, before anything is written: the tick may have slept for longer than it plans ahead."""
    partitions.ensure(partitions.BIG_TABLES, clock.today())


def install(say: Callable[[str], None]) -> None:
    """Texts, tables, reference data and static files. Reference data: ``bailu/<room>/load.py`` with ``load() -> None``."""
    check_database()
    messages.compile_all()
    say("tables")
    call_command("migrate", verbosity=0, interactive=False)
    make_months()
    for room in ROOMS:
        if has(room, "load.py"):
            say(f"reference data: {room}")
            importlib.import_module(f"bailu.{room}.load").load()
    if not settings.DEBUG:
        say("static files")
        call_command("collectstatic", verbosity=0, interactive=False)
