"""The screens: who is answered what, what a form does, how many queries a page takes."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.procurement import queries
from bailu.procurement.enums import Method
from bailu.procurement.models import Bid, Clarification, Enquiry, Procedure
from tests.factories import make_actor
from tests.procurement import factories as make
from tests.procurement.accepted import make_accepted_project

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-10 10:00")]


def browse(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None:
        client.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"procurement:{name}", args=args)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def once(answer: HttpResponse) -> str:
    return text(answer).split('name="once" value="')[1].split('"')[0]


def post(client: Client, url: str, **data: Any) -> HttpResponse:
    shown = client.get(url)
    assert shown.status_code == 200, text(shown)[:3000]
    return client.post(url, {"once": once(shown), **data})


def rows(prefix: str, given: list[dict[str, Any]], initial: int = 0) -> dict[str, str]:
    found = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return found | {f"{prefix}-{n}-{key}": str(value) for n, row in enumerate(given) for key, value in row.items()}


def test_a_purchase_is_walked_from_start_to_notice_on_the_screens() -> None:
    project = make_accepted_project()
    clerk, officer = make_actor(Role.PURCHASER_CLERK, project.purchaser), make_actor(Role.PROCUREMENT_OFFICER, project.purchaser)
    started = post(browse(clerk), at("start", project.no), method="OPEN_TENDER")
    procedure = Procedure.objects.get()
    assert (started.status_code, started["Location"]) == (303, at("documents", procedure.pk))
    given = [{"kind": c["kind"], "title": c["title"], "max": c["max"], "standard": c.get("standard", "")} for c in make.CRITERIA]
    answer = post(
        browse(officer),
        at("documents", procedure.pk),
        demand="为300名老人提供陪伴",
        conditions="\n".join(make.CONDITIONS),
        price_weight="10",
        **rows("criteria", given, 2),
    )
    assert answer.status_code == 303, text(answer)
    procedure.refresh_from_db()
    assert procedure.conditions == make.CONDITIONS
    dates = {
        "documents_from": "2015-03-10",
        "documents_until": "2015-03-17",
        "deadline_0": "2015-03-29",
        "deadline_1": "09:30",
        "opens_at_0": "",
        "opens_at_1": "",
        "confirm": "yes",
    }
    short = post(browse(officer), at("publish", procedure.pk), **dates)
    assert short.status_code == 422
    assert "2015-03-30" in text(short)
    assert 'value="2015-03-29"' in text(short)  # what was typed stays
    planned = post(browse(officer), at("plan", procedure.pk), **(dates | {"deadline_0": "2015-03-31"}))
    assert planned.status_code == 303
    published = post(browse(officer), at("publish", procedure.pk), **(dates | {"deadline_0": "2015-03-31"}))
    assert published.status_code == 303
    procedure.refresh_from_db()
    assert (procedure.state, procedure.deadline) == ("PUBLISHED", clock.local(2015, 3, 31, 9, 30))


def test_the_start_page_recommends_and_says_why() -> None:
    project = make_accepted_project()
    page = browse(make_actor(Role.PURCHASER_CLERK, project.purchaser)).get(at("start", project.no))
    assert "应当公开招标" in text(page)
    assert browse(make_actor(Role.PURCHASER_HEAD, project.purchaser)).get(at("start", project.no)).status_code == 403


def test_criteria_that_do_not_add_up_come_back_with_what_was_typed() -> None:
    buying = make.make_started()
    given = [{"kind": c["kind"], "title": c["title"], "max": c["max"], "standard": c.get("standard", "")} for c in make.CRITERIA]
    given[1]["max"] = "44"
    answer = post(
        browse(buying.officer),
        at("documents", buying.procedure.pk),
        demand="x",
        conditions="y",
        price_weight="10",
        **rows("criteria", given, 2),
    )
    assert answer.status_code == 422
    assert "合计99分" in text(answer)
    assert 'value="44"' in text(answer)
    assert "data-sum" in text(answer)
    buying.refresh()
    assert buying.procedure.criteria == []


def test_the_approval_goes_to_the_city_treasury_on_the_screens() -> None:
    buying = make.make_prepared(method=Method.CONSULTATION)
    make.city_treasury()
    page = browse(buying.officer).get(at("procedure", buying.procedure.pk))
    assert at("request_approval", buying.procedure.pk) in text(page)
    blocked = browse(buying.officer).get(at("publish", buying.procedure.pk))
    assert blocked.status_code == 422
    assert at("request_approval", buying.procedure.pk) in text(blocked)
    assert post(browse(buying.officer), at("request_approval", buying.procedure.pk), reason="须磋商").status_code == 303
    chief = make.make_chief()
    assert "须磋商" in text(browse(chief).get(at("approve_method", buying.procedure.pk)))
    assert browse(buying.head).get(at("approve_method", buying.procedure.pk)).status_code == 403
    assert browse(chief).get(at("refuse_method", buying.procedure.pk)).status_code == 200
    assert post(browse(chief), at("approve_method", buying.procedure.pk), opinion="同意").status_code == 303
    assert buying.refresh().method_approved_at


def test_a_bid_is_made_on_the_screen_and_answered_with_a_receipt() -> None:
    buying = make.make_published()
    bidder = make.make_bidder()
    client = browse(bidder)
    staff = rows("staff", [{"name": "社工甲", "title": "社会工作师", "share": "100"}])
    data = {"price": "500000", "plan": "上门陪伴", "hours": "4800", "confirm": "yes", **staff}
    shown = client.get(at("bid", buying.procedure.pk))
    file = SimpleUploadedFile("方案.pdf", b"%PDF-1.7", "application/pdf")
    answer = client.post(at("bid", buying.procedure.pk), {"once": once(shown), "first_file": file, **data})
    bid = Bid.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, at("receipt", bid.receipt))
    again = client.post(at("bid", buying.procedure.pk), {"once": once(shown), **data})
    assert again.status_code == 303
    assert Bid.objects.get().version == 1
    receipt = client.get(at("receipt", bid.receipt))
    assert bid.digest in text(receipt)
    assert "500000" not in text(receipt)
    assert bid.receipt in text(client.get(at("own_bids")))
    assert browse(make.make_bidder()).get(at("receipt", bid.receipt)).status_code == 404
    assert browse(buying.officer).get(at("own_bids")).status_code == 403
    assert client.get(at("bid_page", bid.pk)).status_code == 404
    gone = post(client, at("withdraw", bid.receipt), confirm="yes")
    assert gone.status_code == 303
    assert Bid.objects.get().state == "WITHDRAWN"


def test_a_refused_bid_comes_back_and_nothing_is_kept() -> None:
    buying = make.make_published()
    client = browse(make.make_bidder())
    answer = post(client, at("bid", buying.procedure.pk), price="0", plan="上门陪伴", confirm="yes", **rows("staff", []))
    assert answer.status_code == 422
    assert "上门陪伴" in text(answer)
    assert not Bid.objects.exists()
    unconfirmed = post(client, at("bid", buying.procedure.pk), price="1", plan="上门陪伴", **rows("staff", []))
    assert unconfirmed.status_code == 422


def test_a_bid_form_held_open_past_the_deadline_is_answered_with_the_refusal_and_a_record() -> None:
    buying = make.make_published()
    client = browse(make.make_bidder())
    with clock.at(make.DEADLINE - dt.timedelta(minutes=1)):
        shown = client.get(at("bid", buying.procedure.pk))
    with clock.at(make.DEADLINE + dt.timedelta(minutes=1)):
        data = {"once": once(shown), "price": "1", "plan": "上门陪伴", "confirm": "yes", **rows("staff", [])}
        answer = client.post(at("bid", buying.procedure.pk), data)
        assert client.get(at("bid", buying.procedure.pk)).status_code == 422
    assert answer.status_code == 422
    assert "不予接收" in text(answer)
    assert Bid.objects.get().state == "LATE"


def test_a_file_too_large_is_refused_at_its_field() -> None:
    buying = make.make_published()
    large = SimpleUploadedFile("方案.pdf", b"x" * (2 * 1024 * 1024 + 1), "application/pdf")
    answer = post(
        browse(make.make_bidder()),
        at("bid", buying.procedure.pk),
        price="1",
        plan="x",
        confirm="yes",
        first_file=large,
        **rows("staff", []),
    )
    assert answer.status_code == 422
    assert "2 MB" in text(answer)


def test_questions_and_answers_on_the_screens() -> None:
    buying = make.make_published()
    asker = make.make_bidder("提问社工服务中心")
    assert post(browse(asker), at("ask", buying.procedure.pk), question="能否使用礼堂？").status_code == 303
    enquiry = Enquiry.objects.get()
    assert "能否使用礼堂" in text(browse(buying.officer).get(at("answer_enquiry", enquiry.pk)))
    assert post(browse(buying.officer), at("answer_enquiry", enquiry.pk), answer="可以。").status_code == 303
    for reader in (make.make_bidder(), buying.head, make_actor(Role.AUDITOR)):
        page = text(browse(reader).get(at("procedure", buying.procedure.pk)))
        assert "可以。" in page
        assert "提问社工服务中心" not in page


def test_a_clarification_on_the_screen_moves_the_deadline() -> None:
    buying = make.make_published()
    data = {"text": "服务点增加一处", "affects_bids": "on", "new_deadline_0": "", "new_deadline_1": ""}
    short = post(browse(buying.officer), at("clarify", buying.procedure.pk), **data)
    assert short.status_code == 422
    assert "2015-03-25" in text(short)
    later = data | {"new_deadline_0": "2015-03-25", "new_deadline_1": "09:30"}
    assert post(browse(buying.officer), at("clarify", buying.procedure.pk), **later).status_code == 303
    assert Clarification.objects.get().new_deadline == clock.local(2015, 3, 25, 9, 30)
    assert "服务点增加一处" in text(browse(make.make_bidder()).get(at("procedure", buying.procedure.pk)))


@pytest.mark.at("2015-03-24 09:30")
def test_the_opening_on_the_screens_takes_two() -> None:
    buying = make.make_closed()
    assert post(browse(buying.officer), at("begin_opening", buying.procedure.pk), confirm="yes").status_code == 303
    assert browse(buying.officer).get(at("confirm_opening", buying.procedure.pk)).status_code == 422
    assert post(browse(buying.clerk), at("confirm_opening", buying.procedure.pk), notes="", confirm="yes").status_code == 303
    bid = Bid.objects.filter(state="OPENED").select_related("provider").first()
    assert bid is not None
    assert bid.provider is not None
    for reader in (buying.officer, buying.head, buying.clerk, make.make_chief(), make_actor(Role.AUDITOR), buying.bidders[1]):
        page = text(browse(reader).get(at("procedure", buying.procedure.pk)))
        assert bid.provider.name in page
        assert "508,000.00" in page
    stranger = text(browse(make.make_bidder()).get(at("procedure", buying.procedure.pk)))
    assert bid.provider.name not in stranger
    content = at("bid_page", bid.pk)
    for reader, status in (
        (buying.officer, 200),
        (buying.head, 200),
        (make_actor(Role.AUDITOR), 200),
        (buying.bidders[0], 200),
        (buying.clerk, 403),
        (make.make_chief(), 403),
        (buying.bidders[1], 403),
        (make.make_bidder(), 404),
        (make_actor(Role.ADMIN), 404),
        (None, 302),
    ):
        assert browse(reader).get(content).status_code == status
    assert "陪伴方案" in text(browse(buying.officer).get(content))
    assert queries.get_own_bid(buying.bidders[0], bid.receipt).readable


@pytest.mark.at("2015-03-24 09:30")
def test_a_file_of_an_opened_bid_is_given_as_a_download() -> None:
    buying = make.make_published()
    with clock.at(make.DEADLINE - dt.timedelta(hours=1)):
        for _n in range(3):
            make.submit(buying, make.make_bidder(), attachments=[("方案.html", "text/html", b"<script>")])
    make.commands.close_due()
    make.commands.begin_opening(buying.officer, procedure_id=buying.procedure.pk)
    make.commands.confirm_opening(buying.clerk, procedure_id=buying.procedure.pk)
    bid = queries.bids_for_review(buying.procedure.pk)[0]
    (file,) = bid.attachments.all()
    answer = browse(buying.officer).get(at("bid_file", bid.pk, file.pk))
    assert b"".join(answer.streaming_content) == b"<script>"  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert browse(buying.clerk).get(at("bid_file", bid.pk, file.pk)).status_code == 403
    assert browse(buying.officer).get(at("bid_file", bid.pk, file.pk + 1)).status_code == 404


@pytest.mark.at("2015-03-24 09:30")
def test_too_few_leads_from_the_opening_to_the_failure() -> None:
    buying = make.make_closed(prices=make.PRICES[:2])
    refused = post(browse(buying.officer), at("begin_opening", buying.procedure.pk), confirm="yes")
    assert refused.status_code == 422
    assert at("fail", buying.procedure.pk) in text(refused)
    failed = post(browse(buying.officer), at("fail", buying.procedure.pk), kind="TOO_FEW", reason="仅两家", confirm="yes")
    assert failed.status_code == 303
    assert "仅两家" in text(browse(make.make_bidder()).get(at("procedure", buying.procedure.pk)))


def test_cancelling_and_choosing_on_the_screens() -> None:
    buying = make.make_started()
    assert post(browse(buying.officer), at("method", buying.procedure.pk), method="CONSULTATION").status_code == 303
    assert buying.refresh().method == "CONSULTATION"
    assert post(browse(buying.officer), at("cancel", buying.procedure.pk), reason="需求变化").status_code == 303
    assert buying.refresh().state == "CANCELLED"


def test_what_is_not_published_does_not_exist_for_outsiders() -> None:
    buying = make.make_prepared()
    for outsider in (make.make_bidder(), make_actor(Role.PURCHASER_CLERK), make_actor(Role.EXPERT), make_actor(Role.ADMIN)):
        assert browse(outsider).get(at("procedure", buying.procedure.pk)).status_code == 404
        assert buying.procedure.title not in text(browse(outsider).get(at("register")))
    assert browse(None).get(at("procedure", buying.procedure.pk)).status_code == 302
    assert browse(make_actor(Role.AUDITOR)).get(at("procedure", buying.procedure.pk)).status_code == 200


def test_the_register_is_searched_filtered_sorted_and_exported(django_assert_max_num_queries: Any) -> None:
    for title in ("温馨夕阳暖空巢", "同一片蓝天", "回巢行动"):
        with clock.at(make.NOTICE):
            make.make_published(project=make_accepted_project(title=title))
    client = browse(make_actor(Role.AUDITOR))
    with django_assert_max_num_queries(12):
        page = client.get(at("register"))
    assert all(title in text(page) for title in ("温馨夕阳暖空巢", "同一片蓝天", "回巢行动"))
    found = text(client.get(at("register"), {"q": "蓝天"}))
    assert "同一片蓝天" in found
    assert "回巢行动" not in found
    assert "回巢行动" not in text(client.get(at("register"), {"state": "FAILED"}))
    assert client.get(at("register"), {"sort": "-deadline", "method": "OPEN_TENDER"}).status_code == 200
    book = client.get(at("register"), {"export": "xlsx", "q": "蓝天"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()  # type: ignore[attr-defined]
    assert len(sheet) == 2
    assert 508000.0 in sheet[1]
    opportunities = text(browse(make.make_bidder()).get(at("opportunities")))
    assert "同一片蓝天" in opportunities
    with clock.at(make.DEADLINE):
        assert "同一片蓝天" not in text(browse(make.make_bidder()).get(at("opportunities")))


@pytest.mark.at("2015-03-24 10:00")
def test_the_page_of_a_procedure_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    buying = make.make_opened_procedure()
    client = browse(buying.officer)
    client.get(at("procedure", buying.procedure.pk))
    with django_assert_max_num_queries(16):
        page = client.get(at("procedure", buying.procedure.pk))
    assert "自 03-03 起 21 日" in text(page)
    with django_assert_max_num_queries(3):
        facts = queries.facts(buying.no)
    assert facts is not None
    assert (facts.bidders, facts.state) == (4, "OPENED")


def test_the_dossier_is_offered_the_steps_of_each_reader() -> None:
    buying = make.make_published()

    def offered(actor: Actor) -> dict[str, bool]:
        return {str(s.label): s.verdict.allowed for s in queries.steps(actor, buying.no)}

    assert offered(make.make_bidder()) == {"投标": True, "询问": True}
    assert offered(buying.officer) == {"澄清或修改采购文件": True, "宣布废标": True}
    assert offered(buying.head) == {}
    project = make_accepted_project()
    clerk = make_actor(Role.PURCHASER_CLERK, project.purchaser)
    assert [(str(s.label), s.verdict.allowed, s.primary) for s in queries.steps(clerk, project.no)] == [("启动采购程序", True, True)]


def test_a_procedure_of_nine_hundred_thousand_has_its_money_shown() -> None:
    with clock.at(make.NOTICE):
        buying = make.make_published(amount=Decimal("900000.00"))
    assert "¥900,000.00" in text(browse(buying.officer).get(at("procedure", buying.procedure.pk)))


def test_a_file_of_a_bid_never_touches_the_disk_unsealed(monkeypatch: pytest.MonkeyPatch) -> None:
    def written(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", written)
    buying = make.make_published()
    almost = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-" + b"x" * (2 * 1024 * 1024 - 6), "application/pdf") for n in range(2)]
    data = {"price": "1", "plan": "x", "confirm": "yes", "first_file": almost[0], "second_file": almost[1], **rows("staff", [])}
    assert post(browse(make.make_bidder()), at("bid", buying.procedure.pk), **data).status_code == 303
    assert len(bytes(Bid.objects.get().sealed or b"")) > 4 * 1024 * 1024


def test_the_bid_form_still_asks_for_the_token() -> None:
    buying = make.make_published()
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(pk=make.make_bidder().user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(at("bid", buying.procedure.pk), {"price": "1", "plan": "x", "confirm": "yes", **rows("staff", [])})
    assert answer.status_code == 403
    assert not Bid.objects.exists()


@pytest.mark.at("2015-03-24 09:31")
def test_the_opening_does_not_wait_for_a_late_tick() -> None:
    buying = make.make_bidding()
    page = browse(buying.officer).get(at("procedure", buying.procedure.pk))
    assert at("begin_opening", buying.procedure.pk) in text(page)
    assert post(browse(buying.officer), at("begin_opening", buying.procedure.pk), confirm="yes").status_code == 303
    procedure = buying.refresh()
    assert (procedure.state, procedure.closed_at) == ("OPENING", clock.now())
