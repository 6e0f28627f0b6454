"""What is not public is told to no stranger: not on a list, not in its Excel file, not by search, not in open data."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from bailu.delivery.models import ClientIdentity
from bailu.funds.models import BudgetLine
from bailu.kernel import clock
from bailu.organisations.roles import Role as R
from bailu.planning.models import Need, Project
from bailu.procurement.models import Bid, Procedure
from bailu.ui.registers import Register
from tests.permission_matrix import VISITOR, other
from tests.security.routes import routes
from tests.test_permissions import browsers
from tests.worlds import World, build

pytestmark = pytest.mark.django_db
STRANGERS = (
    VISITOR,
    other(R.PURCHASER_CLERK),
    other(R.PURCHASER_HEAD),
    other(R.PROVIDER_HEAD),
    other(R.EVALUATOR),
    other(R.EXPERT),
    R.ADMIN,
)
#: Whole addresses of the public site and of the data for programs.
PUBLIC = ("publicity:home", "publicity:ocds", "publicity:feed", "api:purchases", "publicity:notices", "publicity:results")


def hidden(world: World) -> list[str]:
    """Numbers and titles of what nobody has published, names of recipients, receipts of sealed bids."""
    drafts = Project.objects.filter(no__in=(world.draft_project, world.submitted_project, world.budgeted_project, world.declared_project))
    prepared = Procedure.objects.get(pk=world.bought.prepared)
    lines = BudgetLine.objects.filter(no__in=(world.draft_line, world.submitted_line))
    return [
        *drafts.values_list("no", flat=True),
        *lines.values_list("no", flat=True),
        *Need.objects.filter(no=world.surveyed_need).values_list("no", flat=True),
        prepared.project_no,
        *ClientIdentity.objects.values_list("name", flat=True),
        *Bid.objects.filter(procedure_id=world.bought.bidding).values_list("receipt", flat=True),
    ]


def text_of(answer: Any) -> str:
    """What a page or a workbook says."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return str(content.decode())


def asked(words: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every register with its Excel file, and searched for each hidden thing; then the search over all, and what is public."""
    for route in routes(get_resolver()):
        if isinstance(route.view, type) and issubclass(route.view, Register) and not route.keys:
            where = reverse(route.name)
            yield where, {}
            yield where, {"export": "xlsx"}
            for word in words[:2] if route.view.search_hint else ():
                yield where, {"q": word, "export": "xlsx"}
    for word in words:
        yield reverse("dossier:search"), {"q": word}
    for name in PUBLIC:
        yield reverse(name), {}


@pytest.mark.at("2015-10-20 10:00")
def test_what_is_not_public_is_told_to_no_stranger_on_any_page_export_or_search() -> None:
    logging.disable(logging.CRITICAL)
    try:
        with clock.at(clock.local(2015, 3, 2, 10)):
            world = build()
        words = hidden(world)
        clients: dict[str, Client] = browsers(world)
        assert len(words) > 8
        # The owner's own clerk finds the draft: what is looked for is there to be found.
        assert world.draft_project in text_of(clients[R.PURCHASER_CLERK].get(reverse("planning:projects")))
        assert world.draft_project in text_of(clients[R.PURCHASER_CLERK].get(reverse("planning:projects"), {"export": "xlsx"}))
        found = [
            (who, where, query, word)
            for where, query in asked(words)
            for who in STRANGERS
            for said in [text_of(clients[str(who)].get(where, query))]
            for word in words
            if word in said.replace(query.get("q", "\0"), "")
        ]
    finally:
        logging.disable(logging.NOTSET)
    assert found == []
