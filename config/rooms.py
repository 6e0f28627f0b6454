"""The rooms of the house from the ground up; the order is the order of imports, migrations and templates."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1] / "bailu"

ALL = (
    "kernel",
    "law",
    "audit",
    "ui",
    "documents",
    "organisations",
    "inbox",
    "funds",
    "planning",
    "procurement",
    "award",
    "contracts",
    "delivery",
    "evaluation",
    "dossier",
    "publicity",
    "demo",
)
ROOMS = tuple(room for room in ALL if (HOUSE / room / "apps.py").exists())


def has(room: str, file: str) -> bool:
    return room in ROOMS and (HOUSE / room / file).exists()
