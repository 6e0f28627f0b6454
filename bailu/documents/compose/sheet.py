"""Reading the data of a document as print: each accessor writes （假定）behind what is only assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bailu.documents import words


@dataclass(frozen=True)
class Sheet:
    """A dict of the data, or one row of it, with the path at which it stands."""

    data: Mapping[str, Any]
    assumed: frozenset[str] = frozenset()
    path: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sheet:
        return cls(data, frozenset(data.get("assumed") or ()))

    def has(self, key: str) -> bool:
        value = self.data.get(key)
        return value is not None and value != "" and value != []

    def is_assumed(self, key: str) -> bool:
        """Whether the fact at this key, by itself, is an assumption (what lies under an assumed list is said once, at its head)."""
        return f"{self.path}{key}" in self.assumed

    def mark(self, key: str) -> str:
        return words.ASSUMED if self.is_assumed(key) else ""

    def text(self, key: str, default: str = "") -> str:
        return words.clean(str(self.data[key])) + self.mark(key) if self.has(key) else default

    def number(self, key: str, default: str = "") -> str:
        return words.number(self.data[key]) + self.mark(key) if self.has(key) else default

    def money(self, key: str, default: str = "") -> str:
        """508,000.00, for columns headed in yuan."""
        return words.money(self.data[key]) + self.mark(key) if self.has(key) else default

    def money_or_words(self, key: str) -> str:
        """An amount, or the words that stand in its place."""
        return self.money(key) if words.is_number(self.data.get(key)) else self.text(key, "—")

    def yuan(self, key: str, default: str = "") -> str:
        return words.money(self.data[key]) + "元" + self.mark(key) if self.has(key) else default

    def yuan_in_words(self, key: str) -> str:
        """人民币508,000.00元（大写：伍拾万捌仟元整）"""
        if not self.has(key):
            return ""
        capital = words.money_in_words(Decimal(str(self.data[key])))
        return f"人民币{words.money(self.data[key])}元（大写：{capital}）{self.mark(key)}"

    def day(self, key: str, default: str = "") -> str:
        return words.day(str(self.data[key])) + self.mark(key) if self.has(key) else default

    def points(self, key: str, default: str = "") -> str:
        return words.points(self.data[key]) + self.mark(key) if self.has(key) else default

    def day_short(self, key: str, default: str = "") -> str:
        return words.day_short(str(self.data[key])) + self.mark(key) if self.has(key) else default

    def moment(self, key: str, default: str = "") -> str:
        return words.moment(str(self.data[key])) + self.mark(key) if self.has(key) else default

    def moment_short(self, key: str, default: str = "") -> str:
        return words.moment_short(str(self.data[key])) + self.mark(key) if self.has(key) else default

    def passed(self, key: str, yes: str = "合格", no: str = "不合格") -> str:
        return (yes if self.data[key] else no) + self.mark(key)

    def sub(self, key: str) -> Sheet:
        inner: Mapping[str, Any] = self.data.get(key) or {}
        return Sheet(inner, self.assumed, f"{self.path}{key}.")

    def rows(self, key: str) -> list[Sheet]:
        return [Sheet(row, self.assumed, f"{self.path}{key}.{index}.") for index, row in enumerate(self.data.get(key) or ())]

    def texts(self, key: str) -> list[str]:
        return [words.clean(str(item)) for item in self.data.get(key) or ()]
