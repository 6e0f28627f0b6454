"""The programming interface under /api/v1/: the rooms' own addresses, gathered. Reading only; every act has its screen.

There is no page that tries the addresses out: those that exist load their scripts from elsewhere. The document at ``openapi.json``
says everything such a page would.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema

from bailu.dossier import api as dossier
from bailu.kernel import clock
from bailu.publicity.api import law, purchases
from bailu.server.health import database_answers
from bailu.ui import outage
from bailu.ui.api import Moment, Problem, install, problem


class Health(Schema):
    status: str
    at: Moment


api = NinjaAPI(
    title="白鹭 · Bailu",
    version="1",
    description="Government purchase of social work services: public purchases, their OCDS data, the law, and what waits for me.",
    docs_url=None,
    urls_namespace="api",
)
install(api)


@api.get(
    "/health",
    response={200: Health, 400: Problem, 503: Problem},
    url_name="health",
    tags=["health"],
    summary="Whether the database answers",
)
def health(request: HttpRequest) -> Any:
    if database_answers():
        return {"status": "ok", "at": clock.now()}
    return problem(503, outage.reason(outage.DATABASE, post=False), code="outage")


api.add_router("/purchases", purchases.router)
api.add_router("/law", law.router)
api.add_router("/me", dossier.router)
