"""The screens of the library: what is shown and offered, in how many queries; the public list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.programmes.library import commands
from bailu.programmes.library.enums import PaperState
from bailu.programmes.models import Paper
from tests.factories import make_actor
from tests.programmes.factories import make_district, make_office
from tests.programmes.library_factories import make_draft, make_issued, paper_file

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(client: Client, actor: Actor) -> Client:
    client.force_login(Person.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_paper_goes_by_its_forms_from_the_draft_to_having_been_read(client: Client) -> None:
    office, second, district = make_office(), make_office(), make_district()
    where = reverse("programmes:draft_paper")
    page = text(enter(client, office).get(where))
    assert "五（二）" in page and "区试点工作经办人" in page
    facts = {
        "title": "试点指南", "kind": "GUIDE", "doc_no": "", "issuing_body": "领导小组办公室", "summary": "怎样购买。", "file": paper_file(),
        "in_force_from": "2015-03-02", "clauses": ["XM2015:5.2"], "public": "yes", "roles": ["DISTRICT_CLERK"], "read_by": "2015-03-20",
    }  # fmt: skip
    refused = client.post(where, facts | {"file": paper_file(), "in_force_to": "2015-03-01"})
    assert refused.status_code == 422 and "失效日期不能早于生效日期" in text(refused)
    answer = client.post(where, facts | {"file": paper_file()})
    paper = Paper.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/library/{paper.no}/")
    enter(client, second)
    assert "审核印发文件" in text(client.get("/")), "it waits on the desk"
    assert client.post(reverse("programmes:issue_paper", args=[paper.no]), {"confirm": "yes"}).status_code == 303
    enter(client, district.clerk)
    assert "阅读文件" in text(client.get("/"))
    reading = reverse("programmes:read_paper", args=[paper.no])
    assert "指南.pdf" in text(client.get(reading))
    assert client.post(reading, {}).status_code == 422
    assert client.post(reading, {"confirm": "yes"}).status_code == 303
    assert "阅读文件" not in text(client.get("/"))
    readers = text(enter(client, office).get(reverse("programmes:paper_readers", args=[paper.no])))
    assert "已阅" in readers and district.organisation.name in readers


def test_the_next_version_is_drafted_from_the_last(client: Client) -> None:
    office, second = make_office(), make_office()
    paper = make_issued(office, second)
    where = reverse("programmes:replace_paper", args=[paper.no])
    assert paper.title in text(enter(client, office).get(where))
    facts = {
        "title": "试点指南（修订）", "kind": "GUIDE", "issuing_body": "办公室", "summary": "怎样购买。", "file": paper_file(),
        "in_force_from": "2015-10-08", "clauses": ["XM2015:4.4"], "public": "yes",
    }  # fmt: skip
    answer = client.post(where, facts)
    new = Paper.objects.get(replaces=paper)
    assert (answer.status_code, answer.headers["Location"], new.version) == (303, f"/library/{new.no}/", 2)
    commands.issue_paper(second, paper_id=new.pk)
    page = text(client.get(paper.get_absolute_url()))
    assert "已有新版" in page and new.no in page and "2015-10-07" in page


def test_lists_and_pages_cost_the_same_however_many_there_are(client: Client, django_assert_num_queries: Any) -> None:
    office, second = make_office(), make_office()
    for code in ("350203", "350205", "350206"):
        make_district(code)
    papers = [make_issued(office, second, title=f"文件{n}", roles=[Role.DISTRICT_CLERK]) for n in range(4)]
    enter(client, office)
    costs = {
        reverse("programmes:papers"): LIST,
        reverse("programmes:paper_readers", args=[papers[0].no]): LIST + 1,
        papers[0].get_absolute_url(): PAGE,
    }
    for where, cost in costs.items():
        client.get(where)
        with django_assert_num_queries(cost):
            assert client.get(where).status_code == 200


LIST, PAGE = 5, 9


def test_the_register_is_narrowed_and_searched(client: Client) -> None:
    office, second = make_office(), make_office()
    now, later = (
        make_issued(office, second, title="现在的文件"),
        make_issued(office, second, title="将来的文件", in_force_from=dt.date(2015, 9, 1)),
    )
    district = make_district()
    own = make_issued(district.clerk, make_actor(Role.DISTRICT_CLERK, district.organisation), title="思明区的文件")
    enter(client, office)
    where = reverse("programmes:papers")
    for asked, found in (
        ({"force": "1"}, {now, own}), ({"force": "0"}, {later}), ({"level": "DISTRICT"}, {own}), ({"q": "将来"}, {later}),
        ({"district": "350203"}, {own}), ({"state": "ISSUED"}, {now, later, own}),
    ):  # fmt: skip
        page = text(client.get(where, asked))
        assert {paper for paper in (now, later, own) if paper.title in page} == found, asked


def test_readers_are_paged(client: Client) -> None:
    office, second = make_office(), make_office()
    for _ in range(30):
        make_actor(Role.PURCHASER_CLERK)
    paper = make_issued(office, second, roles=[Role.PURCHASER_CLERK])
    where = reverse("programmes:paper_readers", args=[paper.no])
    page = text(enter(client, office).get(where))
    assert "共 30 条" in page and page.count("未阅</span>") == 25
    assert "没有符合条件的记录" in text(client.get(where, {"read": "1"}))


def test_the_public_site_lists_what_is_in_force_and_public(client: Client, django_assert_max_num_queries: Any) -> None:
    office, second = make_office(), make_office()
    shown = make_issued(office, second, title="公开过的一份")
    later = make_issued(office, second, title="还没生效的文件", in_force_from=dt.date(2015, 9, 1))
    inside = make_issued(office, second, title="内部的文件", public=False)
    draft = make_draft(office, title="草稿文件")
    with django_assert_max_num_queries(4):
        page = text(client.get(reverse("publicity:papers")))
    assert [title in page for title in ("公开过的一份", "还没生效的文件", "内部的文件", "草稿文件")] == [True, False, False, False]
    for paper, code in ((shown, 200), (later, 200), (inside, 404), (draft, 404)):
        assert client.get(reverse("publicity:paper", args=[paper.no])).status_code == code
        assert client.get(reverse("publicity:paper_file", args=[paper.no])).status_code == code
    answer = client.get(reverse("publicity:paper_file", args=[shown.no]))
    assert answer.content == b"%PDF-1.4 guide" and "attachment" in answer["Content-Disposition"]
    commands.withdraw_paper(office, paper_id=shown.pk, reason="与新规定不符。")
    assert "公开过的一份" not in text(client.get(reverse("publicity:papers")))
    assert "与新规定不符" in text(client.get(reverse("publicity:paper", args=[shown.no])))
    assert Paper.objects.get(pk=shown.pk).state == PaperState.WITHDRAWN
