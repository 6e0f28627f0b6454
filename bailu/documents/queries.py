"""The read side: documents of a purchase, what is public, and the bytes of a file."""

from __future__ import annotations

from bailu.documents import access, storage
from bailu.documents.models import Attachment, Document, DocumentQuerySet, File
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict, require


def get(actor: Actor, pk: int) -> Document:
    """The document, if the actor may read it. Raises OutOfScope where it does not exist for the actor, Forbidden without the right."""
    document = Document.objects.with_files().filter(pk=pk).first()
    if document is None:
        raise OutOfScope(f"document {pk}")
    _readable(access.may_read(actor, document), Document.objects.visible_to(actor).filter(pk=pk).exists)
    return document


def lock(actor: Actor, pk: int) -> Document:
    """As ``get``, held for a change until the end of the act."""
    get(actor, pk)
    return Document.objects.select_for_update().get(pk=pk)


def attachment(actor: Actor, pk: int) -> Attachment:
    """The attachment, if the actor may read it. Raises OutOfScope or Forbidden."""
    found = Attachment.objects.select_related("file").filter(pk=pk).first()
    if found is None:
        raise OutOfScope(f"attachment {pk}")
    _readable(access.may_read_attachment(actor, found), Attachment.objects.visible_to(actor).filter(pk=pk).exists)
    return found


def _readable(verdict: Verdict, in_scope: object) -> None:
    if verdict.allowed:
        return
    if verdict.forbidden and callable(in_scope) and not in_scope():
        raise OutOfScope(str(verdict.reason))
    require(verdict)


def of_project(actor: Actor, project_no: str) -> list[Document]:
    """The documents of a purchase that the actor may read, oldest first."""
    found = Document.objects.with_files().filter(project_no=project_no).order_by("pk")
    return [document for document in found if access.may_read(actor, document).allowed]


def of_owner(actor: Actor, owner: str, kind: str = "") -> list[Document]:
    """The documents of one record ("contracts.Contract:7") that the actor may read, newest first."""
    found = Document.objects.with_files().filter(owner=owner).order_by("-pk")
    if kind:
        found = found.filter(kind=kind)
    return [document for document in found if access.may_read(actor, document).allowed]


def attachments_of(actor: Actor, owner: str) -> list[Attachment]:
    return [kept for kept in Attachment.objects.of(owner) if access.may_read_attachment(actor, kept).allowed]


def public(*, project_no: str = "", kind: str = "") -> DocumentQuerySet:
    """Papers anyone may read, newest publication first: for the public site and open data."""
    found = Document.objects.public().with_files().order_by("-published_at", "-pk")
    if project_no:
        found = found.filter(project_no=project_no)
    return found.filter(kind=kind) if kind else found


def public_document(pk: int) -> Document:
    """One public paper. Raises OutOfScope for any other."""
    document = public().filter(pk=pk).first()
    if document is None:
        raise OutOfScope(f"document {pk}")
    return document


def content(file: File) -> bytes:
    """The bytes, checked against their hash. Raises storage.FileDamaged."""
    return storage.get(file.sha256)
