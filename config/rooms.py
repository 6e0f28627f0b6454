"""The rooms of the house from the ground up; the order is the order of imports, migrations and templates."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1] / "bailu"

ROOMS = (
    "kernel",
    "law",
    "audit",
    "ui",
    "documents",
    "organisations",
    "inbox",
    "funds",
    "programmes",
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


def has(room: str, file: str) -> bool:
    """Whether a room has a file that it may do without."""
    return (HOUSE / room / file).exists()
