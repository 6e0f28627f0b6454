"""The command ``bailu``: every way to set up, run, check and look after an installation.

This is the one place that looks modules up by name, when a command is called: a command costs nothing until then, and
the settings are read only after the database stands.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import Any


def say(text: str) -> None:
    print(text, flush=True)


def _django(*, database: bool = True) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if database:
        postgres = importlib.import_module("bailu.server.postgres")
        if not postgres.external():
            postgres.own().ensure()
    importlib.import_module("django").setup()


def _call(target: str, *arguments: Any) -> int:
    module, name = target.split(":")
    return int(getattr(importlib.import_module(module), name)(*arguments) or 0)


def setup(_: argparse.Namespace) -> int:
    _django()
    importlib.import_module("bailu.server.installing").install(say)
    return 0


def run(given: argparse.Namespace) -> int:
    supervisor = importlib.import_module("bailu.server.supervisor")
    if not supervisor.port_is_free(given.host, given.port):
        say(f"Port {given.port} is taken; choose another with --port.")
        return 1
    with supervisor.database():
        _django(database=False)
        installing = importlib.import_module("bailu.server.installing")
        installing.check_database()
        if installing.pending():
            say("The tables are not those of this version: run `bailu setup` first.")
            return 1
        installing.make_months()
        importlib.import_module("django.db").connections.close_all()
        return int(supervisor.serve(given.host, given.port, given.workers, say))


def worker(given: argparse.Namespace) -> int:
    _django(database=not given.wait)
    importlib.import_module("bailu.server.upkeep").wait_for_database(say)
    importlib.import_module("django.core.management").call_command(
        "procrastinate", "worker", "--concurrency", "1", "--shutdown-graceful-timeout", "15"
    )
    return 0


def manage(given: argparse.Namespace) -> int:
    _django()
    importlib.import_module("bailu.server.messages").compile_all()
    importlib.import_module("django.core.management").execute_from_command_line(["bailu manage", *given.rest])
    return 0


def messages(given: argparse.Namespace) -> int:
    module = importlib.import_module("bailu.server.messages")
    rooms = given.rooms or importlib.import_module("config.rooms").ROOMS
    if given.check:
        faults = [line for room in rooms for line in module.faults(room)]
        say("\n".join(faults) if faults else "Every text has its English.")
        return 1 if faults else 0
    for room in rooms:
        say(f"{room}: {module.update(room)} without English")
    return 0


def docs(given: argparse.Namespace) -> int:
    _django(database=False)
    module = importlib.import_module("bailu.server.generated")
    if given.check:
        stale = module.stale()
        say(f"Out of date: {', '.join(stale)}; run `bailu docs`." if stale else "Generated documents are up to date.")
        return 1 if stale else 0
    say(f"Written: {', '.join(module.write()) or 'nothing, all are up to date'}.")
    return 0


def audit(_: argparse.Namespace) -> int:
    _django()
    return _call("bailu.audit.verify:verify_all", say)


def backup(given: argparse.Namespace) -> int:
    module = importlib.import_module("bailu.server.backup")
    return int(module.backup(Path(given.where), say, keys=not given.without_keys))


def restore(given: argparse.Namespace) -> int:
    # The settings are read only after the keys are in place.
    importlib.import_module("bailu.server.backup").restore(Path(given.file), say, replace=given.replace)
    _django()
    if importlib.import_module("bailu.server.installing").pending():
        say("The tables are those of an older version: run `bailu setup`, then `bailu audit verify`.")
        return 0
    return _call("bailu.audit.verify:verify_all", say)


def opendata(given: argparse.Namespace) -> int:
    _django()
    return _call("bailu.publicity.export:export", given.directory)


def demo(given: argparse.Namespace) -> int:
    os.environ["BAILU_DEMO_CLOCK"] = "1"
    # The demonstration's people have no telephones.
    os.environ.setdefault("BAILU_SECOND_FACTOR", "0")
    with importlib.import_module("bailu.server.supervisor").database():
        _django(database=False)
        return _call("bailu.demo.run:main", given.rest)


def pg(given: argparse.Namespace) -> int:
    cluster = importlib.import_module("bailu.server.postgres").own()
    if given.what == "start":
        cluster.ensure()
        say(cluster.url)
    elif given.what == "stop":
        with cluster.lock():
            say("stopped" if cluster.stop() else "was not running")
    else:
        say("running" if cluster.answers() else "not running")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bailu", description="白鹭 Bailu")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, function: Any, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(function=function)
        return command

    add("setup", setup, "tables, reference data, texts, static files; may run again")
    running = add("run", run, "database, web and worker together until Ctrl-C")
    running.add_argument("--host", default="127.0.0.1")
    running.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    running.add_argument("--workers", type=int, default=2)
    add("worker", worker, "the worker alone (jobs and the tick)").add_argument(
        "--wait", action="store_true", help="wait for the database instead of starting the embedded one"
    )
    add("manage", manage, "any command of Django")
    texts = add("messages", messages, "update the English of the rooms from their sources")
    texts.add_argument("rooms", nargs="*")
    texts.add_argument("--check", action="store_true", help="change nothing, list what is missing")
    add("docs", docs, "write the generated documents").add_argument(
        "--check", action="store_true", help="change nothing, tell what is stale"
    )
    add("audit", audit, "verify the whole record of acts").add_argument("what", choices=["verify"])
    saving = add("backup", backup, "database, files and keys into one archive; may run while people work")
    saving.add_argument("where", metavar="FILE|FOLDER")
    saving.add_argument("--without-keys", action="store_true", help="leave the keys out, to keep them apart")
    putting = add("restore", restore, "check an archive, put it back, verify the record of acts")
    putting.add_argument("file", metavar="FILE")
    putting.add_argument("--replace", action="store_true", help="in the place of what is there")
    data = add("opendata", opendata, "open contracting data to a folder")
    data.add_argument("what", choices=["export"])
    data.add_argument("directory")
    add("demo", demo, "replay three purchases and show them")
    add("pg", pg, "the embedded database").add_argument("what", choices=["start", "stop", "status"])
    return parser


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    # The words after these two are for another parser.
    passed_on = words[1:] if words[:1] in (["manage"], ["demo"]) else []
    given = _parser().parse_args(words[: len(words) - len(passed_on)])
    given.rest = passed_on
    try:
        return int(given.function(given))
    except Exception as error:
        # What an operator can mend is one sentence; everything else keeps its traceback.
        if type(error).__name__ in {"PostgresError", "ImproperlyConfigured", "BackupError"}:
            print(f"bailu: {error}", file=sys.stderr)
            return 2
        raise


if __name__ == "__main__":
    sys.exit(main())
