"""Who may read a document or an attachment: the room of the record it belongs to decides.

A room registers its kinds of owner in ``apps.ready``. Kinds nobody has registered are read by their own
organisation and those they are shared with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bailu.documents.models import Attachment, Document
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid

Kept = Document | Attachment
Ask = Callable[[Actor, Document], Verdict]


@dataclass(frozen=True)
class _Rights:
    read: Ask
    edit: Ask | None
    read_attachment: Callable[[Actor, Attachment], Verdict] | None


_registered: dict[str, _Rights] = {}


def register(
    owner_kind: str,
    may_read: Ask,
    *,
    may_edit: Ask | None = None,
    may_read_attachment: Callable[[Actor, Attachment], Verdict] | None = None,
) -> None:
    """``owner_kind`` is "room.Model". Without ``may_edit`` the document's own organisation edits its drafts; without
    ``may_read_attachment`` only the attachment's own organisation reads it."""
    _registered[owner_kind] = _Rights(may_read, may_edit, may_read_attachment)


def _rights(kept: Kept) -> _Rights | None:
    return _registered.get(kept.owner.partition(":")[0])


def _own(actor: Actor, kept: Kept) -> Verdict:
    if actor.is_system or (actor.signed_in and actor.organisation_id == kept.organisation_id):
        return ALLOWED
    return forbid(_("这份文件由别的单位保管，您无权查看。"), code="organisation")


def may_read(actor: Actor, document: Document) -> Verdict:
    """Public papers are read by anyone; others by whom the owner's room allows."""
    if actor.is_system or document.published_at is not None:
        return ALLOWED
    rights = _rights(document)
    if rights is not None:
        return rights.read(actor, document)
    return ALLOWED if actor.organisation_id in document.shared_with else _own(actor, document)


def may_edit(actor: Actor, document: Document) -> Verdict:
    rights = _rights(document)
    return rights.edit(actor, document) if rights and rights.edit else _own(actor, document)


def may_read_attachment(actor: Actor, attachment: Attachment) -> Verdict:
    own = _own(actor, attachment)
    rights = _rights(attachment)
    if own.allowed or rights is None or rights.read_attachment is None:
        return own
    return rights.read_attachment(actor, attachment)
