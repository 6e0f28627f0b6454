"""The standard itself, read from the files beside this one and never from the network: schemas, code lists, merging."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from ocdsmerge import Merger
from referencing import Registry
from referencing.jsonschema import DRAFT4

Json = dict[str, Any]

SCHEMAS = Path(__file__).parent / "schema"
VERSION = "1.1"


@cache
def schema(name: str) -> dict[str, Any]:
    """``release-schema``, ``release-package-schema``, ``record-package-schema``, ``versioned-release-validation-schema``."""
    read: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return read


@cache
def _registry() -> Registry[Any]:
    found: Registry[Any] = Registry()
    for path in sorted(SCHEMAS.glob("*.json")):
        read = schema(path.stem)
        found = found.with_resource(read["id"], DRAFT4.create_resource(read))
    return found


@cache
def validator(name: str) -> Draft4Validator:
    return Draft4Validator(schema(name), registry=_registry(), format_checker=FormatChecker())


def faults(name: str, document: Any) -> list[str]:
    """What the schema finds wrong: each with the place where it stands."""
    found = sorted(validator(name).iter_errors(document), key=lambda fault: fault.json_path)
    return [f"{fault.json_path}: {fault.message}" for fault in found]


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a list of the standard, such as ``documentType``."""
    with (SCHEMAS / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["Code"] for row in csv.DictReader(lines))


@cache
def merger() -> Merger:
    return Merger(schema("release-schema"))


def record(own: Sequence[Json]) -> Json:
    """The state that comes of the releases of a contracting process, oldest first, and of each value when it was said."""
    return {
        "ocid": own[0]["ocid"],
        "releases": list(own),
        "compiledRelease": merger().create_compiled_release(list(own)),
        "versionedRelease": merger().create_versioned_release(list(own)),
    }
