"""The public site: complete for a visitor, closed for what is not public, flat in its queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.award.models import Award
from bailu.contracts.models import Contract
from bailu.kernel import clock
from bailu.organisations.models import Organisation
from bailu.procurement.models import Bid, Enquiry, Procedure
from bailu.publicity.queries import everyday, glance
from tests.procurement.factories import make_bidding, make_prepared
from tests.publicity import states

pytestmark = pytest.mark.django_db

LISTS = ("home", "notices", "results", "contracts", "ocds", "feed", "about", "seals", "lottery")
OF_PURCHASE = ("purchase", "releases", "records")
CHINESE = re.compile(r"[㐀-鿿]+")


def pages(no: str) -> Iterator[tuple[str, str]]:
    """Everything a visitor can read of a purchase: (address, text)."""
    visitor = Client()
    addresses = [reverse(f"publicity:{name}") for name in LISTS] + [reverse(f"publicity:{name}", args=[no]) for name in OF_PURCHASE]
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        yield address, answer.content.decode()


def seen_anywhere(no: str, *secrets: str) -> list[tuple[str, str]]:
    assert all(secrets)
    return [(address, secret) for address, text in pages(no) for secret in secrets if secret in text]


def test_a_purchase_is_unknown_until_its_notice_is_out() -> None:
    no = make_prepared().no
    for name in OF_PURCHASE:
        assert Client().get(reverse(f"publicity:{name}", args=[no])).status_code == 404
    for name in LISTS:
        assert no not in Client().get(reverse(f"publicity:{name}")).content.decode()


def test_nobody_learns_before_the_opening_who_bids_and_for_how_much() -> None:
    buying = make_bidding()
    names = [bidder.organisation_name for bidder in buying.bidders]
    receipts = list(Bid.objects.values_list("receipt", flat=True))
    with clock.at(states.YEARS_LATER):
        assert seen_anywhere(buying.no, "495000", "495,000", "470,000", *names, *receipts) == []


def test_nobody_learns_who_bid_between_the_opening_and_the_notice_of_the_result() -> None:
    no = states.opened()
    bids = list(Bid.objects.select_related("provider"))
    names = [bid.provider.name for bid in bids if bid.provider]
    assert len(names) == len(bids) > 2
    with clock.at(states.YEARS_LATER):
        assert seen_anywhere(no, "470,000", "470000", *names) == []


def test_the_notice_of_the_result_names_winner_amount_and_experts() -> None:
    no = states.awarded()
    award = Award.objects.select_related("provider").get(project_no=no)
    experts = [m.person.name for m in award.committee.members.sitting().filter(kind="EXPERT").select_related("person")]
    text = dict(pages(no))[reverse("publicity:purchase", args=[no])]
    assert all(word in text for word in (award.provider.name, f"{award.amount:,.2f}", *experts))


def test_a_signed_contract_stays_hidden_until_it_is_published() -> None:
    no = states.signed()
    contract = Contract.objects.get(project_no=no)
    with clock.at(states.YEARS_LATER):
        assert seen_anywhere(no, contract.no, contract.breach, contract.scope) == []
        assert Client().get(reverse("documents:file", args=[contract.document_id, "pdf"])).status_code == 302


def test_a_published_contract_is_told_with_its_terms_targets_and_payments() -> None:
    no = states.in_service()
    contract = Contract.objects.get(project_no=no)
    text = dict(pages(no))[reverse("publicity:purchase", args=[no])]
    for word in (contract.no, contract.scope, contract.breach, f"{contract.amount:,.2f}", "目标和进度", "2015-05-04"):
        assert word in text, word
    assert contract.no in Client().get(reverse("publicity:contracts")).content.decode()


def test_grades_and_acceptance_are_public_and_no_client_is_named() -> None:
    no = states.settled()
    told = dict(pages(no))
    page = told[reverse("publicity:purchase", args=[no])]
    assert "优秀" in page and "良好" in page and "按合同履行，同意验收。" in page
    assert "优秀" in told[reverse("publicity:home")]
    assert seen_anywhere(no, "陈阿婆", "林伯", "13800000", "姑娘每周都来") == []


def test_the_first_screen_says_what_for_whom_by_whom_and_with_what_result() -> None:
    no = states.settled()
    contract = Contract.objects.get(project_no=no)
    (line,) = glance.glances()
    assert (line.no, line.provider, line.amount, line.budget) == (no, contract.provider.name, contract.amount, False)
    assert str(line.stage) == "已完成，款已付清" and "优秀" in str(line.note)
    text = dict(pages(no))[reverse("publicity:home")]
    assert all(word in text for word in (line.title, line.purchaser, line.provider, "已完成，款已付清"))


def test_until_a_result_is_out_the_first_screen_tells_the_budget_and_nobody() -> None:
    states.published()
    (line,) = glance.glances()
    assert line.budget and line.provider == "" and line.note == ""


def test_a_purchase_begins_with_plain_words() -> None:
    no = states.settled()
    contract = Contract.objects.get(project_no=no)
    text = dict(pages(no))[reverse("publicity:purchase", args=[no])]
    said = text.split('id="plain"')[1].split("</section>")[0]
    assert contract.purchaser.name in said and contract.provider.name in said and f"{contract.amount:,.2f}" in said
    assert "优秀" in said and "已支付" in said


def test_questions_are_answered_to_all_without_the_asker() -> None:
    no = states.clarified()
    asker = Organisation.objects.get(pk=Enquiry.objects.get().asker_id)
    assert seen_anywhere(no, asker.name) == []
    text = dict(pages(no))[reverse("publicity:purchase", args=[no])]
    assert "培训场地由谁提供？" in text and "由购买主体提供。" in text and "服务人数由300名改为320名。" in text


def test_a_failed_purchase_says_why_and_a_repeated_one_shows_both_rounds() -> None:
    no = states.repeated()
    text = dict(pages(no))[reverse("publicity:purchase", args=[no])]
    assert "采购文件有误，须重新采购" in text
    assert f"ocds-bailu0-{no}-2" in text


@pytest.mark.parametrize("state", ["published", "repeated", "settled"])
def test_every_page_costs_few_queries(state: str, django_assert_max_num_queries: Any) -> None:
    no = states.STATES[state]()
    most = {"home": 12, "purchase": 12, "releases": 12, "records": 12, "feed": 8, "about": 2, "seals": 2}
    for name in (*LISTS, *OF_PURCHASE):
        with django_assert_max_num_queries(most.get(name, 4)):
            Client().get(reverse(f"publicity:{name}", args=[no] if name in OF_PURCHASE else []))


def test_registers_find_by_two_characters_and_narrow_by_group_and_stage() -> None:
    no = states.published()
    notices = reverse("publicity:notices")

    def found(**asked: str) -> bool:
        return no in Client().get(notices, asked).content.decode()

    title = Procedure.objects.get(project_no=no).title
    assert found(q=title[:2]) and found(q=no) and not found(q="戒毒")
    assert found(stage="open") and not found(stage="awarded")
    assert found(population="POP08") and not found(population="POP01")
    sheet = Client().get(notices, {"export": "xlsx"})
    assert b"".join(sheet.streaming_content).startswith(b"PK")
    sheet.close()


@pytest.mark.parametrize(("asked", "group"), [("独居老人", "POP08"), ("空巢", "POP08"), ("失独家庭", "POP06"), ("残障人士", "POP07")])
def test_everyday_words_name_the_group_the_policy_means(asked: str, group: str) -> None:
    assert everyday.groups(asked) == [group]
    assert everyday.groups("社会工作") == []


def test_a_purchase_is_found_by_the_people_it_is_for() -> None:
    no = states.published()
    project = Procedure.objects.filter(project_no=no).select_related("project").get().project
    word = everyday.EVERYDAY[project.populations[0]][0]
    assert no in Client().get(reverse("publicity:notices"), {"q": word}).content.decode()


def test_the_stage_says_review_until_the_result_is_announced() -> None:
    no = states.opened()
    with clock.at(states.YEARS_LATER):
        assert no in Client().get(reverse("publicity:notices"), {"stage": "review"}).content.decode()
        assert no not in Client().get(reverse("publicity:notices"), {"stage": "open"}).content.decode()


def test_json_carries_a_mark_that_spares_the_second_download() -> None:
    address = reverse("publicity:releases", args=[states.published()])
    first = Client().get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("mark", ["", "nonsense", "2015-03-03~", "~~", "9999-12-31T23:59:59+08:00~Z~1"])
def test_the_feed_understands_or_ignores_any_mark(mark: str) -> None:
    no = states.published()
    with clock.at(states.LATER):
        answer = Client().get(reverse("publicity:feed"), {"after": mark})
    changed = [each["purchase"] for each in answer.json()["changes"]]
    assert changed == ([] if mark.startswith("9999") else [no])


def test_the_feed_goes_on_from_its_mark_and_waits_for_what_may_still_be_written() -> None:
    no = states.contracted()
    feed = reverse("publicity:feed")
    with clock.at(states.PUBLISHED):
        seen = Client().get(feed).json()
    # Notice and award; the contract is of this very moment.
    assert [each["purchase"] for each in seen["changes"]] == [no, no]
    marks: list[str] = []
    with clock.at(states.YEARS_LATER):
        mark = ""
        while changes := Client().get(feed, {"after": mark}).json()["changes"]:
            marks += [each["mark"] for each in changes]
            mark = changes[-1]["mark"]
    assert len(marks) == len(set(marks)) == 3


def test_english_pages_hold_no_chinese_but_data() -> None:
    """Of an empty site everything is text of the pages; the Chinese that stays is the switch to Chinese."""
    for name in LISTS:
        if name == "feed":
            continue
        text = Client(headers={"accept-language": "en"}).get(reverse(f"publicity:{name}")).content.decode()
        assert set(CHINESE.findall(text)) <= {"中", "简体中文", "中文"}, name


def test_the_english_page_of_a_purchase_holds_no_chinese_of_the_page() -> None:
    no = states.settled()
    address = reverse("publicity:purchase", args=[no])
    english = Client(headers={"accept-language": "en"}).get(address).content.decode()
    template = Path("bailu/publicity/templates/publicity/purchase.html").read_text("utf-8")
    texts = re.findall(r'{% translate "([^"]+)"', template)
    assert len(texts) > 40
    assert [text for text in texts if len(text) > 3 and f">{text}<" in english] == []


@pytest.mark.django_db
def test_a_citizen_who_only_reads_is_given_no_cookie(client: Client) -> None:
    for path in ("/public/", "/public/notices/", "/law/"):
        answer = client.get(path)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
