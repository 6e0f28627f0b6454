"""May this person do this with this document?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.documents import access
from bailu.documents.enums import PUBLIC_KINDS
from bailu.documents.models import Document
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, first_refusal, forbid, refuse


def may_edit(actor: Actor, document: Document) -> Verdict:
    """While it is a draft, whoever the owner's room lets write in it."""
    return first_refusal((access.may_edit(actor, document), is_draft(document)))


def is_draft(document: Document) -> Verdict:
    if document.is_draft:
        return ALLOWED
    return refuse(_("文件已经印发，内容不能再改。"), "PL2014:42", code="state")


def may_be_public(document: Document) -> Verdict:
    """What the law makes public, once it is issued."""
    if document.kind in PUBLIC_KINDS and not document.is_draft:
        return ALLOWED
    return refuse(_("只有已经印发、依法应当公开的文件才能公开。"), "IR2015:50", code="state")


def may_print_again(actor: Actor, document: Document) -> Verdict:
    """When the files of a document could not be made, the bodies it belongs to have them made again; who only watches does not act."""
    if actor.organisation_id != document.organisation_id and actor.organisation_id not in document.shared_with:
        return forbid(_("文件由其所属单位重新生成。"), code="organisation")
    if not document.is_printed:
        return access.may_read(actor, document)
    return refuse(_("文件已经生成，不需要重新生成。"), code="state")
