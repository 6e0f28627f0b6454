"""The write side. Stations draft, revise, issue and publish as steps of their own acts; people edit drafts by acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.urls import reverse

from bailu.audit.commands import record
from bailu.audit.models import Entry
from bailu.documents import access, policies, printing, queries, rules, shapes, storage
from bailu.documents.chinese import in_chinese
from bailu.documents.compose import sections as free_texts
from bailu.documents.enums import NUMBER_CODES, PERSONAL_KINDS, PUBLIC_KINDS, DocumentKind
from bailu.documents.models import Attachment, Document, File
from bailu.documents.pdf.render import pdf
from bailu.documents.word.render import word
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.queue import defer
from bailu.kernel.verdict import Verdict, first_refusal, require


@step
def store_upload(actor: Actor, upload: UploadedFile, *, suffixes: Iterable[str] = rules.SUFFIXES) -> File:
    """Keep what a person uploads, after checking its name, size and content. Raises Refused with what to do instead."""
    name, content, verdict = _looked_at(upload, suffixes)
    require(verdict)
    return _store(actor, name, rules.SUFFIXES[rules.suffix_of(name)], content)


def acceptable(uploads: Iterable[UploadedFile], *, suffixes: Iterable[str] = rules.SUFFIXES) -> Verdict:
    """For an act that keeps several: all are looked at before the first is written, so that a refusal leaves no bytes behind."""
    kinds = tuple(suffixes)
    return first_refusal(_looked_at(upload, kinds)[2] for upload in uploads)


def _looked_at(upload: UploadedFile, suffixes: Iterable[str]) -> tuple[str, bytes, Verdict]:
    limit = int(settings.UPLOAD_MAX_BYTES)
    size = int(upload.size or 0)
    content = b"".join(upload.chunks()) if size <= limit else b""
    name = rules.safe_name(upload.name or "")
    return name, content, rules.may_be_stored(name, size, content, limit=limit, allowed=suffixes)


def _store(actor: Actor, name: str, content_type: str, content: bytes) -> File:
    sha256, path = storage.put(content)
    return File.objects.create(
        sha256=sha256, size=len(content), content_type=content_type, name=name, path=path, uploaded_by_id=actor.user_id
    )


@step
def attach(
    actor: Actor,
    *,
    owner: str,
    kind: str,
    title: str,
    upload: UploadedFile,
    organisation_id: int,
    valid_until: date | None = None,
    stream: str = "",
    suffixes: Iterable[str] = rules.SUFFIXES,
) -> Attachment:
    """Attach a file as evidence to a record. ``stream`` is the purchase it belongs to, else the organisation's own. Raises Refused."""
    attachment = Attachment.objects.create(
        owner=owner,
        kind=kind,
        title=title,
        file=store_upload(actor, upload, suffixes=suffixes),
        organisation_id=organisation_id,
        attached_by_id=actor.user_id,
        valid_until=valid_until,
    )
    data = {"owner": owner, "kind": kind, "sha256": attachment.file.sha256, "size": attachment.file.size}
    record(actor, "documents.attached", attachment, stream=stream or f"O-{organisation_id}", data=data)
    return attachment


@step
def draft(
    actor: Actor,
    *,
    kind: str,
    project_no: str,
    owner: str,
    organisation_id: int,
    title: str,
    data: Mapping[str, Any],
    shared_with: Iterable[int] = (),
) -> Document:
    """Draft a document of this kind from the facts of a station; its Word and PDF are printed after commit.

    ``data`` follows the schema of the kind (``schemas``), else BadData is raised. ``shared_with`` are other organisations
    in whose scope it stands, such as the provider of a contract.
    """
    facts = shapes.checked(kind, data)
    document = Document.objects.create(
        kind=kind,
        number=_next_number(project_no, kind),
        project_no=project_no,
        owner=owner,
        organisation_id=organisation_id,
        shared_with=sorted(set(shared_with)),
        title=title,
        data=facts,
        sections=free_texts.initial(kind, facts),
        drafted_at=clock.now(),
        drafted_by_id=actor.user_id,
    )
    record(actor, "documents.drafted", document, stream=project_no, data={"kind": str(kind), "number": document.number})
    defer("documents.render", document_id=document.pk)
    return document


def _next_number(project_no: str, kind: str) -> str:
    """The next number of this kind in this purchase; two drafts at once take turns."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"documents {project_no} {kind}"])
    before = Document.objects.filter(project_no=project_no, kind=kind).count()
    return f"{project_no}-{NUMBER_CODES[kind]}{before + 1:02d}"


@step
def revise(actor: Actor, document: Document, *, data: Mapping[str, Any], title: str = "") -> Document:
    """Give a draft new facts. A free text the office has edited stays; one it has not touched follows the facts."""
    require(policies.is_draft(document))
    facts = shapes.checked(document.kind, data)
    old = {section["key"]: section["text"] for section in free_texts.initial(document.kind, document.data)}
    edited = {section["key"]: section["text"] for section in document.sections if section["text"] != old.get(section["key"], "")}
    sections = free_texts.initial(document.kind, facts)
    document.sections = [section | {"text": edited.get(section["key"], section["text"])} for section in sections]
    document.data = facts
    document.title = title or document.title
    document.save(update_fields=["data", "sections", "title"])
    record(actor, "documents.revised", document, data={"number": document.number})
    defer("documents.render", document_id=document.pk)
    return document


@step
def write_sections(actor: Actor, document: Document, texts: Mapping[str, str]) -> Document:
    """Write the free texts of a draft; keys that its kind does not have are a mistake of the caller (KeyError)."""
    require(policies.is_draft(document))
    known = {section["key"] for section in document.sections}
    if unknown := set(texts) - known:
        raise KeyError(f"{document.kind} has no sections {sorted(unknown)}")
    changed = [section["key"] for section in document.sections if texts.get(section["key"], section["text"]) != section["text"]]
    document.sections = [section | {"text": texts.get(section["key"], section["text"])} for section in document.sections]
    document.save(update_fields=["sections"])
    record(actor, "documents.edited", document, data={"number": document.number, "sections": changed})
    defer("documents.render", document_id=document.pk)
    return document


@act
def edit_sections(actor: Actor, *, document_id: int, texts: Mapping[str, str]) -> Document:
    """Edit the free texts of a draft on its page. Raises Refused once it is issued, Forbidden without the right."""
    document = queries.lock(actor, document_id)
    require(policies.may_edit(actor, document))
    return write_sections(actor, document, texts)


@act
def replace_word(actor: Actor, *, document_id: int, upload: UploadedFile) -> Document:
    """Keep beside a draft the Word file that the office has edited by hand; it is issued with it. Raises Refused."""
    document = queries.lock(actor, document_id)
    require(policies.may_edit(actor, document))
    document.edited_docx = store_upload(actor, upload, suffixes=(".docx",))
    document.save(update_fields=["edited_docx"])
    data = {"number": document.number, "sha256": document.edited_docx.sha256}
    record(actor, "documents.word_replaced", document, data=data)
    return document


@step
def issue(actor: Actor, document: Document) -> Document:
    """Issue a draft: from now on its words stand, for fifteen years and more (PL2014:42).

    Notices, award notices and acceptance certificates are public at once; a contract when ``publish`` says so.
    Raises Refused when a text the law asks for is empty.
    """
    held = Document.objects.select_for_update().get(pk=document.pk)
    require(policies.is_draft(held))
    empty = free_texts.empty_required(held.kind, held.sections)
    require(rules.ready_to_issue(empty, fix=reverse("documents:edit", args=[held.pk])))
    held.move("issue")
    held.issued_at = clock.now()
    held.issued_by_id = actor.user_id
    held.docx = held.pdf = None
    held.printed = ""
    if held.kind in PUBLIC_KINDS and held.kind != DocumentKind.CONTRACT:
        held.published_at = held.issued_at
    held.save(update_fields=["state", "issued_at", "issued_by_id", "docx", "pdf", "printed", "published_at"])
    record(actor, "documents.issued", held, basis="PL2014:42", data={"kind": held.kind, "number": held.number})
    defer("documents.render", document_id=held.pk)
    return held


@step
def publish(actor: Actor, document: Document) -> Document:
    """Make an issued contract public (IR2015:50). What is public already stays so. Raises Refused for a draft."""
    held = Document.objects.select_for_update().get(pk=document.pk)
    require(policies.may_be_public(held))
    if held.published_at is None:
        held.published_at = clock.now()
        held.save(update_fields=["published_at"])
        record(actor, "documents.published", held, basis="IR2015:50", data={"number": held.number})
    return held


@act
def print_document(actor: Actor, *, document_id: int) -> Document:
    """Print Word and PDF of a document as it stands. Doing it again changes nothing; what was issued is printed once.

    The hashes of an issued document's files enter the chain of its purchase.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    wanted = printing.fingerprint(document)
    if document.is_printed and (document.printed == wanted or not document.is_draft):
        return document
    paper = printing.paper(document)
    at = document.issued_at or document.drafted_at
    name = rules.safe_name(_file_name(document))[: rules.LONGEST_NAME - 5]
    document.pdf = _store(actor, f"{name}.pdf", rules.PDF, pdf(paper, at=at))
    document.docx = _store(actor, f"{name}.docx", rules.DOCX, word(paper, at=at))
    document.printed, document.template_version, document.render_error = wanted, printing.template_version(), ""
    document.save(update_fields=["pdf", "docx", "printed", "template_version", "render_error"])
    if not document.is_draft:
        hashes = {"number": document.number, "pdf": document.pdf.sha256, "docx": document.docx.sha256}
        record(actor, "documents.printed", document, basis="PL2014:42", data=hashes)
    return document


@in_chinese
def _file_name(document: Document) -> str:
    return f"{document.number}{document.get_kind_display()}"


@act
def print_again(actor: Actor, *, document_id: int) -> Document:
    """Have the files of a document made once more after a failure. Raises Refused when they are there."""
    document = queries.lock(actor, document_id)
    require(policies.may_print_again(actor, document))
    defer("documents.render", document_id=document.pk)
    return document


@act
def note_failure(actor: Actor, *, document_id: int, error: str) -> Document:
    """Keep why a document could not be printed, for its page."""
    document = Document.objects.select_for_update().get(pk=document_id)
    document.render_error = error[:2000]
    document.save(update_fields=["render_error"])
    return document


@act
def note_read(actor: Actor, *, document_id: int) -> Document:
    """Record that somebody looked at a paper with personal data: one line a person, document and day."""
    document = Document.objects.get(pk=document_id)
    require(access.may_read(actor, document))
    if document.kind not in PERSONAL_KINDS or document.published_at is not None:
        return document
    today = clock.today()
    seen = Entry.objects.filter(
        month=today.replace(day=1),
        stream=document.project_no,
        verb="documents.read",
        subject=f"documents.Document:{document.pk}",
        actor_id=actor.user_id,
        at__gte=clock.at_day(today),
    )
    if not seen.exists():
        record(actor, "documents.read", document, data={"number": document.number})
    return document
