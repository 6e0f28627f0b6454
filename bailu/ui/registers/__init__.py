"""Registers: searchable, filterable lists with sorted pages and an export of exactly what is seen."""

from __future__ import annotations

from bailu.ui.registers.columns import Column
from bailu.ui.registers.filters import Filter
from bailu.ui.registers.usual import NO, PAGE, PROJECT_NO, STATE, by_state, by_year, day, due, moment, money, named, number
from bailu.ui.registers.view import Register

__all__ = [
    "NO", "PAGE", "PROJECT_NO", "STATE", "Column", "Filter", "Register", "by_state", "by_year", "day", "due", "moment", "money", "named", "number",
]  # fmt: skip
