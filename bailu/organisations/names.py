"""How Chinese names are sorted and found: by pinyin, and by pairs of neighbouring characters."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Value
from pypinyin import lazy_pinyin, load_single_dict

# The general reading is "shà" (a tall building); in this city's names it is always "xià".
load_single_dict({ord("厦"): "xià,shà"})


def sort_key(name: str) -> str:
    """Pinyin with the name behind it; PostgreSQL without ICU cannot order Chinese itself."""
    return f"{' '.join(lazy_pinyin(name)).lower()} {name}"[:400]


def bigrams(text: str) -> str:
    """Every run of two characters: words of two characters, most of what is searched, are found by an index."""
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return " ".join(word[i : i + 2] for word in words for i in range(max(1, len(word) - 1)))


class ToVector(Func):
    function = "to_tsvector"
    template = "%(function)s('simple', %(expressions)s)"
    output_field = SearchVectorField()


def search_vector(*texts: str) -> ToVector:
    """The value of a search column for these texts."""
    return ToVector(Value(bigrams(" ".join(texts))))
