"""The page of a document, its files, and the editing of drafts, as a browser meets them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.documents import commands, queries
from bailu.documents.models import Document
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import acting
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.documents import samples
from tests.documents.test_rules import DOCX, PDF
from tests.factories import make_actor, make_purchaser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, settings: Any) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def clerk() -> Actor:
    return make_actor(Role.PURCHASER_CLERK, make_purchaser())


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def paper(actor: Actor, kind: str = "contract", *, issue: bool = False) -> Document:
    with acting("test.draft"):
        document = commands.draft(
            actor,
            kind=kind,
            project_no="P-2015-0001",
            owner="test.Thing:1",
            organisation_id=actor.organisation_id or 0,
            title="温馨夕阳暖空巢",
            data=samples.ALL[kind](),
        )
        if issue:
            commands.issue(actor, document)
    return commands.print_document(SYSTEM, document_id=document.pk)


def address(document: Document, name: str = "document", *more: str) -> str:
    return reverse(f"documents:{name}", args=[document.pk, *more])


def test_the_page_shows_what_the_paper_says_and_where_its_files_are(clerk: Actor) -> None:
    document = paper(clerk)
    answer = browser(clerk).get(address(document))
    assert answer.status_code == 200
    page = answer.content.decode()
    for text in ("政府购买社会工作服务合同", "草稿", "伍拾万捌仟元整", "分期支付表", "修改文字", document.number):
        assert text in page
    assert address(document, "file", "pdf") in page and address(document, "file", "word") in page
    assert document.pdf is not None and document.pdf.sha256 in page


@pytest.mark.parametrize("kind", sorted(samples.ALL))
def test_every_kind_has_a_page(kind: str, clerk: Actor) -> None:
    assert browser(clerk).get(address(paper(clerk, kind, issue=True))).status_code == 200


def test_what_people_write_is_escaped_on_the_page(clerk: Actor) -> None:
    document = paper(clerk)
    commands.edit_sections(clerk, document_id=document.pk, texts={"breach": "<script>alert(1)</script>"})
    page = browser(clerk).get(address(document)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize(("form", "kind", "suffix"), [("pdf", "application/pdf", "pdf"), ("word", "wordprocessingml.document", "docx")])
def test_a_file_is_saved_under_its_chinese_name_and_never_sniffed(form: str, kind: str, suffix: str, clerk: Actor) -> None:
    document = paper(clerk)
    answer = browser(clerk).get(address(document, "file", form))
    assert answer.status_code == 200
    assert kind in answer["Content-Type"]
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(f'{document.number}政府采购合同.{suffix}')}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    file = document.file(form)
    assert file is not None and answer.content == queries.content(file)


def test_a_stranger_finds_no_document_of_another_office(clerk: Actor) -> None:
    document = paper(clerk)
    stranger = browser(make_actor(Role.PURCHASER_CLERK, make_purchaser()))
    for name, more in (("document", ()), ("edit", ()), ("replace", ()), ("print", ()), ("file", ("pdf",)), ("file", ("word",))):
        assert stranger.get(address(document, name, *more)).status_code == 404


def test_a_visitor_reads_what_is_public_and_signs_in_for_the_rest(clerk: Actor) -> None:
    notice, contract = paper(clerk, "procurement_notice", issue=True), paper(clerk, issue=True)
    visitor = Client()
    shown = visitor.get(address(notice, "file", "pdf"))
    assert shown.status_code == 200 and shown.content.startswith(b"%PDF-")
    for where in (address(contract, "file", "pdf"), address(contract), address(notice)):
        answer = visitor.get(where)
        assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    with acting("test.publish"):
        commands.publish(clerk, contract)
    assert visitor.get(address(contract, "file", "word")).status_code == 200


def test_a_file_that_is_not_printed_yet_is_not_found_and_the_page_says_so(clerk: Actor) -> None:
    document = paper(clerk)
    with acting("test.issue"):
        commands.issue(clerk, document)
    client = browser(clerk)
    assert client.get(address(document, "file", "pdf")).status_code == 404
    assert client.get(address(document, "file", "edited")).status_code == 404
    assert "正在生成" in client.get(address(document)).content.decode()


def test_each_look_at_a_paper_with_personal_data_is_recorded(clerk: Actor) -> None:
    report = paper(clerk, "review_report", issue=True)
    client = browser(clerk)
    client.get(address(report))
    client.get(address(report, "file", "pdf"))
    assert Entry.objects.filter(verb="documents.read", actor_id=clerk.user_id).count() == 1


def once(client: Client, where: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(where).content.decode())
    assert found is not None
    return found[1]


def test_a_draft_is_edited_on_its_page(clerk: Actor) -> None:
    document, client = paper(clerk), browser(clerk)
    where = address(document, "edit")
    texts = {section["key"]: section["text"] for section in document.sections} | {"breach": "第一段。\r\n第二段。"}
    for _ in range(2):
        answer = client.post(where, texts | {"once": once(client, where)})
        assert answer.status_code == 303 and answer["Location"] == address(document)
    assert "<p>第一段。</p>" in client.get(address(document)).content.decode()


def test_an_issued_document_cannot_be_edited_and_the_page_says_why(clerk: Actor) -> None:
    document, client = paper(clerk, issue=True), browser(clerk)
    for name in ("edit", "replace", "print"):
        answer = client.get(address(document, name))
        assert answer.status_code == 422
    assert "修改文字" not in client.get(address(document)).content.decode()


def test_the_office_uploads_its_own_word_file(clerk: Actor) -> None:
    document, client = paper(clerk), browser(clerk)
    where = address(document, "replace")
    wrong = client.post(where, {"once": once(client, where), "upload": SimpleUploadedFile("稿.pdf", PDF)})
    assert wrong.status_code == 422 and "只接收docx" in wrong.content.decode()
    right = client.post(where, {"once": once(client, where), "upload": SimpleUploadedFile("稿.docx", DOCX)})
    assert right.status_code == 303
    assert client.get(address(document, "file", "edited")).content == DOCX


def test_evidence_is_given_to_those_who_keep_it(clerk: Actor) -> None:
    with acting("test.attach"):
        kept = commands.attach(
            clerk,
            owner="test.Thing:1",
            kind="survey",
            title="调查",
            upload=SimpleUploadedFile("调查报告.pdf", PDF),
            organisation_id=clerk.organisation_id or 0,
        )
    where = reverse("documents:attachment", args=[kept.pk])
    answer = browser(clerk).get(where)
    assert answer.content == PDF and quote("调查报告") in answer["Content-Disposition"]
    assert browser(make_actor(Role.PURCHASER_CLERK, make_purchaser())).get(where).status_code == 404
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_of_a_document_costs_few_queries(language: str, clerk: Actor, django_assert_max_num_queries: Any) -> None:
    document, client = paper(clerk), browser(clerk)
    client.cookies["django_language"] = language
    client.get(address(document))
    with django_assert_max_num_queries(8):
        answer = client.get(address(document))
    assert ("Draft" if language == "en" else "草稿") in answer.content.decode()
