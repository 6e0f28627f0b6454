"""Rows as the papers know them: nothing else, no empty cells, days as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

FINDING = ("finding", "advice", "due_on", "reply")
STANDARD = ("kind", "standard", "required", "actual", "passed", "remark")
OPINION = ("who", "opinion", "on")


def _plain(row: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    known = {key: row[key] for key in keys if row.get(key) not in (None, "")}
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in known.items()}


def findings(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the third party found; a row without a finding is left out."""
    return [row for row in (_plain(r, FINDING) for r in rows) if row.get("finding")]


def standards(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was required, what was found, whether it is met."""
    empty = {"kind": "服务", "standard": "", "required": "", "actual": ""}
    return [empty | _plain(r, STANDARD) | {"passed": bool(r.get("passed"))} for r in rows]


def opinions(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What users said; a row without words is left out."""
    return [row for row in (_plain(r, OPINION) for r in rows) if row.get("who") and row.get("opinion")]
