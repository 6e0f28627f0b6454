"""What the document of the programming interface promises, held against what is answered."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import jsonschema
from django.http import HttpResponseBase

from config.api import api

PREFIX = "/api/v1/"


@functools.cache
def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        assert list(methods) == ["get"], path
        yield path, methods["get"]


def differences(path: str, answer: HttpResponseBase) -> list[str]:
    """Why the answer is not what the document says of this path; nothing when it is."""
    promised = document()["paths"][path]["get"]["responses"]
    said = promised.get(answer.status_code) or promised.get(str(answer.status_code))
    if said is None:
        return [f"{path}: {answer.status_code} is not promised"]
    if answer["Content-Type"].partition(";")[0] != "application/json":
        return [f"{path}: {answer['Content-Type']}"]
    schema = said["content"]["application/json"]["schema"] | {"components": document()["components"]}
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    return [f"{path}: {error.json_path} {error.message[:200]}" for error in checker.iter_errors(answer.json())]
