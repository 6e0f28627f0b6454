"""Texts and their English, room by room. Chinese is the source language; no gettext programs are needed.

``extract`` finds every text in a room's Python and templates, ``update`` writes the room's ``.po`` keeping what is
translated, ``compile_all`` makes the ``.mo`` files that Django reads (they are not committed).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from config.rooms import HOUSE, ROOMS

Id = str | tuple[str, ...]
Key = tuple[Id, str | None]

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_now": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# A translated word inside a component's expression, such as :label="_('金额')", which Django's own extractor does not see.
IN_ATTRIBUTE = re.compile(r"""_\((?:'([^']+)'|"([^"]+)")\)""")
DATED = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\n', re.M)


def po_path(room: str) -> Path:
    return HOUSE / room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _from_python(source: str) -> Iterator[Key]:
    for _line, message, _comments, context in babel_extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield (tuple(message) if isinstance(message, list | tuple) else message), context


def _from_template(source: str) -> Iterator[Key]:
    # Django turns what is not a text into X's and keeps the indentation, which means nothing in Python.
    flat = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    calls = re.findall(r"""\bn?p?gettext\(.*?(?<!\\)['"]\s*(?:,\s*count)?\)""", flat)
    yield from _from_python("\n".join(calls))
    for single, double in IN_ATTRIBUTE.findall(source):
        yield single or double, None


def extract(room: str) -> set[Key]:
    """Every text of a room, in memory."""
    found: set[Key] = set()
    for path in sorted((HOUSE / room).rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(_from_python(path.read_text()))
    for path in sorted((HOUSE / room).rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml", ".webmanifest"}:
            found.update(_from_template(path.read_text()))
    return {key for key in found if key[0]}


def read(room: str) -> Catalog:
    path = po_path(room)
    if not path.exists():
        return Catalog(locale="en", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def known(room: str) -> dict[Key, bool]:
    """Texts of the room's catalogue, each with whether its English is complete and not doubtful."""
    return {
        (m.id if isinstance(m.id, str) else tuple(m.id), m.context): bool(m.string and all(_parts(m.string)) and not m.fuzzy)
        for m in read(room)
        if m.id
    }


def _parts(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def update(room: str) -> int:
    """Rewrite the room's ``.po`` from its sources; gives the number of texts that still lack English."""
    wanted, old = extract(room), read(room)
    if not wanted:
        return 0
    new = Catalog(locale="en", domain="django", project="bailu", fuzzy=False, charset="utf-8")
    for message_id, context in wanted:
        single = message_id if isinstance(message_id, str) else message_id[0]
        kept = old.get(single, context)
        # A text may have become one with a plural or the reverse; then its English is asked for again.
        same = kept is not None and isinstance(kept.id, str) == isinstance(message_id, str)
        new.add(message_id, kept.string if kept and same else None, context=context, flags=kept.flags if kept and same else ())
    target = io.BytesIO()
    write_po(target, new, width=140, no_location=True, sort_output=True, ignore_obsolete=True)
    text = DATED.sub("", target.getvalue().decode()).split('msgid ""', 1)[1]
    path = po_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'# English of the room {room}.\nmsgid ""{text.rstrip()}\n')
    compile_room(room)
    return sum(not complete for complete in known(room).values())


def compile_room(room: str) -> None:
    path = po_path(room)
    if path.exists():
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            fresh = io.BytesIO()
            write_mo(fresh, read(room))
            passing = target.with_suffix(".mo.new")
            passing.write_bytes(fresh.getvalue())
            passing.replace(target)


def compile_all() -> None:
    for room in ROOMS:
        compile_room(room)


def faults(room: str) -> list[str]:
    """What is wrong with a room's English, one line each: missing, untranslated, doubtful, left over."""
    wanted, have = extract(room), known(room)
    lines = [f"{room}: no English: {key[0]}" for key in wanted if not have.get(key)]
    lines += [f"{room}: no longer used: {key[0]}" for key in have if key not in wanted]
    return sorted(lines)
