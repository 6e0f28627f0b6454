"""schemathesis asks every address of the document what it does not expect: no failure, and no answer it does not promise."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from django.http import HttpResponseBase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from urllib3 import HTTPResponse

from tests import api_schema
from tests.fuzz.ground import Ground, patience
from tests.fuzz.shared import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.at(MOMENT), pytest.mark.usefixtures("quiet")]
schema = schemathesis.openapi.from_dict(api_schema.document())
checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def asked(case: Any, ground: Ground, role: str) -> requests.Response:
    """Through the client of the tests, which shares the world; told as schemathesis reads answers."""
    kwargs = case.as_transport_kwargs(base_url="http://localhost")
    known = {key: kwargs.get(key) for key in ("method", "url", "params", "headers", "data", "json", "cookies")}
    prepared = requests.Request(**known).prepare()
    parts = urlsplit(str(prepared.url))
    headers = {f"HTTP_{name.upper().replace('-', '_')}": str(value) for name, value in prepared.headers.items() if name != "Content-Length"}
    with patience():
        got: HttpResponseBase = ground.clients[role].generic("GET", parts.path, QUERY_STRING=parts.query, **headers)
    raw = HTTPResponse(io.BytesIO(got.content), headers=dict(got.headers), status=got.status_code, preload_content=False)  # type: ignore[attr-defined]
    return requests.adapters.HTTPAdapter().build_response(prepared, raw)


@pytest.mark.parametrize("path", [path for path, _operation in api_schema.operations()])
def test_every_address_answers_as_the_document_promises_whatever_is_asked(ground: Ground, path: str) -> None:
    operation = schema[path]["get"]
    most = max(20, settings().max_examples // 20)

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=most, database=None)
    @given(
        case=st.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)),
        role=st.sampled_from(("visitor", "AUDITOR", "PURCHASER_CLERK")),
    )
    def ask(case: Any, role: str) -> None:
        case.validate_response(asked(case, ground, role), checks=checks)

    ask()
