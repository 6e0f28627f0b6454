"""Reads the facts of the law room: YAML in `data/`, overlaid by the folder of the city that runs the system."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

DATA = Path(__file__).parent / "data"
OVERRIDES = DATA / "overrides"
REFERENCE_CITY = "xiamen"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownCity(LookupError):
    """BAILU_CITY names a city that has no folder of overrides."""


def city() -> str:
    """The city whose law applies: setting BAILU_CITY, else the environment, else the reference city."""
    if settings.configured:
        return str(getattr(settings, "BAILU_CITY", REFERENCE_CITY))
    return os.environ.get("BAILU_CITY", REFERENCE_CITY)


@cache
def load(name: str, for_city: str = REFERENCE_CITY) -> dict[str, Any]:
    """Everything under `name` (one file `name.yaml`, or all files of the folder `name/`), with the city's overrides laid over it.

    An override replaces an entry wholly, so that what applies can be read in one place. Raises UnknownCity.
    """
    entries = _read(DATA / name)
    if for_city != REFERENCE_CITY:
        folder = OVERRIDES / for_city
        if not folder.is_dir():
            raise UnknownCity(for_city)
        entries |= _read(folder / name)
    return entries


def _read(base: Path) -> dict[str, Any]:
    files = sorted(base.glob("*.yaml")) if base.is_dir() else [base.with_suffix(".yaml")]
    entries: dict[str, Any] = {}
    for file in files:
        if not file.exists():
            continue
        content = yaml.load(file.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506 - a safe loader, in C where there is one
        doubled = entries.keys() & content.keys()
        if doubled:
            raise ValueError(f"{file.name}: given twice: {sorted(doubled)}")
        entries |= content
    return entries
