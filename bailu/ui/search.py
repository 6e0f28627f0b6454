"""Chinese full-text search in PostgreSQL without a dictionary: pairs of neighbouring characters.

Two characters are a word, so a trigram index does not help; a ``tsvector`` of bigrams with a GIN index answers in
milliseconds. The act that writes a record fills its ``search`` column with ``vector(...)``; a register asks ``matches``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, QuerySet, Value

M = TypeVar("M", bound=Model)
_CHINESE = "㐀-鿿豈-﫿\U00020000-\U000323af"
_RUNS = re.compile(f"([{_CHINESE}]+)|([^\\W_{_CHINESE}]+)")
CONFIG = "simple"


def _runs(text: str) -> list[tuple[str, bool]]:
    """Stretches of Chinese (True) and of letters and digits (False), in one spelling: full width and case do not matter."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return [(match[0], match[1] is not None) for match in _RUNS.finditer(plain)]


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)]


def bigrams(text: str) -> str:
    """白鹭社工 → 白鹭 鹭社 社工 工; words of letters and digits stay whole. The last character stands alone, so that it is found."""
    words: list[str] = []
    for run, chinese in _runs(text):
        words += [*_pairs(run), run[-1]] if chinese else [run]
    return " ".join(words)


def vector(*texts: str) -> SearchVector:
    """The value for a ``SearchVectorField``: set it in the act that writes the record."""
    return SearchVector(Value(bigrams(" \n ".join(texts))), config=CONFIG)


def _expression(term: str) -> str:
    """One term of the question: its pairs must follow one another; a word or a lone character may go on.

    Behind a longer Chinese stretch its last character stands alone in the column, so what follows is two places away.
    """
    text, gap = "", ""
    runs = _runs(term)
    for place, (run, chinese) in enumerate(runs):
        pairs = _pairs(run) if chinese else []
        open_end = ":*" if place == len(runs) - 1 and not pairs else ""
        text += gap + " <-> ".join(f"'{lexeme}'" for lexeme in pairs or [run]) + open_end
        gap = " <2> " if pairs else " <-> "
    return f"({text})" if text else ""


def query(text: str) -> SearchQuery | None:
    """All terms, parted by blanks, must be found; nothing when there is nothing to look for."""
    terms = [expression for expression in map(_expression, text.split()[:8]) if expression]
    return SearchQuery(" & ".join(terms), config=CONFIG, search_type="raw") if terms else None


def matches(rows: QuerySet[M, Any], text: str, field: str = "search") -> QuerySet[M, Any]:
    """Those whose ``search`` column answers the text; all of them when the text asks for nothing."""
    asked = query(text)
    return rows if asked is None else rows.filter(**{field: asked})
