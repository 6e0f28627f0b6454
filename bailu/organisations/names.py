"""How Chinese names are sorted: by pinyin."""

from __future__ import annotations

from pypinyin import lazy_pinyin, load_single_dict

# The general reading is "shà" (a tall building); in this city's names it is always "xià".
load_single_dict({ord("厦"): "xià,shà"})


def sort_key(name: str) -> str:
    """Pinyin with the name behind it; PostgreSQL without ICU cannot order Chinese itself."""
    return f"{' '.join(lazy_pinyin(name)).lower()} {name}"[:400]
