"""Writes docs/law.md: what law the system knows, with every dated number and where each clause acts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from bailu.law import citations, clauses, params, queries
from bailu.law.clauses import Clause, Instrument

INTRO = """# The law

Every legal number of the system stands in `bailu/law/data/`, with its days, its clause and how sure we are of it. This page is written
from there by `bailu docs`. Summaries are our own words; the original texts prevail. A purchase pins its regime on the day its
procedure opens and keeps it.

A value marked *parameter* is no law: the text is silent, and the office may choose. *Second hand*, *quite sure*, *fairly sure* and
*inferred* should be checked against the original before the system is used for a real purchase.
"""


def generate() -> dict[str, str]:
    """The page by its name under docs/; the same facts always give the same text."""
    with translation.override("en"):
        parts = [
            INTRO,
            "## Parameters\n",
            *_parameters(),
            "## To be checked\n",
            *_unsure(),
            "## Instruments and clauses\n",
            *_instruments(),
        ]
    return {"law.md": "\n".join(parts).rstrip() + "\n"}


def _parameters() -> Iterator[str]:
    yield "| key | meaning | from | value | clause | sureness |"
    yield "|---|---|---|---|---|---|"
    for key in params.all_keys():
        for index, param in enumerate(params.history(key)):
            name = (f"`{key}`", f"{param.title.en}. {param.note.en}".strip().rstrip(".")) if index == 0 else ("", "")
            yield _row(*name, str(param.since), param.wording(), f"`{param.clause}` {param.cited}", param.sureness_label)
    yield ""


def _unsure() -> Iterator[str]:
    """Numbers of the law (not our parameters) that nobody has yet read in the original."""
    yield "| key | from | value | sureness |"
    yield "|---|---|---|---|"
    for key in params.all_keys():
        for param in params.history(key):
            if param.sureness not in ("verified", "parameter"):
                yield _row(f"`{key}`", str(param.since), param.wording(), param.sureness_label)
    yield ""


def _instruments() -> Iterator[str]:
    places = citations.everything()
    for instrument in clauses.instruments():
        entered = clauses.of(instrument.id)
        yield f"### {instrument.title.en}\n"
        yield f"{instrument.title.zh}{_number(instrument)}. {instrument.issuer.en}. {queries.span(instrument)}. `{instrument.id}`\n"
        if not entered:
            continue
        yield "| id | clause | says | acts in |"
        yield "|---|---|---|---|"
        for clause in entered:
            yield _row(f"`{clause.id}`", f"{clause.article.zh} {clause.title.en}".strip(), clause.summary.en, _acts(clause, places))
        yield ""


def _acts(clause: Clause, places: dict[str, dict[str, citations.Citation]]) -> str:
    return ", ".join(f"`{where}`" for where in sorted(places.get(clause.id, {})))


def _number(instrument: Instrument) -> str:
    return f" ({instrument.number})" if instrument.number else ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
