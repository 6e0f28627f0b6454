"""Drafting, editing, issuing and printing; each refusal changes nothing."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.utils import translation

from bailu.audit.models import Entry
from bailu.documents import access, commands, queries, storage
from bailu.documents.chinese import in_chinese
from bailu.documents.models import Attachment, Document, File
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS, SYSTEM, Actor
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from tests.documents import samples
from tests.documents.test_printing import pdf_text, word_text
from tests.documents.test_rules import DOCX, PDF

pytestmark = pytest.mark.django_db

CLERK = Actor(user_id=7, name="经办人", organisation_id=3, organisation_name="厦门市民政局")
STRANGER = Actor(user_id=8, name="外人", organisation_id=4, organisation_name="别的单位")
NO = "P-2015-0001"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, settings: Any) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The prints that were asked for; done by ``printed``."""
    asked: list[int] = []
    monkeypatch.setattr(commands, "defer", lambda name, document_id: asked.append(document_id))
    return asked


def drafted(kind: str = "contract", **more: Any) -> Document:
    facts: dict[str, Any] = {"project_no": NO, "owner": "test.Thing:1", "organisation_id": 3, "title": "温馨夕阳暖空巢合同"}
    with acting("test.draft"):
        return commands.draft(CLERK, kind=kind, **(facts | {"data": samples.ALL[kind]()} | more))


def issued(kind: str = "contract", **more: Any) -> Document:
    document = drafted(kind, **more)
    with acting("test.issue"):
        return commands.issue(CLERK, document)


def printed(document: Document) -> Document:
    return commands.print_document(SYSTEM, document_id=document.pk)


def upload(name: str = "证明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def verbs() -> list[str]:
    return list(Entry.objects.filter(stream=NO).order_by("seq").values_list("verb", flat=True))


def test_a_draft_is_numbered_within_its_purchase_and_kind(jobs: list[int]) -> None:
    first, second, other = drafted(), drafted(), drafted("payment_claim")
    assert [first.number, second.number, other.number] == [f"{NO}-HT01", f"{NO}-HT02", f"{NO}-ZF01"]
    assert jobs == [first.pk, second.pk, other.pk]
    assert verbs() == ["documents.drafted"] * 3


def test_a_printed_draft_has_word_and_pdf_with_the_hash_of_their_bytes(jobs: list[int]) -> None:
    document = printed(drafted())
    assert document.pdf is not None and document.docx is not None
    for file in (document.pdf, document.docx):
        content = queries.content(file)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size
    assert "草稿" in pdf_text(queries.content(document.pdf))
    assert "伍拾万捌仟元整" in word_text(queries.content(document.docx))
    assert document.pdf.name == f"{NO}-HT01政府采购合同.pdf"
    assert len(document.template_version) == 16


def test_printing_again_changes_nothing(jobs: list[int]) -> None:
    document = printed(issued())
    files, lines = File.objects.count(), Entry.objects.count()
    again = printed(document)
    assert (again.pdf_id, again.docx_id) == (document.pdf_id, document.docx_id)
    assert (File.objects.count(), Entry.objects.count()) == (files, lines)


def test_an_edited_draft_is_printed_anew(jobs: list[int]) -> None:
    document = printed(drafted())
    commands.edit_sections(CLERK, document_id=document.pk, texts={"breach": f"违约者赔偿。{samples.EVIL}"})
    assert jobs == [document.pk, document.pk]
    again = printed(document)
    assert again.pdf is not None and again.pdf_id != document.pdf_id
    assert samples.EVIL.replace(" ", "") in pdf_text(queries.content(again.pdf))
    entry = Entry.objects.get(verb="documents.edited")
    assert entry.data == {"number": document.number, "sections": ["breach"]}


def test_a_revised_draft_follows_the_facts_but_keeps_what_the_office_wrote(jobs: list[int]) -> None:
    document = drafted()
    commands.edit_sections(CLERK, document_id=document.pk, texts={"breach": "办公室写的违约条款。"})
    document.refresh_from_db()
    with acting("test.revise"):
        commands.revise(CLERK, document, data=samples.contract() | {"scope": "新的范围。", "breach": "新的违约。"})
    texts = {section["key"]: section["text"] for section in Document.objects.get(pk=document.pk).sections}
    assert texts["scope"] == "新的范围。"
    assert texts["breach"] == "办公室写的违约条款。"


def test_an_issued_document_keeps_its_words_and_its_hashes_enter_the_chain(jobs: list[int]) -> None:
    document = printed(issued())
    assert document.state == "issued"
    assert document.issued_at == clock.now() and document.issued_by_id == 7
    assert document.pdf is not None and document.docx is not None
    assert "草稿" not in pdf_text(queries.content(document.pdf))
    assert verbs() == ["documents.drafted", "documents.issued", "documents.printed"]
    data = Entry.objects.get(verb="documents.printed").data
    assert (data["pdf"], data["docx"]) == (document.pdf.sha256, document.docx.sha256)


def test_issue_is_refused_while_a_term_of_the_contract_is_empty(jobs: list[int]) -> None:
    document = drafted()
    commands.edit_sections(CLERK, document_id=document.pk, texts={"quality": "", "breach": ""})
    lines = verbs()
    with pytest.raises(Refused) as refused, acting("test.issue"):
        commands.issue(CLERK, document)
    assert refused.value.verdict.clause == "XM2015:3.4"
    assert "服务质量、违约责任" in str(refused.value.verdict.reason)
    document.refresh_from_db()
    assert (document.state, document.issued_at) == ("draft", None)
    assert verbs() == lines


@pytest.mark.parametrize("how", ["issue", "edit", "revise", "word"])
def test_nothing_is_done_twice_to_an_issued_document(how: str, jobs: list[int]) -> None:
    document = issued()
    before, lines = Document.objects.filter(pk=document.pk).values().get(), verbs()
    with pytest.raises(Refused):
        if how == "edit":
            commands.edit_sections(CLERK, document_id=document.pk, texts={"breach": "改"})
        elif how == "word":
            commands.replace_word(CLERK, document_id=document.pk, upload=upload("稿.docx", DOCX))
        else:
            with acting("test"):
                if how == "issue":
                    commands.issue(CLERK, document)
                else:
                    commands.revise(CLERK, document, data=samples.contract())
    assert Document.objects.filter(pk=document.pk).values().get() == before
    assert verbs() == lines


@pytest.mark.parametrize("change", ["title = 'x'", "data = '{}'", "sections = '[]'", "pdf_id = null", "state = 'draft'"])
def test_the_database_itself_refuses_to_change_what_is_issued(change: str, jobs: list[int]) -> None:
    document = printed(issued())
    with pytest.raises(IntegrityError), acting("test"), connection.cursor() as cursor:
        cursor.execute(f"update documents_document set {change} where id = %s", [document.pk])


def test_the_database_itself_refuses_to_delete_what_is_issued(jobs: list[int]) -> None:
    document = issued()
    with pytest.raises(IntegrityError), acting("test"), connection.cursor() as cursor:
        cursor.execute("delete from documents_document where id = %s", [document.pk])


def test_an_act_of_the_office_is_refused_to_strangers(jobs: list[int]) -> None:
    document = drafted()
    with pytest.raises(OutOfScope):
        commands.edit_sections(STRANGER, document_id=document.pk, texts={"breach": "改"})
    shared = drafted(shared_with=[4])
    with pytest.raises(Forbidden):
        commands.edit_sections(STRANGER, document_id=shared.pk, texts={"breach": "改"})
    assert "改" not in str(Document.objects.values_list("sections", flat=True))


def test_the_room_of_the_owner_decides_who_reads_and_edits(jobs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_registered", {})

    def may_read(actor: Actor, document: Document) -> Verdict:
        return ALLOWED if actor.organisation_id == 4 else forbid("no")

    document = drafted(owner="other.Record:9")
    access.register("other.Record", may_read)
    assert queries.get(STRANGER, document.pk) == document
    assert queries.of_project(STRANGER, NO) == [document]
    assert queries.of_owner(STRANGER, "other.Record:9", "contract") == [document]
    assert queries.of_project(CLERK, NO) == []
    with pytest.raises(Forbidden):
        queries.get(CLERK, document.pk)
    with pytest.raises(OutOfScope):
        queries.get(Actor(user_id=9, name="第三人", organisation_id=5), document.pk)
    with pytest.raises(Forbidden):
        commands.edit_sections(STRANGER, document_id=document.pk, texts={"breach": "改"})
    access.register("other.Record", may_read, may_edit=may_read)
    assert commands.edit_sections(STRANGER, document_id=document.pk, texts={"breach": "改"}) == document


@pytest.mark.parametrize(
    ("kind", "open_to_all"),
    [("procurement_notice", True), ("award_notice", True), ("acceptance_certificate", True), ("contract", False), ("review_report", False)],
)
def test_what_the_law_makes_public_is_public_on_issue(kind: str, open_to_all: bool, jobs: list[int]) -> None:
    draft_paper = drafted(kind)
    assert not queries.public().exists()
    with acting("test"):
        document = commands.issue(CLERK, draft_paper)
    assert list(queries.public(project_no=NO, kind=kind)) == ([document] if open_to_all else [])
    if open_to_all:
        assert queries.get(ANONYMOUS, document.pk) == document
    else:
        with pytest.raises(OutOfScope):
            queries.get(ANONYMOUS, document.pk)


def test_a_contract_is_public_once_it_is_published(jobs: list[int]) -> None:
    document = issued()
    with pytest.raises(OutOfScope):
        queries.public_document(document.pk)
    for _ in range(2):
        with acting("test"):
            commands.publish(CLERK, document)
    assert queries.public_document(document.pk) == document
    assert verbs().count("documents.published") == 1


def test_an_organisation_it_is_shared_with_reads_but_does_not_edit(jobs: list[int]) -> None:
    document = drafted(shared_with=[4])
    assert queries.get(STRANGER, document.pk) == document
    assert queries.of_project(STRANGER, NO) == [document]


def test_labels_in_a_document_are_chinese_whoever_drafts_it(jobs: list[int]) -> None:
    with translation.override("en"):
        document = printed(drafted())
        assert in_chinese(document.get_kind_display)() == "政府采购合同"
    assert document.pdf is not None and document.pdf.name == f"{NO}-HT01政府采购合同.pdf"


@pytest.mark.parametrize("kind", ["contract", "review_report"])
def test_a_draft_or_an_internal_paper_is_never_published(kind: str, jobs: list[int]) -> None:
    document = drafted(kind) if kind == "contract" else issued(kind)
    with pytest.raises(Refused), acting("test"):
        commands.publish(CLERK, document)
    assert not queries.public().exists()
    assert "documents.published" not in verbs()


def test_the_word_file_of_the_office_is_kept_beside_the_printed_one(jobs: list[int]) -> None:
    document = drafted()
    commands.replace_word(CLERK, document_id=document.pk, upload=upload("改.docx", DOCX))
    with acting("test"):
        document = commands.issue(CLERK, document)
    document = printed(document)
    assert document.edited_docx is not None and document.docx is not None
    assert queries.content(document.edited_docx) == DOCX
    assert document.docx.sha256 != document.edited_docx.sha256
    assert Entry.objects.get(verb="documents.word_replaced").data["sha256"] == hashlib.sha256(DOCX).hexdigest()


def test_a_pdf_is_no_word_file(jobs: list[int]) -> None:
    document = drafted()
    with pytest.raises(Refused):
        commands.replace_word(CLERK, document_id=document.pk, upload=upload())
    document.refresh_from_db()
    assert document.edited_docx is None
    assert not File.objects.exists()


def test_an_attachment_is_kept_with_its_hash(jobs: list[int]) -> None:
    with acting("test"):
        kept = commands.attach(CLERK, owner="elsewhere.Thing:4", kind="certificate", title="登记证书", upload=upload(), organisation_id=3)
    assert queries.content(queries.attachment(CLERK, kept.pk).file) == PDF
    assert Entry.objects.get(verb="documents.attached", stream="O-3").data["sha256"] == kept.file.sha256
    assert queries.attachments_of(CLERK, "elsewhere.Thing:4") == [kept]
    assert queries.attachments_of(STRANGER, "elsewhere.Thing:4") == []
    with pytest.raises(OutOfScope):
        queries.attachment(STRANGER, kept.pk)


def test_a_refused_upload_leaves_nothing_behind(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 5
    with pytest.raises(Refused) as refused, acting("test"):
        commands.attach(CLERK, owner="a.B:1", kind="k", title="题", upload=upload(), organisation_id=3)
    assert refused.value.verdict.code == "file_size"
    assert not Attachment.objects.exists() and not File.objects.exists() and not Entry.objects.exists()
    assert list(project_settings.FILES_DIR.iterdir()) == []


def test_the_same_bytes_lie_once_on_disk() -> None:
    with acting("test"):
        first = commands.store_upload(CLERK, upload("甲.pdf"))
        second = commands.store_upload(STRANGER, upload("乙.pdf"))
    assert (first.sha256, first.path) == (second.sha256, second.path)
    assert {first.name, second.name} == {"甲.pdf", "乙.pdf"}
    assert len([path for path in project_settings.FILES_DIR.rglob("*") if path.is_file()]) == 1
    assert first.path == f"{first.sha256[:2]}/{first.sha256[2:4]}/{first.sha256}"
    assert set(File.objects.visible_to(CLERK)) == {first}


def test_bytes_that_were_changed_on_disk_are_not_given_out() -> None:
    with acting("test"):
        file = commands.store_upload(CLERK, upload())
    (project_settings.FILES_DIR / file.path).write_bytes(b"%PDF-forged")
    with pytest.raises(storage.FileDamaged):
        queries.content(file)


def test_a_look_at_a_paper_with_personal_data_is_recorded_once_a_day(jobs: list[int]) -> None:
    report, contract = drafted("review_report"), drafted("contract")
    for _ in range(3):
        commands.note_read(CLERK, document_id=report.pk)
        commands.note_read(CLERK, document_id=contract.pk)
    reads = Entry.objects.filter(verb="documents.read")
    assert [entry.subject for entry in reads] == [f"documents.Document:{report.pk}"]
    with pytest.raises(Forbidden):
        commands.note_read(STRANGER, document_id=report.pk)
    assert reads.count() == 1


def test_data_that_does_not_fit_drafts_nothing(jobs: list[int]) -> None:
    with pytest.raises(TypeError, match="amount is missing"):
        drafted(data=samples.contract() | {"amount": None})
    assert not Document.objects.exists() and jobs == []
