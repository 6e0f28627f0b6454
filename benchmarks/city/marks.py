"""Where one copy of a purchase differs from the next: marks in its rows, replaced when the copy is written.

A copy has a number of five digits. It goes into every number and key (``P-2015-0007`` becomes ``P-2015-1234507``, the key 42 becomes
1234500042) and behind every second, so that no two copies have the same number, key or moment. The place is another in every copy.
"""

from __future__ import annotations

import re

from benchmarks.city.patterns import PLACE

NUMBER, WHERE, PAIR_1, PAIR_2 = "\x02", "\x03", "\x04", "\x05"
FIRST, NUMBERS = 10_000, 90_000
PLACES = (
    "厦港街道", "中华街道", "滨海街道", "鹭江街道", "开元街道", "梧村街道", "筼筜街道", "莲前街道", "嘉莲街道", "海沧街道", "新阳街道", "嵩屿街道",
    "东孚街道", "湖里街道", "殿前街道", "禾山街道", "江头街道", "金山街道", "集美街道", "侨英街道", "杏林街道", "杏滨街道", "大同街道", "祥平街道",
)  # fmt: skip

_NO = re.compile(r"\b([A-Z])-2015-00(\d\d)(?!\d)")
_KEY = re.compile(r"(?<![\w.])([a-z]+\.[A-Z][A-Za-z]+:)(\d+)(?!\d)")
_MOMENT = re.compile(r"(\d\d:\d\d:\d\d)(\.000000)?(?=\+00)")
_IN_ADDRESS = re.compile(r"/(\d+)(?=/)")
_LEXEME = re.compile(r"'([^']*)':")


def key(value: str) -> str:
    """A key that counts, or a random one."""
    return f"{NUMBER}{int(value):05d}" if value.isdigit() else f"b{NUMBER}{value[6:]}"


def text(value: str) -> str:
    """Numbers of purchases (the budget line is everybody's), keys in words, moments, the place."""
    value = _NO.sub(lambda found: found[0] if found[1] == "B" else f"{found[1]}-2015-{NUMBER}{found[2]}", value)
    value = _KEY.sub(lambda found: found[1] + key(found[2]), value)
    return _MOMENT.sub(rf"\1.{NUMBER}0", value).replace(PLACE, WHERE)


def address(value: str) -> str:
    return _IN_ADDRESS.sub(lambda found: f"/{key(found[1])}", text(value))


def lexemes(value: str) -> str:
    """A search column: the pairs of the place, and the number's digits."""
    marked = {PLACE[:2]: PAIR_1, PLACE[1:3]: PAIR_2}

    def one(found: re.Match[str]) -> str:
        word = found[1]
        return f"'{NUMBER}{word[2:]}':" if re.fullmatch(r"00\d\d", word) else f"'{marked.get(word, word)}':"

    return _LEXEME.sub(one, value)


def filled(marked: str, number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return (
        marked.replace(NUMBER, str(number)).replace(WHERE, place).replace(PAIR_1, place[:2]).replace(PAIR_2, place[1:3])
    )  # fmt: skip
