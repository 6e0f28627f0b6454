"""Before the opening nobody reads a bid, nor who bid, nor how many: no row, no page, no export, no line, no log, no dump.

The test puts unmistakable marks into two bids and looks for them everywhere.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Refused
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.procurement import commands
from bailu.procurement.models import Bid
from tests.factories import make_actor
from tests.procurement import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:29")]

PRICE = Decimal("497531.97")
PLAN = "白鹭洲畔独门陪伴法"
STAFF = "欧阳某某"
COMMITMENT = "每周四次上门"
FILE = b"%PDF-1.7 zhe-shi-fu-jian"
MARKS = ("497531.97", "497,531.97", "49753197", PLAN, STAFF, COMMITMENT, FILE.decode())
NAME = "暗标社会工作服务中心"


def encodings(mark: str) -> Iterator[bytes]:
    """A mark as it may lie somewhere: text, escaped JSON, hexadecimal, base64 (in its three alignments)."""
    plain = mark.encode()
    yield plain
    yield mark.encode("unicode_escape")
    yield plain.hex().encode()
    for shift in range(3):
        yield base64.b64encode(b"\0" * shift + plain)[4:-4] or plain


@pytest.fixture
def buying(caplog: pytest.LogCaptureFixture) -> make.Buying:
    caplog.set_level(logging.DEBUG)
    with clock.at(make.NOTICE):
        made = make.make_published()
    with clock.at(make.DEADLINE - dt.timedelta(hours=2)):
        bidder = make.make_bidder(NAME)
        made.bidders.append(bidder)
        submitted = {"plan": PLAN, "staff": [{"name": STAFF, "title": "社会工作师", "share": 100}], "commitments": COMMITMENT}
        made.bids.append(make.submit(made, bidder, PRICE, attachments=[("附件.pdf", "application/pdf", FILE)], key="form-7", **submitted))
        made.bids.append(make.submit(made, make.make_bidder(), PRICE, **submitted))
    return made


def dump() -> bytes:
    """Every row of every table, as a dump would have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_schema, table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
        )
        parts = []
        for schema, table in cursor.fetchall():
            cursor.execute(f'select t::text from "{schema}"."{table}" t')
            parts += [str(row[0]).encode() for row in cursor.fetchall()]
    return b"\n".join(parts)


def assert_nothing(text: bytes, where: str) -> None:
    for mark in MARKS:
        for form in encodings(mark):
            assert form not in text, f"{mark} in {where}"


def test_no_row_of_the_database_tells_what_was_bid(buying: make.Buying) -> None:
    whole = dump()
    assert buying.bids[0].receipt.encode() in whole  # the dump does hold the bids
    assert_nothing(whole, "the database")


def test_no_row_of_the_procedure_tells_who_bid(buying: make.Buying) -> None:
    """The tag means nothing without the key file; tasks, lines and keys of forms do not name the bidder."""
    bidder = buying.bidders[0]
    with connection.cursor() as cursor:
        cursor.execute("select b::text from procurement_bid b")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert NAME not in rows
    assert not Entry.objects.filter(stream=buying.no, actor_id=bidder.user_id).exists()
    assert not Entry.objects.filter(verb__startswith="procurement.bid").exists()
    assert not Task.objects.filter(organisation_id=bidder.organisation_id).exists()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from kernel_oncekey where actor_id = %s", [bidder.user_id])
        assert cursor.fetchone() == (0,)


def test_no_line_of_the_log_tells_what_was_bid(buying: make.Buying, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        make.submit(buying, make.make_bidder(), PRICE, plan=" ")
    said = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records if not record.name.startswith("django.db")
    )
    assert_nothing(said.encode(), "the log")


def test_no_refusal_repeats_what_was_bid(buying: make.Buying) -> None:
    with pytest.raises(Refused) as refused:
        make.submit(buying, make.make_bidder(), PRICE * -1, plan=PLAN)
    assert_nothing(str(refused.value.verdict).encode(), "the refusal")


def everybody(buying: make.Buying) -> dict[str, Actor]:
    """One person of every role who stands nearest to the procedure, and the other bidder."""
    purchaser = buying.procedure.purchaser
    near = {Role.PURCHASER_CLERK: buying.clerk, Role.PROCUREMENT_OFFICER: buying.officer, Role.PURCHASER_HEAD: buying.head}
    at_home = {Role.EXPERT: purchaser, Role.FINANCE_CHIEF: make.city_treasury(), Role.FINANCE_OFFICER: make.city_treasury()}
    found: dict[str, Actor] = {str(role): near.get(role) or make_actor(role, at_home.get(role)) for role in Role}
    return found | {"other bidder": make.make_bidder(), "own colleague": make_actor(Role.PROVIDER_CLERK, _own(buying))}


def _own(buying: make.Buying) -> object:
    return Person.objects.get(pk=buying.bidders[0].user_id).memberships.get().organisation


def crawl(client: Client, starts: list[str], limit: int = 22) -> Iterator[tuple[str, bytes]]:
    """Pages reached by links from these, and the spreadsheets they offer."""
    waiting, seen = list(starts), set(starts)
    while waiting and limit:
        address = waiting.pop(0)
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                body = b"\n".join(book.read(name) for name in book.namelist())
        limit -= 1
        yield address, body
        links = re.findall(rb'(?:href|action)="(/[^"#]*)"', body) if answer.status_code == 200 else []
        for link in (raw.decode().replace("&amp;", "&") for raw in links):
            if link not in seen and not link.startswith(("/static", "/accounts", "/law", "/language", "/me/", "/organisations/")):
                seen.add(link)
                waiting.append(link)


def starts(buying: make.Buying) -> list[str]:
    register = reverse("procurement:register")
    return [
        reverse("procurement:procedure", args=[buying.procedure.pk]),
        register,
        f"{register}?export=xlsx",
        f"{register}?q={PLAN[:4]}",
        reverse("procurement:opportunities"),
        reverse("procurement:own_bids"),
        reverse("procurement:receipt", args=[buying.bids[0].receipt]),
        reverse("procurement:bid_page", args=[buying.bids[0].pk]),
        reverse("procurement:begin_opening", args=[buying.procedure.pk]),
        reverse("procurement:confirm_opening", args=[buying.procedure.pk]),
        f"/search/?q={PLAN[:4]}",
        f"/dossier/{buying.no}/",
        "/",
    ]


def test_no_page_tells_anybody_what_was_bid_or_who_bid(buying: make.Buying) -> None:
    pages = 0
    for name, actor in {**everybody(buying), "visitor": None}.items():
        client = Client()
        if actor is not None:
            client.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
        for address, body in crawl(client, starts(buying)):
            pages += 1
            assert_nothing(body, f"{address} for {name}")
            if name not in ("own colleague", Role.ADMIN) and address.startswith(("/procedures", "/dossier", "/opportunities", "/bids")):
                assert NAME.encode() not in body, f"the bidder's name in {address} for {name}"
    assert pages > 150


def test_after_the_opening_the_marks_are_found_so_the_search_works(buying: make.Buying) -> None:
    with clock.at(make.DEADLINE - dt.timedelta(hours=1)):
        make.submit(buying, make.make_bidder(), Decimal(1))
    with clock.at(make.DEADLINE):
        commands.close_due()
        commands.begin_opening(buying.officer, procedure_id=buying.procedure.pk)
        commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk)
    whole = dump()
    for mark in ("497531.97", PLAN, STAFF, COMMITMENT):
        assert any(form in whole for form in encodings(mark)), mark
    assert FILE.hex().encode() in whole
    assert Bid.objects.filter(provider__name=NAME, price=PRICE).exists()
    assert not any(mark in str(entry.data) for entry in Entry.objects.filter(stream=buying.no) for mark in MARKS)
