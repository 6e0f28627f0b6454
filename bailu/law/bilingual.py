"""Texts of the law room carry both languages themselves; which one shows is decided when it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Bilingual:
    """A text in Chinese and English; `str()` gives the one of the reader's language, Chinese first."""

    zh: str
    en: str

    def __str__(self) -> str:
        language = get_language() or "zh-hans"
        return self.en if language.startswith("en") else self.zh

    def __bool__(self) -> bool:
        return bool(self.zh)
