"""What the demonstration plays: read from data, nothing invented in code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def cast() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "cast.yaml").read_text(encoding="utf-8"))
    return found


@cache
def purchases() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "purchases.yaml").read_text(encoding="utf-8"))
    return found


@cache
def pilot() -> dict[str, Any]:
    """The lists of pilot sites, both batches."""
    found: dict[str, Any] = yaml.safe_load((DATA / "pilot.yaml").read_text(encoding="utf-8"))
    return found


@cache
def library() -> dict[str, Any]:
    """The papers of the pilot's library in their versions."""
    found: dict[str, Any] = yaml.safe_load((DATA / "library.yaml").read_text(encoding="utf-8"))
    return found


@cache
def unfinished() -> dict[str, Any]:
    """Purchases that stand somewhere on their way when the demonstration is shown."""
    found: dict[str, Any] = yaml.safe_load((DATA / "unfinished.yaml").read_text(encoding="utf-8"))
    return found
