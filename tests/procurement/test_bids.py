"""Bids until the deadline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.models import OnceKey
from bailu.organisations import commands as organisations
from bailu.organisations.roles import Role
from bailu.procurement import commands, queries, sealing
from bailu.procurement.models import Bid
from tests.factories import make_actor, make_provider
from tests.procurement import factories as make
from tests.procurement.helpers import forbidden, refused, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-20 10:00")]


def test_a_bid_is_sealed_with_a_receipt() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    bid = make.submit(buying, bidder)
    assert (bid.state, bid.version, bid.price, bid.content, bid.provider_id) == ("SUBMITTED", 1, None, None, None)
    assert bid.digest == sealing.digest_of(bytes(bid.sealed or b""))
    assert [b.pk for b in queries.own_bids(bidder)] == [bid.pk]
    assert queries.get_own_bid(bidder, bid.receipt) == bid


def test_a_bid_is_nobody_elses() -> None:
    buying = make.make_published()
    bid = make.submit(buying, make.make_bidder())
    for other in (make.make_bidder(), buying.officer, buying.head, make_actor(Role.AUDITOR), make_actor(Role.ADMIN), make.make_chief()):
        assert list(Bid.objects.visible_to(other)) == []
        assert list(queries.own_bids(other)) == []
        with pytest.raises(OutOfScope):
            queries.get_own_bid(other, bid.receipt)


def test_a_second_bid_replaces_the_first() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    first = make.submit(buying, bidder)
    old = first.digest
    with clock.at(clock.local(2015, 3, 21, 9)):
        second = make.submit(buying, bidder, Decimal(500000))
    assert (second.pk, second.receipt, second.version) == (first.pk, first.receipt, 2)
    assert second.digest != old
    assert second.submitted_at == clock.local(2015, 3, 21, 9)


def test_a_retry_with_the_key_of_the_form_gives_the_same_bid() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    first = make.submit(buying, bidder, key="form-1")
    again = make.submit(buying, bidder, key="form-1")
    assert (again.pk, again.version, again.digest) == (first.pk, 1, first.digest)
    assert not OnceKey.objects.filter(actor_id=bidder.user_id).exists()  # the table of keys does not name bidders


def test_a_bid_can_be_withdrawn_and_made_again() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    bid = make.submit(buying, bidder)
    with pytest.raises(OutOfScope):
        commands.withdraw_bid(make.make_bidder(), receipt=bid.receipt)
    gone = commands.withdraw_bid(bidder, receipt=bid.receipt)
    assert (gone.state, gone.sealed) == ("WITHDRAWN", None)
    refused(lambda: commands.withdraw_bid(bidder, receipt=bid.receipt), code="state")
    again = make.submit(buying, bidder)
    assert again.pk != bid.pk
    with clock.at(make.DEADLINE):
        refused(lambda: commands.withdraw_bid(bidder, receipt=again.receipt), code="late")


def test_only_a_provider_with_the_six_conditions_bids() -> None:
    buying = make.make_published()
    unqualified = make.make_bidder(organisation=make_provider(qualified=False))
    refused(lambda: make.submit(buying, unqualified), clause="XM2015:3.2")
    with clock.at(make.NOTICE):
        ended = make.make_bidder(organisation=make_provider(valid_until=dt.date(2015, 3, 19)))
    assert "2015-03-19" in refused(lambda: make.submit(buying, ended), clause="XM2015:3.2")
    barred = make_provider()
    organisations.bar(make_actor(Role.BUREAU_CLERK), organisation_id=barred.pk, reason="提供虚假材料", until=dt.date(2016, 3, 1))
    someone = make.make_bidder(organisation=barred)
    refused(lambda: make.submit(buying, someone), clause="PL2014:77")


def test_who_may_bid_and_with_what() -> None:
    buying = make.make_published()
    forbidden(lambda: make.submit(buying, buying.officer), code="role")
    worker = make_actor(Role.SOCIAL_WORKER, make_provider())
    forbidden(lambda: make.submit(buying, worker), code="role")
    bidder = make.make_bidder()
    refused(lambda: make.submit(buying, bidder, Decimal(0)), code="price")
    refused(lambda: make.submit(buying, bidder, plan="  "), code="plan")


def test_a_price_above_the_ceiling_is_refused() -> None:
    with clock.at(make.NOTICE):
        buying = make.make_started()
        make.set_documents(buying, ceiling=Decimal(500000))
        commands.publish_notice(
            buying.officer, procedure_id=buying.procedure.pk, deadline=make.DEADLINE, documents_until=dt.date(2015, 3, 12)
        )
    bidder = make.make_bidder()
    refused(lambda: make.submit(buying, bidder, Decimal("500000.01")), code="ceiling")
    assert make.submit(buying, bidder, Decimal(500000)).state == "SUBMITTED"


def test_what_is_not_published_takes_no_bids() -> None:
    buying = make.make_prepared()
    with pytest.raises(OutOfScope):
        make.submit(buying, make.make_bidder())


def test_a_late_bid_is_recorded_without_its_content_and_returned() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    with clock.at(make.DEADLINE):  # at the minute of the deadline it is too late
        bid = make.submit(buying, bidder)
    assert (bid.state, bid.sealed, bid.digest, bid.content, bid.provider_id) == ("LATE", None, "", None, None)
    assert queries.get_own_bid(bidder, bid.receipt).state == "LATE"
    with clock.at(make.DEADLINE + dt.timedelta(minutes=1)):
        assert not queries.lateness(buying.refresh()).allowed


def test_a_late_replacement_leaves_the_bid_as_it_is() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    bid = make.submit(buying, bidder)
    with clock.at(make.DEADLINE + dt.timedelta(minutes=1)):
        late = make.submit(buying, bidder, Decimal(1))
    bid.refresh_from_db()
    assert (bid.state, bid.version, late.state) == ("SUBMITTED", 1, "LATE")


@pytest.mark.parametrize("column", ["price = 1", "content = '{}'", "provider_id = 1", "submitted_by_id = 1"])
def test_the_database_keeps_a_sealed_bid_nameless_and_unread(column: str) -> None:
    buying = make.make_published()
    bid = make.submit(buying, make.make_bidder())
    before = snapshot()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update procurement_bid set {column} where id = %s", [bid.pk])
    assert snapshot() == before


def test_the_size_of_a_sealed_bid_tells_little() -> None:
    """age itself adds up to a few hundred random bytes; a plan of twice the length does not show beside them."""
    buying = make.make_published()
    short, long = (make.submit(buying, make.make_bidder(), plan="陪" * length) for length in (100, 900))
    assert abs(len(bytes(short.sealed or b"")) - len(bytes(long.sealed or b""))) < 600


def test_two_equal_bids_do_not_look_alike() -> None:
    buying = make.make_published()
    one, other = make.submit(buying, make.make_bidder(), plan="同一方案"), make.submit(buying, make.make_bidder(), plan="同一方案")
    assert one.digest != other.digest
    assert one.bidder_tag != other.bidder_tag
