"""Closing, opening by two people, failing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import translation

from bailu.audit.models import Entry
from bailu.audit.verify import verify_all
from bailu.documents.models import Document
from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM
from bailu.kernel.acts import acting
from bailu.organisations.models import Affiliation, Person
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from bailu.procurement import commands, progress, queries, sealing
from bailu.procurement.enums import Method
from bailu.procurement.models import Bid
from tests.factories import make_actor, make_provider
from tests.procurement import factories as make
from tests.procurement.helpers import forbidden, refused, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:30")]

OPENING = make.DEADLINE
MINUTE = dt.timedelta(minutes=1)


def begin(buying: make.Buying) -> None:
    commands.begin_opening(buying.officer, procedure_id=buying.procedure.pk)


def confirm(buying: make.Buying, notes: str = "") -> None:
    commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk, notes=notes)
    buying.refresh()


def test_the_tick_closes_at_the_deadline_and_asks_for_the_opening() -> None:
    buying = make.make_bidding()
    with clock.at(OPENING - MINUTE):
        tick()
        assert buying.refresh().state == "PUBLISHED"
        refused(lambda: commands.close_bidding(SYSTEM, procedure_id=buying.procedure.pk), code="early")
    tick()
    assert buying.refresh().state == "CLOSED"
    asked = set(Task.objects.open().filter(kind="procurement.open_bids").values_list("role", "due_at"))
    assert asked == {(Role.PROCUREMENT_OFFICER, OPENING), (Role.PURCHASER_CLERK, OPENING)}
    assert Project.objects.get(no=buying.no).station == "OPENING"
    assert commands.close_due() == 0


def test_two_people_open_all_bids_at_once() -> None:
    buying = make.make_closed()
    assert queries.bids_for_review(buying.procedure.pk) == []
    begin(buying)
    assert not Bid.objects.exclude(state="SUBMITTED").exists()
    confirm(buying, notes="无异议")
    procedure = buying.procedure
    assert procedure.state == "OPENED"
    bids = queries.bids_for_review(procedure.pk)
    assert [b.price for b in bids] == list(make.PRICES)
    assert {b.provider_id for b in bids} == {a.organisation_id for a in buying.bidders}
    assert bids[0].content is not None
    assert bids[0].content["plan"].startswith("陪伴方案")
    assert set(bids[0].content) == {"price", "plan", "staff", "hours", "commitments", "small_enterprise"}
    assert queries.bidders(procedure.pk) == {a.organisation_id for a in buying.bidders}
    minutes = Document.objects.get(pk=procedure.minutes_document_id)
    assert (minutes.state, minutes.kind) == ("issued", "opening_minutes")
    assert [Decimal(row["price"]) for row in minutes.data["bids"]] == list(make.PRICES)
    assert minutes.data["openers"] == [buying.officer.name, buying.clerk.name]
    assert minutes.data["notes"] == "无异议"
    lines = Entry.objects.filter(stream=buying.no, verb="procurement.bid_opened")
    assert {line.data["bidder"] for line in lines} == {a.organisation_name for a in buying.bidders}
    assert not any(str(price) in str(line.data) for line in lines for price in make.PRICES)
    assert not Task.objects.open().filter(kind__startswith="procurement.").exists()
    assert verify_all(lambda _said: None) == 0


def test_nobody_opens_a_minute_too_soon() -> None:
    buying = make.make_published(method=Method.CONSULTATION, deadline=clock.local(2015, 3, 16, 9))
    with clock.at(clock.local(2015, 3, 15, 9)):
        for _n in range(3):
            make.submit(buying, make.make_bidder())
    with connection.cursor() as cursor:
        cursor.execute("update procurement_procedure set opens_at = %s", [clock.local(2015, 3, 16, 10)])
    with clock.at(clock.local(2015, 3, 16, 9, 59)):
        commands.close_due()
        buying.refresh()
        refused(lambda: begin(buying), clause="ML18", code="early")
    with clock.at(clock.local(2015, 3, 16, 10)):
        begin(buying)
    with clock.at(clock.local(2015, 3, 16, 9, 59)):  # a clock set back opens nothing
        refused(lambda: confirm(buying), clause="ML18", code="early")
    assert not Bid.objects.exclude(state="SUBMITTED").exists()


def test_a_bid_is_unsealed_by_the_opening_alone() -> None:
    buying = make.make_closed()
    bid = Bid.objects.filter(procedure=buying.procedure).first()
    assert bid is not None
    sealed = bytes(bid.sealed or b"")
    with pytest.raises(RuntimeError, match="confirm_opening"):
        sealing.unseal(buying.procedure, sealed, bid.digest)
    with pytest.raises(RuntimeError, match="confirm_opening"), acting("procurement.begin_opening"):
        sealing.unseal(buying.procedure, sealed, bid.digest)


def test_the_one_who_began_may_not_confirm() -> None:
    buying = make.make_closed()
    refused(lambda: commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk), code="state")
    begin(buying)
    refused(lambda: commands.confirm_opening(buying.officer, procedure_id=buying.procedure.pk), code="same_person")
    stranger = make_actor(Role.PROCUREMENT_OFFICER)
    forbidden(lambda: commands.confirm_opening(stranger, procedure_id=buying.procedure.pk), code="organisation")
    forbidden(lambda: commands.confirm_opening(buying.bidders[0], procedure_id=buying.procedure.pk))
    confirm(buying)


def test_two_bids_do_not_open_a_tender() -> None:
    buying = make.make_closed(prices=make.PRICES[:2])
    refused(lambda: begin(buying), clause="PL2014:36", code="too_few")
    refused(
        lambda: commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind="OVER_BUDGET", reason="x"), code="ground"
    )
    refused(lambda: commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind="TOO_FEW", reason=" "), code="reason")
    forbidden(lambda: commands.fail_procedure(buying.clerk, procedure_id=buying.procedure.pk, kind="TOO_FEW", reason="x"), code="role")
    failed = commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind="TOO_FEW", reason="仅两家")
    assert (failed.state, failed.failure_kind) == ("FAILED", "TOO_FEW")
    returned = Bid.objects.filter(procedure=failed)
    assert {(b.state, b.sealed, b.price, b.content, b.provider_id) for b in returned} == {("RETURNED", None, None, None, None)}
    assert Project.objects.get(no=buying.no).state == "ACCEPTED"
    (notice,) = queries.public_notices()
    assert (notice.failed, notice.end_reason) == (True, "仅两家")
    assert Task.objects.open().get(stream=buying.no).kind == "procurement.restart"
    again = commands.start_procedure(buying.clerk, project_no=buying.no)
    assert again.criteria == failed.criteria
    assert not Task.objects.open().filter(kind="procurement.restart").exists()


def test_too_few_is_not_known_before_the_deadline() -> None:
    buying = make.make_bidding(prices=make.PRICES[:1])
    with clock.at(OPENING - MINUTE):
        refused(lambda: commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind="TOO_FEW", reason="x"), code="open")


@pytest.mark.parametrize(("notice", "deadline", "opens"), [("2015-03-03", "2015-03-16", False), ("2015-07-01", "2015-07-14", True)])
def test_a_consultation_goes_on_with_two_suppliers_since_the_end_of_june(notice: str, deadline: str, opens: bool) -> None:
    start, end = (dt.datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=clock.ZONE) for day in (notice, deadline))
    buying = make.make_closed(prices=make.PRICES[:2], method=Method.CONSULTATION, at=start, deadline=end)
    with clock.at(end):
        if opens:
            begin(buying)
            assert buying.refresh().state == "OPENING"
        else:
            refused(lambda: begin(buying), clause="CK214:21")


def test_late_bids_are_named_and_returned_at_the_opening() -> None:
    buying = make.make_closed()
    late = make.make_bidder("迟到社工服务中心")
    with clock.at(OPENING + MINUTE):
        begin(buying)
        bid = make.submit(buying, late)
        assert (bid.state, bid.provider_id) == ("LATE", None)
        confirm(buying)
    bid.refresh_from_db()
    assert bid.provider_id == late.organisation_id
    minutes = Document.objects.get(pk=buying.procedure.minutes_document_id)
    assert [row["bidder"] for row in minutes.data["late"]] == ["迟到社工服务中心"]
    assert "procurement.bid_late" in verbs(buying.no)
    with clock.at(OPENING + 10 * MINUTE):
        after = make.submit(buying, make.make_bidder("更迟社工服务中心"))
    assert (after.state, after.provider.name if after.provider else "") == ("LATE", "更迟社工服务中心")
    assert len(queries.bids_for_review(buying.procedure.pk)) == 4


def test_suppliers_under_one_head_both_fall() -> None:
    buying = make.make_bidding()
    boss = Person.objects.get(pk=buying.bidders[0].user_id)
    sister = make_provider("姊妹社工服务中心")
    with clock.at(OPENING - dt.timedelta(hours=1)):
        make.submit(buying, make_actor(Role.PROVIDER_HEAD, sister, person=boss))
    commands.close_due()
    begin(buying)
    confirm(buying)
    fallen = Bid.objects.filter(state="INVALID")
    assert {b.provider_id for b in fallen} == {buying.bidders[0].organisation_id, sister.pk}
    assert {b.invalid_kind for b in fallen} == {"RELATED"}
    assert Entry.objects.filter(verb="procurement.bid_invalidated", basis="IR2015:18").count() == 2
    assert queries.valid_bids(buying.procedure)[0] == 3


def test_suppliers_of_one_owner_both_fall() -> None:
    buying = make.make_bidding()
    owner = make_actor(Role.EXPERT)
    for bidder in buying.bidders[:2]:
        Affiliation.objects.create(
            person_id=owner.user_id, organisation_id=bidder.organisation_id, kind="SHAREHOLDER", since=dt.date(2014, 1, 1)
        )
    commands.close_due()
    begin(buying)
    confirm(buying)
    assert {b.provider_id for b in Bid.objects.filter(state="INVALID")} == {a.organisation_id for a in buying.bidders[:2]}


def test_a_broken_seal_makes_the_bid_invalid_and_the_others_open() -> None:
    buying = make.make_bidding()
    broken = buying.bids[0]
    with connection.cursor() as cursor:
        cursor.execute("update procurement_bid set sealed = %s where id = %s", [buying.bids[1].sealed, broken.pk])
    commands.close_due()
    begin(buying)
    confirm(buying)
    broken.refresh_from_db()
    assert (broken.state, broken.invalid_kind, broken.price) == ("INVALID", "SEAL_BROKEN", None)
    assert broken.provider_id == buying.bidders[0].organisation_id
    assert Bid.objects.filter(state="OPENED").count() == 3


def test_without_the_key_file_nothing_opens_and_nothing_changes(tmp_path: Path) -> None:
    buying = make.make_closed()
    begin(buying)
    with override_settings(SEAL_KEY_FILE=tmp_path / "seal.key"):
        with pytest.raises(sealing.SealKeyMissing):
            confirm(buying)
        assert not (tmp_path / "seal.key").exists()  # a new key would open nothing
    assert not Bid.objects.exclude(state="SUBMITTED").exists()
    confirm(buying)
    assert Bid.objects.filter(state="OPENED").count() == 4


def test_attachments_are_sealed_with_the_bid_and_come_out_whole() -> None:
    buying = make.make_published()
    with clock.at(OPENING - dt.timedelta(days=1)):
        for _n in range(3):
            make.submit(buying, make.make_bidder(), attachments=[("方案.pdf", "application/pdf", b"%PDF-1.7 whole")])
    commands.close_due()
    begin(buying)
    confirm(buying)
    (file,) = queries.bids_for_review(buying.procedure.pk)[0].attachments.all()
    assert (file.name, bytes(file.content), file.size) == ("方案.pdf", b"%PDF-1.7 whole", 14)


def test_rooms_above_move_the_procedure_on() -> None:
    buying = make.make_opened_procedure()
    with acting("test"):
        for name in ("begin_review", "finish_review", "decide", "award", "contract"):
            progress.move(SYSTEM, buying.procedure.pk, name)
    assert buying.refresh().state == "CONTRACTED"
    dated = {m.what for m in queries.history(buying.procedure.pk)}
    assert {"started", "published", "closed", "opened", "review_begun", "reviewed", "decided", "awarded", "contracted"} <= dated


def test_the_winner_who_will_not_sign_gives_way_to_the_next() -> None:
    buying = make.make_opened_procedure()
    with acting("test"):
        for name in ("begin_review", "finish_review", "decide", "award", "decide_next", "award"):
            progress.move(SYSTEM, buying.procedure.pk, name)
        progress.fail(SYSTEM, buying.procedure.pk, "ILLEGALITY", "质疑成立，影响采购公正")
    assert buying.refresh().state == "FAILED"
    assert Bid.objects.filter(state="OPENED").count() == 4  # what was opened stays on file


def test_all_above_the_budget_is_a_ground_once_it_is_so() -> None:
    over = [Decimal(600000), Decimal(610000), Decimal(620000)]
    buying = make.make_opened_procedure(prices=over)
    failed = commands.fail_procedure(buying.officer, procedure_id=buying.procedure.pk, kind="OVER_BUDGET", reason="均超预算")
    assert failed.failure_kind == "OVER_BUDGET"


def test_who_may_close() -> None:
    buying = make.make_bidding()
    forbidden(lambda: commands.close_bidding(buying.bidders[0], procedure_id=buying.procedure.pk), code="role")
    stranger = make_actor(Role.PROCUREMENT_OFFICER)
    forbidden(lambda: commands.close_bidding(stranger, procedure_id=buying.procedure.pk), code="organisation")
    assert commands.close_bidding(buying.clerk, procedure_id=buying.procedure.pk).state == "CLOSED"


def test_what_is_recorded_is_chinese_whatever_the_officer_reads() -> None:
    with translation.override("en"):
        buying = make.make_bidding()
        assert buying.procedure.method_reasons[0].startswith("预算")
        boss = Person.objects.get(pk=buying.bidders[0].user_id)
        sister = make_actor(Role.PROVIDER_HEAD, make_provider(), person=boss)
        with clock.at(OPENING - dt.timedelta(hours=1)):
            make.submit(buying, sister)
        begin(buying)
        confirm(buying)
        assert Project.objects.get(no=buying.no).next_due_what == ""
    assert "负责人为同一人" in Bid.objects.filter(state="INVALID")[0].invalid_reason
